"""Every sentence that people may meet on a page, as the packages say it. Written by tools/write_sentences.py."""

from __future__ import annotations

from web.messages.said import actions, libraries, service

TEMPLATES: tuple[str, ...] = (*libraries.TEMPLATES, *actions.TEMPLATES, *service.TEMPLATES)
