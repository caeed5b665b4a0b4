"""Errors as pages: one sentence that says what, where and how to mend it."""

from __future__ import annotations

from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from aligner.errors import InputError
from web import words
from web.api.problems import problem
from web.errors import Conflict, Forbidden, Newer, NotFound, TooMany, Unusable
from web.trouble import GONE, NEWER, trouble


def install(app: Flask) -> None:
    """Answer what goes wrong in a page with a page, and in the API with a problem detail."""
    app.register_error_handler(Unusable, lambda _: answer(503, GONE, words.sentence(GONE)))
    app.register_error_handler(Newer, lambda _: answer(503, NEWER, words.sentence(NEWER)))
    app.register_error_handler(InputError, lambda error: answer(422, str(error), words.told(error)))
    app.register_error_handler(NotFound, lambda error: answer(404, str(error), words.told(error)))
    app.register_error_handler(Conflict, lambda error: answer(409, str(error), words.told(error)))
    app.register_error_handler(Forbidden, lambda error: answer(403, str(error), words.told(error)))
    app.register_error_handler(TooMany, _too_many)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def answer(status: int, plain: str, shown: str = "") -> ResponseReturnValue:
    """The error as a page; for a part of a page (htmx) the sentence alone."""
    if request.path.startswith("/api/"):
        return problem(status, plain)
    template = "_error.html" if "HX-Request" in request.headers else "error.html"
    return make_response(
        render_template(template, status=status, sentence=shown or plain, english=shown == plain), status
    )


def _too_many(error: TooMany) -> ResponseReturnValue:
    response = make_response(answer(429, str(error), words.too_many(error.seconds)))
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()  # a redirect of the router's
    if code in (404, 405):
        return answer(code, error.description or "", _("There is nothing at this address."))
    if code == 413:
        limit = f"{g.config.max_upload // 2**20} MB"
        return answer(413, "", _("The files are larger than %(limit)s together. Add them one by one.", limit=limit))
    return answer(code, error.description or "", words.sentence(error.description or ""))


def _unexpected(error: Exception) -> ResponseReturnValue:
    if found := trouble(error):
        current_app.logger.warning("%s %s: %s", request.method, request.path, error)
        return answer(found.status, found.sentence, words.sentence(found.sentence))
    current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(500, "", _("Something went wrong in the program itself. Its log says where."))
