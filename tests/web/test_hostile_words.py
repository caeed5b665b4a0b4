"""Words that nobody would type, in every field of every form and of the API: kept or refused in a sentence, and every
page is sound that shows them afterwards."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import regex
from werkzeug.test import TestResponse

from tests.hostile.doors import sentence
from tests.hostile.fields import Field, Fields
from tests.hostile.words import words
from tests.web.disks import no_room
from tests.web.filled import fill
from tests.web.test_access_text import faults
from tests.web.test_full_disks_service import FIELDS, PLACES, Service
from tests.web.walking import addresses, changes, signed_in
from web import actions
from web.guard import SESSION
from web.jobs import Jobs
from web.store import Store
from web.store.health import faults as unsound

EVERY = bool(os.environ.get("EVERY_DOOR"))
SIZE = 200_000 if EVERY else 20_000
WORDS = words(SIZE)
LATE = ("delete", "remove", "forget", "leave", "revoke", "end", "disable")
"""What takes things away comes last, so that something is there for the others."""
MENDING = {"mending.edit": {"verb": "words", "row": 1, "segment": 1, "lang": "en", "text": "a", "show": "", "q": ""}}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "doichieu.db"
    fill(path)
    return path


def fields_of(service: Service, path: Path) -> tuple[Fields, list[Field]]:
    """All fields of the service, those of what takes away last."""

    def renew() -> str:
        service.browser.set_cookie(SESSION, signed_in(path))
        page = service.browser.get("/account").get_data(as_text=True)
        return regex.findall(r'name="token" value="([^"]+)"', page)[0]

    fields = Fields(service.app, service.browser, service.token, {**FIELDS, **MENDING}, renew)
    found = [field for one in addresses(service.app, path) for field in fields.of_reading(*one)]
    written = sorted(changes(service.app, path, PLACES), key=lambda one: any(word in one[0] for word in LATE))
    with Store(path) as held:
        held.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with no_room():  # forms are asked for what they take, and nothing is done
            return fields, found + [field for one in written for field in fields.of_change(*one)]


def told(answer: TestResponse) -> Iterator[str]:
    """What is wrong with an answer: a fault, no sentence, or a head line that somebody else wrote."""
    if answer.status_code >= 500:
        yield f"{answer.status_code}: {answer.get_data(as_text=True)[:300]}"
    if "a=b" in str(answer.headers.getlist("Set-Cookie")):
        yield "a head line of somebody's"
    if answer.status_code >= 400 and answer.is_json:
        try:
            said = answer.get_json()
            sentence(str(said.get("detail") or said.get("sentence") or said))
        except AssertionError as error:
            yield str(error)[:300]
    if answer.status_code >= 400 and answer.mimetype == "text/html":
        yield from faults(answer.get_data(as_text=True))


def sent(path: Path, chosen: Callable[[int, Field], Sequence[str]]) -> list[str]:
    """Send the chosen words into every field, let the jobs be done, and look at every page: all that is wrong."""
    service = Service(path)
    fields, found = fields_of(service, path)
    wrong, kept = [], 0
    for number, field in enumerate(found):
        for name in chosen(number, field):
            answer = fields.send(field, WORDS[name])
            kept += answer.status_code < 400
            wrong += [
                f"{field.method} {field.address} {field.place} {field.name} {name}: {one}" for one in told(answer)
            ]
    wrong += [f"job: {one}" for one in done(path)] + [f"page: {one}" for one in shown(service, path)]
    with Store(path) as store:
        wrong += [f"store: {fault.sentence} {fault.where}" for fault in unsound(store)]
    if not (len(found) > 400 and kept > len(found) / 4):
        wrong.append(f"{len(found)} fields, {kept} answers that took the words")
    return [f"{one[:500]} …" if len(one) > 500 else one for one in wrong]


def done(path: Path) -> Iterator[str]:
    """Jobs of which no sentence says how they ended."""
    worker = Jobs(path)
    worker.start()
    worker.wake()
    if not worker.wait(120):
        yield "jobs do not end"
    worker.close()
    with Store(path) as store:
        for job in actions.list_jobs(store, limit=1000).items:
            if job.state not in ("done", "failed", "cancelled") or "program itself" in job.message:
                yield f"{job.kind} {job.title} is {job.state}: {job.message}"


def shown(service: Service, path: Path) -> Iterator[str]:
    """Pages and answers that are not sound now."""
    for endpoint, address in addresses(service.app, path):
        answer = service.browser.get(address, buffered=True)
        if answer.status_code >= 500:
            yield f"{endpoint} {address}: {answer.status_code}"
        text = answer.get_data(as_text=True)
        if answer.mimetype == "text/html" and not answer.headers.get("Content-Disposition", "").startswith(
            "attachment"
        ):
            yield from (f"{endpoint} {address}: {fault}" for fault in faults(text))
            if regex.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text):
                yield f"{endpoint} {address}: a control character"


def test_words_that_nobody_would_type_are_kept_or_refused_in_a_sentence(clean: Path, tmp_path: Path) -> None:
    """Each field takes some of the words here, in turns; with ``EVERY_DOOR=1`` every one of them all."""
    names = list(WORDS)
    path = tmp_path / "doichieu.db"
    shutil.copy(clean, path)
    assert sent(path, lambda number, _: names if EVERY else [names[(number * 7) % len(names)]]) == []
