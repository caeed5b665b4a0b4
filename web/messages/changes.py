"""Words for what was done, by people and in the background."""

from __future__ import annotations

from web.messages.marks import N_

STATES = {
    "Waiting": N_("Waiting"),
    "Starting": N_("Starting"),
    "Aligning": N_("Aligning"),
    "Comparing meanings": N_("Comparing meanings"),
    "Collecting terms": N_("Collecting terms"),
    "Checking": N_("Checking"),
    "Comparing": N_("Comparing"),
    "Looking at what was moved": N_("Looking at what was moved"),
    "Taking the import back": N_("Taking the import back"),
    "Storing": N_("Storing"),
    "Writing": N_("Writing"),
    "Looking for the terms in the works": N_("Looking for the terms in the works"),
}

JOBS = {
    "import": N_("Reading files"),
    "align": N_("Aligning, collecting terms, checking"),
    "gaps": N_("Aligning the gaps between confirmed rows"),
    "mine": N_("Collecting terms"),
    "check": N_("Checking"),
    "replace": N_("New version"),
    "restore": N_("Earlier version"),
    "plan": N_("Looking through a glossary file"),
    "terms": N_("Glossary import"),
    "export": N_("Export"),
    "back": N_("Taking an import of terms back"),
}

CHANGES = {
    "add": N_("added"),
    "edit": N_("edited"),
    "add term": N_("term added"),
    "edit term": N_("term edited"),
    "remove term": N_("term removed"),
    "approve": N_("approved"),
    "admit": N_("admitted"),
    "deprecate": N_("deprecated"),
    "forbid": N_("forbidden"),
    "propose": N_("proposed again"),
    "merge": N_("merged"),
    "split": N_("split"),
    "delete": N_("deleted"),
    "restore": N_("brought back"),
    "revert": N_("taken back"),
    "import": N_("imported"),
    "version": N_("new version"),
    "rename": N_("renamed"),
    "language": N_("language set"),
    "label": N_("label set"),
    "resolve": N_("comments resolved"),
    "reopen": N_("comments reopened"),
    "dismiss": N_("finding dismissed"),
    "undismiss": N_("dismissal taken back"),
    "set checks": N_("checks set"),
    "set patterns": N_("patterns set"),
}

BECAME = {
    "same": N_("the same"),
    "changed": N_("changed"),
    "split": N_("split into several"),
    "merged": N_("merged into one"),
    "moved": N_("moved here"),
    "left": N_("moved away"),
    "added": N_("added"),
    "removed": N_("removed"),
}
