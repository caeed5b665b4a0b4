"""The pages of the workbench: one blueprint a screen, all of them server-rendered."""

from __future__ import annotations

from flask import Flask

from web import figures, people_words
from web.pages import (
    access,
    account,
    audit,
    comments,
    compare,
    concept,
    documents,
    errors,
    exchange,
    findings,
    glossary,
    jobs,
    keys,
    lookup,
    matrix,
    mending,
    people,
    queue,
    sending,
    settings,
    suggest,
    together,
    versions,
    work,
    works,
)
from web.pages.drawing import Beside, draw
from web.pages.marking import marked, pieces

PAGES = (
    *(compare, versions, comments),
    *(lookup, works, work, mending, documents, findings, jobs),
    *(glossary, queue, suggest, exchange, matrix, concept),
    *(together, access, account, people, audit, settings),
)


def register(app: Flask) -> None:
    """Add all screens to the application, and what it shows when something goes wrong."""
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals.update(
        drawn=draw,
        beside=Beside,
        pieces=pieces,
        marked=marked,
        stretches=lookup.stretches,
        parted=versions.parted,
        open_threads=comments.open_threads,
    )
    app.jinja_env.globals["KEYS_SHOWN"] = lambda name: keys.shown(keys.DEFAULTS[name])[:1]
    app.jinja_env.globals.update(
        figures=figures,
        people_words=people_words,
        working=jobs.working,
        failing=jobs.failing,
        trouble=jobs.trouble,
        may_job=jobs.may_job,
    )
    errors.install(app)
    sending.install(app)
    together.install(app)
