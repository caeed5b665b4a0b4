"""Processes that begin, restore, read into and copy one database at the same moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_no_acknowledged_record_is_lost_where_processes_meet() -> None:
    command = [sys.executable, "-m", "tests.races", "begin", "restore-twice", "read", "--times", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" meetings") == 3
