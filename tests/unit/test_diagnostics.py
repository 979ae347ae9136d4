"""The log keeps ids only; the crash record and the display check work without Qt."""

from __future__ import annotations

import logging
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from operator_app import diagnostics
from operator_app.diagnostics import IdsOnlyFormatter, probe_display, safe_argument
from operator_app.domain.errors import NoticeCode

SECRETS = (
    "+79161234567",
    "Кузьмина",
    "Smith",
    "4111 1111 1111 1111",
    "заметка",
    "Qwerty-1",
)


@pytest.mark.parametrize(
    "secret", [*SECRETS, "123456", "smith", b"+7916", ["Smith"], {"n": "Анна"}]
)
def test_no_text_of_a_customer_passes_as_an_argument(secret: object) -> None:
    assert str(secret) not in str(safe_argument(secret))


@pytest.mark.parametrize("harmless", [7, 1.5, True, None, uuid.uuid4(), "call_wrapped_up"])
def test_ids_counts_and_codes_pass(harmless: object) -> None:
    assert safe_argument(harmless) == harmless
    assert safe_argument(str(uuid.UUID(int=5))) == str(uuid.UUID(int=5))
    assert safe_argument(NoticeCode.DISK_FULL) == "DISK_FULL"


def _record(name: str, message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.INFO, "place.py", 3, message, arguments, None)


def test_another_librarys_wording_is_not_kept() -> None:
    line = IdsOnlyFormatter().format(_record("keyring", "no secret for Smith"))
    assert line.endswith("keyring: place:3")


def test_our_own_wording_is_kept_without_its_texts() -> None:
    line = IdsOnlyFormatter().format(_record("operator_app.sync", "%s rows, %s", 3, "Smith"))
    assert line.endswith("operator_app.sync: 3 rows, <str of 5>")


PROGRAM = """
import logging, sys, threading
from pathlib import Path
from operator_app.diagnostics import start_diagnostics
start_diagnostics(Path(sys.argv[1]), lambda kind: print("told", kind.__name__))
def fail(): raise ValueError("+79161234567 Smith")
log = logging.getLogger("operator_app.calls")
log.info("saved %s for %s", 5, "Smith")
try: fail()
except ValueError: log.exception("could not save")
worker = threading.Thread(target=fail); worker.start(); worker.join()
{ending}
"""


def _run(folder: Path, ending: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(ending=ending), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_bugs_on_any_thread_are_logged_with_a_stack_and_told(tmp_path: Path) -> None:
    done = _run(tmp_path, "fail()")
    assert done.stdout.split() == ["told", "ValueError"] * 2
    log = (tmp_path / "operator.log").read_text(encoding="utf-8")
    assert "saved 5 for <str of 5>" in log
    assert log.count("in fail\n  builtins.ValueError") == 3
    assert not any(secret in log for secret in SECRETS)


def test_a_crash_of_the_process_leaves_its_stacks_and_no_core(tmp_path: Path) -> None:
    ending = (
        "import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
        "import faulthandler; faulthandler._sigabrt()"
    )
    done = _run(tmp_path, ending)
    assert done.returncode < 0
    record = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert "Fatal Python error: Aborted" in record
    assert "most recent call first" in record


def test_a_missing_library_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert probe_display(libraries_only=True).missing == ()
    monkeypatch.setitem(diagnostics.QT_LIBRARIES, "libno.so.9", "libno9")
    report = probe_display(libraries_only=True)
    assert (report.missing, report.packages) == (("libno.so.9",), ("libno9",))
    assert not report.usable


@pytest.mark.parametrize("display", [None, ":987", "no-such-host.invalid:0", "nonsense"])
def test_a_display_that_does_not_answer_is_noticed(
    display: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.delenv("DISPLAY", raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    assert not probe_display().reachable


def test_a_platform_without_a_display_is_usable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    report = probe_display()
    assert (report.offscreen, report.usable) == (True, not report.missing)


@pytest.mark.xserver
def test_a_display_that_answers_is_found() -> None:
    assert probe_display().reachable
