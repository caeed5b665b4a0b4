"""The web application: pages for people, the JSON API for programs, and a guard that opens one store per request."""

from __future__ import annotations

from apiflask import APIFlask
from flask import Flask

from web import api, guard, i18n, pages, shrinking, stamping
from web.config import Config
from web.jobs import Jobs


def create_app(config: Config | None = None) -> Flask:
    """The service as a WSGI application; with ``config.jobs`` its background worker runs from now on."""
    config = config or Config.from_env()
    app = APIFlask(__name__, title="Doichieu", docs_path=None, spec_path=None, json_errors=False)
    app.config.update(
        DOICHIEU=config,
        TESTING=config.testing,
        SECRET_KEY=config.secret,
        MAX_CONTENT_LENGTH=config.max_upload,
        MAX_FORM_MEMORY_SIZE=1 << 20,
        SESSION_COOKIE_NAME="__Host-doichieu" if config.secure else "doichieu",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    guard.install(app)
    i18n.install(app)
    shrinking.install(app)
    stamping.install(app)
    pages.register(app)
    api.register(app)
    jobs = Jobs(config.db)
    app.extensions["doichieu.jobs"] = jobs
    if config.jobs:
        jobs.start()
    return app
