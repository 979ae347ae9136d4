"""The import contracts hold, and each planted violation breaks them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "_bundled")
    shutil.copytree(ROOT / "operator_app", tmp_path / "operator_app", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    done = _lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("services/planted", "import operator_app.ui", "Layers"),
        ("storage/planted", "import operator_app.search", "Layers"),
        ("domain/planted", "import operator_app.language", "Layers"),
        ("planted", "", "Layers"),
        ("sync/planted", "import operator_app.services", "Of the adapters only ui calls services"),
        ("services/planted", "import PySide6.QtCore", "Qt only in ui"),
        ("commands/planted", "from PySide6 import QtWidgets", "Qt only in ui"),
        ("ui/planted", "import sqlalchemy", "SQLAlchemy and Alembic only in storage and sync"),
        ("sync/planted", "import sqlcipher3", "The local file's driver only in storage"),
        ("storage/planted", "import psycopg", "PostgreSQL only in sync"),
        ("services/planted", "import tantivy", "Search engines only in search"),
        ("storage/planted", "import keyring", "Key store and ciphers only in credentials"),
        ("search/planted", "import pymorphy3", "Morphology only in language"),
        ("language/planted", "import yaml", "File readers only in content"),
        ("domain/planted", "from pathlib import Path", "Domain: no files, no databases, no logs"),
        ("domain/planted", "import logging", "Domain: no files, no databases, no logs"),
        (
            "call_handoff",
            "import yaml",
            "Standard library only: the two entry points, settings, diagnostics",
        ),
    ],
)
def test_a_planted_violation_breaks_them(copy: Path, module: str, line: str, contract: str) -> None:
    file = copy / "operator_app" / f"{module}.py"
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")
    done = _lint(copy)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in " ".join(done.stdout.split())
