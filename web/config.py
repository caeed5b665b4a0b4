"""The settings of the service: one frozen value, made once from the command line and the environment."""

from __future__ import annotations

import ipaddress
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


def is_loopback(name: str) -> bool:
    """Whether a host's name or address means this machine.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("[::1]"), is_loopback("rebound.example")
    (True, True, True, False)
    """
    if name in ("localhost", "localhost.") or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Config:
    """What one running service needs to know.

    ``public`` is the address that people type when a proxy stands before the service, ``https://…`` or ``http://…``;
    ``proxy`` is where that proxy asks from, and whose word about the asker's address is taken.
    """

    db: Path = field(default_factory=default_database)
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    public: str = ""
    proxy: str = "127.0.0.1"
    second: bool = False  # whether everybody who signs in has to set up a second factor
    max_upload: int = 64 * 1024 * 1024  # bytes of one request; the readers refuse larger files too
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    testing: bool = False
    jobs: bool = True  # False: nothing runs in the background, and the caller aligns

    @property
    def shared(self) -> bool:
        """Whether others than the user of this machine can reach the service, so that it needs accounts."""
        return bool(self.public) or not is_loopback(self.host)

    @property
    def secure(self) -> bool:
        """Whether browsers reach the service over https, so that cookies are sent over nothing else."""
        return self.public.startswith("https://")

    @classmethod
    def from_env(cls, **overrides: Any) -> Config:
        """The settings from ``DOICHIEU_DB``, ``DOICHIEU_PUBLIC`` and ``DOICHIEU_SECRET``; what is given by name wins.

        A value of ``None`` counts as not given, so that unset command-line options can be handed on as they are.
        """
        values: dict[str, Any] = {}
        for name in ("public", "secret"):
            if os.environ.get(f"DOICHIEU_{name.upper()}"):
                values[name] = os.environ[f"DOICHIEU_{name.upper()}"]
        values.update({name: value for name, value in overrides.items() if value is not None})
        if "db" in values:
            values["db"] = Path(values["db"])
        return cls(**values)
