"""Large files sent by a script that shows how far they are: it goes where a browser would have been led by itself."""

from __future__ import annotations

from flask import Flask, Response, request


def install(app: Flask) -> None:
    """Tell a script where to go instead of leading it there unseen, past what the next page has to say."""

    @app.after_request
    def tell(response: Response) -> Response:
        if request.headers.get("X-Sending") and response.status_code in (302, 303) and "Location" in response.headers:
            response.headers["X-Location"] = response.headers.pop("Location")
            response.status_code = 204
            response.set_data(b"")
        return response
