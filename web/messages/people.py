"""Words for what people may do here."""

from __future__ import annotations

from web.messages.marks import N_

ROLES = {
    "viewer": N_("viewer"),
    "translator": N_("translator"),
    "reviewer": N_("reviewer"),
    "terminologist": N_("terminologist"),
    "admin": N_("administrator"),
}
