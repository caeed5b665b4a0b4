"""The service on a disk without room: whoever reads goes on, whoever changes something is told in a sentence."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import TEXTS
from tests.web.disks import locked, no_room
from tests.web.filled import PASSWORD, PATTERNS, fill
from tests.web.walking import addresses, changes, signed_in
from web.app import create_app
from web.config import Config
from web.guard import SESSION
from web.store import Store
from web.store.health import faults

TERMS = "en,vi\nweir,đập\n"
ENGLISH = TEXTS["en"].replace("1890", "1892")
FIELDS: dict[str, dict[str, Any]] = {
    "access.enter": {"name": "chief", "password": PASSWORD},
    "account.begin_second": {"password": PASSWORD},
    "account.make_token": {"name": "night", "password": PASSWORD, "days": "30"},
    "account.password": {"old": PASSWORD, "new": "another four words here", "again": "another four words here"},
    "api.concepts.add_concept": {"terms": [{"lang": "en", "text": "weir"}]},
    "api.concepts.add_term": {"lang": "vi", "text": "đập nước", "force": True},
    "api.concepts.decide": {"status": "approved", "concepts": [4]},
    "api.concepts.edit_concept": {"note": "New."},
    "api.concepts.edit_term": {"note": "New."},
    "api.concepts.merge_concepts": {"into": 1, "others": [4]},
    "api.concepts.split_concept": {"terms": [1]},
    "api.documents.set_kind": {"kind": "note"},
    "api.documents.set_language": {"lang": "vi"},
    "api.editing.bookmark_row": {"bookmark": True},
    "api.editing.confirm_rows": {"rows": [3]},
    "api.editing.edit_segment": {"text": "New words."},
    "api.editing.merge_rows": {},
    "api.editing.move_segments": {"lang": "en", "by": 1},
    "api.editing.shift_rows": {"lang": "en", "by": 1},
    "api.exchange.plan_import": {"file": TERMS},
    "api.findings.add_patterns": {"name": "other.toml", "text": PATTERNS.replace('"mill"', '"wheel"')},
    "api.findings.dismiss": {"findings": [1], "reason": "Meant."},
    "api.findings.set_checks": {"off": ["names"]},
    "api.jobs.export_later": {"what": "terms", "format": "csv"},
    "api.jobs.import_later": {"files": ENGLISH},
    "api.jobs.start_job": {"kind": "mine", "work": "1"},
    "api.jobs.start_jobs": {"kind": "check"},
    "api.renderings.keep_query": {"query": "mill house", "lang": "en", "kept": True},
    "api.versions.add_version": {"file": ENGLISH, "lang": "en"},
    "api.versions.answer": {"text": "So it is."},
    "api.versions.comment_concept": {"text": "Is it?"},
    "api.versions.comment_row": {"text": "Is it?"},
    "api.versions.edit_comment": {"text": "It is."},
    "api.versions.resolve": {"resolved": True},
    "api.works.create_work": {"files": ENGLISH},
    "api.works.rename_work": {"title": "Another name"},
    "comments.add_concept": {"text": "Is it?"},
    "comments.add_row": {"text": "Is it?"},
    "comments.answer": {"text": "So it is."},
    "comments.edit": {"text": "It is."},
    "concept.add_term": {"lang": "vi", "text": "đập nước", "force": "1"},
    "concept.decide": {"status": "approved"},
    "concept.edit": {"note": "New."},
    "concept.edit_term": {"note": "New."},
    "concept.merge": {"other": "4"},
    "concept.split": {"terms": "1"},
    "documents.label": {"kind": "note"},
    "documents.language": {"lang": "vi"},
    "exchange.upload": {"file": TERMS},
    "findings.dismiss": {"reason": "Meant."},
    "findings.dismiss_many": {"finding": "1", "reason": "Meant."},
    "findings.patterns": {"file": PATTERNS.replace('"mill"', '"wheel"')},
    "findings.run": {"work": "1"},
    "findings.switch": {"profile": "quiet"},
    "findings.undismiss": {"dismissal": "1"},
    "glossary.bulk": {"concept": "4", "do": "approved"},
    "jobs.export": {"what": "terms", "format": "csv"},
    "lookup.forget": {},
    "lookup.keep": {"q": "mill house", "lang": "en", "kept": "1"},
    "lookup.note": {"q": "mill house", "lang": "en"},
    "people.add": {"name": "another1", "role": "viewer"},
    "people.role": {"role": "viewer"},
    "suggest.send": {"term-en": "weir", "term-vi": "đập", "force": "1"},
    "versions.add": {"file": ENGLISH},
    "work.rename": {"title": "Another name"},
    "works.add": {"files": ENGLISH},
}
"""What is sent, so that it would be done if there were room."""

PLACES: dict[str, dict[str, Any]] = {
    "api.concepts.restore_concept": {"id": 2},
    "api.concepts.revert_change": {"id": 23},
    "api.concepts.edit_term": {"id": 1},
    "api.concepts.remove_term": {"id": 1},
    "api.findings.forget_patterns": {"name": "house.toml"},
    "api.jobs.restart_job": {"id": 4},
    "api.versions.edit_comment": {"id": 3},
    "comments.edit": {"thread": 3, "comment": 3},
    "concept.restore": {"concept": 2},
    "jobs.cancel": {"job": 1},
    "people.enable": {"account": 3},
    "queue.decide": {"concept": 4, "do": "accept"},
}
"""Where in the database of ``filled`` there is something to do."""

IDLE = {"api.nothing", "access.enter_code", "api.exchange.plan_import"}
IDLE |= {"api.exchange.import_terms", "api.jobs.import_terms_later", "queue.undo", "findings.fix", "mending.gaps"}
IDLE |= {"api.editing.restore_segment", "api.editing.split_row", "api.editing.swap_cells", "api.editing.mark_moved"}
IDLE |= {"api.editing.realign_gaps", "api.editing.redo", "api.versions.take_back", "mending.edit"}
IDLE |= {"api.versions.restore_version", "versions.restore"}
"""What changes nothing here: there is nothing to change, or it takes another request before."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("service") / "doichieu.db"
    fill(path)
    with Store(path) as store:
        store.execute("UPDATE accounts SET disabled = 1 WHERE name = 'fresh1'")
    return path


class Service:
    """The service on a database, the administrator's browser, and the token of its forms."""

    def __init__(self, database: Path) -> None:
        self.app: Flask = create_app(Config(db=database, testing=True, jobs=False))
        self.app.extensions["doichieu.pace"].burst = 10**6
        self.browser: FlaskClient = self.app.test_client()
        self.browser.set_cookie(SESSION, signed_in(database))
        found = regex.search(r'name="token" value="([^"]+)"', self.browser.get("/account").get_data(as_text=True))
        assert found
        self.token = found[1]
        with Store(database) as store:
            store.execute("UPDATE sessions SET seen = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-9 minutes')")

    def send(self, endpoint: str, method: str, path: str) -> tuple[int, str]:
        """The status of the answer, and what it says."""
        head, fields = {"X-Form-Token": self.token}, dict(FIELDS.get(endpoint, {}))
        for name in {"file", "files"} & set(fields):
            kind = "toml" if "patterns" in endpoint else "csv" if "exchange" in endpoint else "en.md"
            fields[name] = (io.BytesIO(fields[name].encode()), f"mill.{kind}")
        if path.startswith("/api/") and not {"file", "files"} & set(fields):
            answer = self.browser.open(path, method=method, json=fields, headers=head)
        else:
            answer = self.browser.open(path, method=method, data={**fields, "token": self.token}, headers=head)
        return answer.status_code, answer.get_data(as_text=True)


@pytest.fixture(params=["a full disk", "a file that cannot be written"])
def service(request: pytest.FixtureRequest, database: Path, tmp_path: Path) -> Iterator[Service]:
    """The service while its database cannot grow, or not be written at all."""
    path = tmp_path / "doichieu.db"
    shutil.copy(database, path)
    found = Service(path)
    if request.param == "a full disk":
        with Store(path) as held:  # so that the log is there, and empty
            held.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with no_room():
                yield found
        return
    found.app.extensions["doichieu.stores"].close()
    with locked(path):
        yield found


def test_whoever_changes_something_is_told_in_a_sentence(service: Service) -> None:
    path: Path = service.app.config["DOICHIEU"].db
    before, wrong = path.read_bytes(), []
    for endpoint, method, address in changes(service.app, path, PLACES):
        status, said = service.send(endpoint, method, address)
        told = status == 503 and regex.search("Nothing was changed", said)
        if not told and not (endpoint in IDLE and status < 500):
            wrong.append(f"{endpoint} {method} {address}: {status}")
    assert not wrong, "; ".join(wrong)
    assert path.read_bytes() == before


def test_whoever_reads_goes_on(service: Service) -> None:
    path: Path = service.app.config["DOICHIEU"].db
    told = {address: service.browser.get(address).status_code for _, address in addresses(service.app, path)}
    wrong = {address: status for address, status in told.items() if status >= 400 and status != 404}
    assert wrong == {}
    assert sum(status == 200 for status in told.values()) > 90


def test_a_database_that_may_not_grow_is_told_as_a_full_disk(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "doichieu.db"
    shutil.copy(database, path)
    service = Service(path)
    stores = service.app.extensions["doichieu.stores"]
    store = stores.take()
    store.db.execute("PRAGMA max_page_count = 1")  # of this connection: as many pages as there are
    stores.give(store)
    many = "\n\n".join(f"The mill number {number} stood by the river." for number in range(3_000))
    form = {"files": (io.BytesIO(many.encode()), "many.en.md")}
    answer = service.browser.post("/api/v1/works", data=form, headers={"X-Form-Token": service.token})
    assert (answer.status_code, answer.get_json()["detail"][:17]) == (507, "The disk is full,")
    with Store(path) as there:
        assert list(faults(there)) == []
        assert there.value("SELECT count(*) FROM works") == 2
