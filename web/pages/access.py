"""The page that asks for the access token, when the service has one."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from threading import Lock

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.guard import let_in
from web.pages.settings import own_path

blueprint = Blueprint("access", __name__)


class Throttle:
    """At most so many wrong tries in a stretch of time, from one address.

    >>> throttle = Throttle(tries=2, seconds=60)
    >>> throttle.fail("a", now=0.0)
    >>> throttle.wait("a", now=0.5)
    0
    >>> throttle.fail("a", now=1.0)
    >>> throttle.wait("a", now=2.0)
    58
    """

    def __init__(self, tries: int = 5, seconds: float = 60.0) -> None:
        self.tries = tries
        self.seconds = seconds
        self._failed: dict[str, deque[float]] = defaultdict(deque)
        self._lock = Lock()

    def wait(self, who: str, now: float | None = None) -> int:
        """How many seconds an address has to wait before its next try."""
        at = time.monotonic() if now is None else now
        with self._lock:
            failed = self._failed.get(who, deque())
            while failed and failed[0] <= at - self.seconds:
                failed.popleft()
            if not failed:
                self._failed.pop(who, None)
            return 0 if len(failed) < self.tries else max(1, int(failed[0] + self.seconds - at))

    def fail(self, who: str, now: float | None = None) -> None:
        """Note a wrong try."""
        with self._lock:
            self._failed[who].append(time.monotonic() if now is None else now)


THROTTLE = Throttle()


@blueprint.get("/access")
def ask() -> ResponseReturnValue:
    """Ask for the token."""
    if not g.config.token:
        return redirect(url_for("works.index"))
    return render_template("access.html", next=own_path(request.args.get("next", "/")), wrong=False, wait=0)


@blueprint.post("/access")
def enter() -> ResponseReturnValue:
    """Compare the token; after several wrong ones the answer takes its time."""
    target = own_path(request.form.get("next", "/"))
    who = request.remote_addr or ""
    wait = THROTTLE.wait(who)
    if not wait and let_in(request.form.get("access", "").strip()):
        return redirect(target)
    if not wait:
        THROTTLE.fail(who)
    response = make_response(
        render_template("access.html", next=target, wrong=not wait, wait=wait), 429 if wait else 403
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
