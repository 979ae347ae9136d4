"""Rewrite the two hash locks from pyproject.toml: `python tests/lock.py [--upgrade]`.

Needs `uv` on the path. The locks hold for every platform and for Python 3.11 and newer, carry
the hashes of all files a release has, and no address: pip takes them from where it is set up to.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.txt": ("demo",), "requirements-dev.txt": ("demo", "dev")}


def lock_command(lock: str, extras: tuple[str, ...], more: list[str]) -> list[str]:
    """Return the command that writes `lock` with the given optional dependencies."""
    command = ["uv", "--no-config", "pip", "compile", "pyproject.toml", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
    command += ["--output-file", lock, *more]
    for extra in extras:
        command += ["--extra", extra]
    if lock != "requirements.txt":
        command += ["--constraint", "requirements.txt"]
    return command


def main(arguments: list[str]) -> int:
    """Write both locks; return the first exit code that is not 0."""
    environment = {name: value for name, value in os.environ.items() if name != "PIP_FIND_LINKS"}
    for lock, extras in LOCKS.items():
        command = lock_command(lock, extras, arguments)
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
