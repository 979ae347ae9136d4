"""Checks that every string of the interface has its Russian words, and refreshes the files.

`python tests/translations_check.py` exits 1 with one line a fault; `--update` reads the sources
again into the .ts file, keeps the translations it holds, drops vanished strings and rebuilds the
.qm file. New strings are then listed as faults until the .ts file has their translation.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("resources") / "translations"
_GAP = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Translated:
    """One message of a .ts file; `state` is empty when it is finished."""

    context: str
    source: str
    translation: str
    state: str


def faults(root: Path = ROOT) -> list[str]:
    """What is wrong with the translations of the program under `root`, one line each."""
    committed = root / FOLDER / "operator_ru.ts"
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary) / "operator_ru.ts"
        shutil.copyfile(committed, fresh)
        _read_sources(root, fresh, keep_vanished=True)
        found = [line for message in messages(fresh) for line in _faults_of(message)]
        built = Path(temporary) / "operator_ru.qm"
        _build(committed, built)
        kept = committed.with_suffix(".qm")
        if not kept.is_file() or kept.read_bytes() != built.read_bytes():
            found.append(f"{kept.name} is not what {committed.name} gives: run with --update")
    return found


def update(root: Path = ROOT) -> None:
    """Read the sources into the .ts file and rebuild the .qm file beside it."""
    committed = root / FOLDER / "operator_ru.ts"
    committed.parent.mkdir(parents=True, exist_ok=True)
    _read_sources(root, committed, keep_vanished=False)
    _build(committed, committed.with_suffix(".qm"))


def messages(file: Path) -> list[Translated]:
    """All messages of a .ts file, those of vanished strings too."""
    tree = ET.parse(file)  # noqa: S314 - our own file, written by Qt's tool
    return [
        Translated(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            (part.get("type", "") if (part := message.find("translation")) is not None else "none"),
        )
        for context in tree.getroot().iter("context")
        for message in context.iter("message")
    ]


def _faults_of(message: Translated) -> list[str]:
    named = f"{message.context}: «{message.source}»"
    if message.state in ("vanished", "obsolete"):
        return [f"{named} is in no source any more"]
    if message.state or not message.translation.strip():
        return [f"{named} has no finished translation"]
    if sorted(_GAP.findall(message.source)) != sorted(_GAP.findall(message.translation)):
        return [f"{named} has other {{gaps}} than its translation"]
    return []


def _read_sources(root: Path, file: Path, *, keep_vanished: bool) -> None:
    sources = sorted(str(one) for one in (root / "operator_app" / "ui").rglob("*.py"))
    options = ["-locations", "none", "-source-language", "en", "-target-language", "ru"]
    if not keep_vanished:
        options.append("-no-obsolete")
    _tool("lupdate", *options, *sources, "-ts", str(file))


def _build(file: Path, built: Path) -> None:
    # Renamed into place: Qt maps the file, and a running program must not see it half written.
    fresh = built.with_suffix(".new.qm")
    _tool("lrelease", "-silent", str(file), "-qm", str(fresh))
    fresh.replace(built)


def _tool(name: str, *arguments: str) -> None:
    program = Path(PySide6.__file__).parent / (f"{name}.exe" if os.name == "nt" else name)
    done = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr.strip() or done.stdout.strip()}")


def main(arguments: list[str] | None = None) -> int:
    """Check, or update and then check; 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description="Check the translations of the interface")
    parser.add_argument("--update", action="store_true", help="read the sources again first")
    if parser.parse_args(arguments).update:
        update()
    found = faults()
    for line in found:
        sys.stdout.write(f"{line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
