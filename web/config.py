"""The settings of the service: one frozen value, made once from the command line and the environment."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8765


def default_database() -> Path:
    """The database file: ``DOICHIEU_DB``, or else ``doichieu.db`` in the platform's folder for user data."""
    given = os.environ.get("DOICHIEU_DB", "")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("doichieu", appauthor=False) / "doichieu.db"


def neural() -> str:
    """When sentences of stored works are embedded: ``DOICHIEU_NEURAL``, or else never, since a page waits for it."""
    return os.environ.get("DOICHIEU_NEURAL", "") or "never"


@dataclass(frozen=True, slots=True)
class Config:
    """What one running service needs to know. ``token`` empty means that no access token is asked for."""

    db: Path = field(default_factory=default_database)
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    token: str = ""
    max_upload: int = 64 * 1024 * 1024  # bytes of one request; the readers refuse larger files too
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    testing: bool = False
    jobs: bool = True  # False: nothing runs in the background, and the caller aligns

    @classmethod
    def from_env(cls, **overrides: Any) -> Config:
        """The settings from ``DOICHIEU_DB``, ``DOICHIEU_TOKEN`` and ``DOICHIEU_SECRET``; what is given by name wins.

        A value of ``None`` counts as not given, so that unset command-line options can be handed on as they are.
        """
        values: dict[str, Any] = {}
        for name in ("token", "secret"):
            if os.environ.get(f"DOICHIEU_{name.upper()}"):
                values[name] = os.environ[f"DOICHIEU_{name.upper()}"]
        values.update({name: value for name, value in overrides.items() if value is not None})
        if "db" in values:
            values["db"] = Path(values["db"])
        return cls(**values)
