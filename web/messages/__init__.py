"""Words for values that come from below the pages, marked for the catalogues: the English source and where it belongs.

The libraries speak English and know nothing of the interface; what they may say is listed here, so that the
catalogues hold it and a test sees that nothing is missing. What they say in whole sentences is collected from their
sources (``said``, written by ``tools/write_sentences.py``).
"""

from __future__ import annotations

from web.messages.changes import BECAME as BECAME
from web.messages.changes import CHANGES as CHANGES
from web.messages.changes import JOBS as JOBS
from web.messages.changes import STATES as STATES
from web.messages.checks import CHECK_NOTES as CHECK_NOTES
from web.messages.checks import CHECKS as CHECKS
from web.messages.checks import FINDINGS as FINDINGS
from web.messages.checks import SEVERITIES as SEVERITIES
from web.messages.exchange import CLASHES as CLASHES
from web.messages.exchange import FATES as FATES
from web.messages.exchange import FORMATS as FORMATS
from web.messages.exchange import LEFT_OUT as LEFT_OUT
from web.messages.exchange import REPORT_WORDS as REPORT_WORDS
from web.messages.exchange import REPORTS as REPORTS
from web.messages.exchange import TERM_FORMATS as TERM_FORMATS
from web.messages.glossary import FIELDS as FIELDS
from web.messages.glossary import LIKENESSES as LIKENESSES
from web.messages.glossary import PARTS_OF_SPEECH as PARTS_OF_SPEECH
from web.messages.glossary import RELATIONS as RELATIONS
from web.messages.glossary import STATUSES as STATUSES
from web.messages.glossary import TERM_TYPES as TERM_TYPES
from web.messages.marks import N_ as N_
from web.messages.rows import BANDS as BANDS
from web.messages.rows import EDITS as EDITS
from web.messages.rows import KINDS as KINDS
from web.messages.rows import TERM_STATES as TERM_STATES
