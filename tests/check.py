"""The one check command: `python run.py test [--full] [-- pytest arguments]`.

Every step runs even when another failed; a table and the sum of the tests close the output. Steps
that wait for processes of their own run beside those that reckon: neither alone fills a processor.
Without `--full`, tests that need a real X server, key store or TLS server are deselected by marker;
with it they run in sessions started here, and a skipped test counts as a failure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
_TOOLS = Path(PYTHON).parent
_SUFFIX = ".exe" if sys.platform == "win32" else ""
# Made out of reach so that no test can use the machine's own display, desktop or session.
_SESSION_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM")

# Two for a processor, as tests wait for disk, server or another process; each takes 1 GB. Three for
# two processors left these idle a quarter of the time.
_WORKERS = min(8, 2 * (os.cpu_count() or 1))
# A file's tests stay together, for they share what a module's fixtures start. In the order of
# `tests/conftest.py`, which begins with what takes longest.
SPREAD = (f"--numprocesses={_WORKERS}", "--dist=loadfile", "--no-loadscope-reorder")
Track = list[Callable[[], "Outcome"]]
"""Steps that run one after the other, beside other tracks."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step went; the counts are those of its tests, 0 for other steps."""

    name: str
    passed: bool
    seconds: float
    tests_passed: int = 0
    tests_failed: int = 0
    tests_skipped: int = 0


def main(arguments: list[str]) -> int:
    """Run all steps; 0 when every one passed, else 1."""
    parser = argparse.ArgumentParser(prog="run.py test", description=__doc__)
    parser.add_argument("--full", action="store_true", help="also X server, key store, TLS")
    parser.add_argument("pytest", nargs="*", help="passed on to pytest")
    args = parser.parse_args(arguments)
    tracks: list[Track] = [[partial(run_step, *step) for step in static_steps()]]
    tracks += full_tracks(args.pytest) if args.full else [[partial(everyday_pass, args.pytest)]]
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(tracks)) as pool:
        done = list(pool.map(lambda track: [step() for step in track], tracks))
    taken = time.perf_counter() - begun
    return report([outcome for track in done for outcome in track], taken, args.full)


def static_steps() -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the command of each check that runs no test."""
    yield "ruff check", [tool("ruff"), "check", "."]
    yield "ruff format", [tool("ruff"), "format", "--check", "."]
    yield "mypy --strict", [PYTHON, "-m", "mypy", "--strict", "operator_app", "tests", "run.py"]
    yield "import contracts", [tool("lint-imports")]
    translations = ROOT / "tests" / "translations_check.py"
    if translations.exists():
        yield "translations", [PYTHON, str(translations)]
    if (ROOT / "operator_app" / "commands" / "content.py").exists():
        check = [PYTHON, "-m", "operator_app", "content", "check", "sop_content"]
        # A review that falls due is a lead's matter: no day may make an unchanged tree fail.
        yield "content", [*check, "--on", "2026-11-22"]


def run_step(name: str, command: list[str]) -> Outcome:
    """Run one command that passes with exit code 0."""
    begun = time.perf_counter()
    code = run_told(name, command, bare_environment())
    return Outcome(name, code == 0, time.perf_counter() - begun)


def everyday_pass(more: list[str]) -> Outcome:
    """Run the tests that need nothing but this environment, on Qt's offscreen platform."""
    environment = bare_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    return run_pytest("pytest", [*SPREAD, *more], environment)


def full_tracks(more: list[str]) -> list[Track]:
    """Return the marked tests in sessions of their own, and all others with TLS and installer."""
    environment = bare_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    wanted = ["--also-marked=tls_postgres", "--also-marked=installer"]
    others = partial(run_pytest, "pytest", [*SPREAD, *wanted, *more], environment)
    # Each with an X server to itself, for there is one focus on a screen.
    on_screens: list[Track] = [
        [partial(x_pass, part)] for part in ([more] if more else halves(marked_files("xserver")))
    ]
    return [*on_screens, [partial(key_store_pass, more or marked_files("keystore"))], [others]]


def marked_files(marker: str) -> list[str]:
    """Return the test files that name a marker: collecting all others takes longer than these."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    named = [one for one in files if f"pytest.mark.{marker}" in one.read_text(encoding="utf-8")]
    return [str(one.relative_to(ROOT)) for one in named]


def halves(files: list[str]) -> list[list[str]]:
    """Return the files of whole windows, which take half of the time, and the others."""
    windows = [one for one in files if "window" in Path(one).parts]
    return [part for part in (windows, [one for one in files if one not in windows]) if part]


def key_store_pass(more: list[str]) -> Outcome:
    """Run tests that need a key store, on a session bus and in a home of their own."""
    with tempfile.TemporaryDirectory(prefix="keystore-") as home:
        environment = bare_environment() | {"HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        wanted = ["--only-marked=keystore", *more]
        session = ["dbus-run-session", "--"]
        return run_pytest("pytest, key store", wanted, environment, session)


def x_pass(more: list[str]) -> Outcome:
    """Run tests that need an X server, on one of their own."""
    with x_session() as display:
        environment = bare_environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        return run_pytest("pytest, X server", ["--only-marked=xserver", *more], environment)


def run_pytest(
    name: str, more: list[str], environment: dict[str, str], before: list[str] | None = None
) -> Outcome:
    """Run pytest under the given environment and count its tests from its own report."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        junit = Path(folder) / "junit.xml"
        command = [*(before or []), PYTHON, "-m", "pytest", "-q", f"--junitxml={junit}", *more]
        code = run_told(name, command, environment)
        total, failed, skipped = count_tests(junit)
    nothing_marked = code == 5 and any("--only-marked" in word for word in more)
    return Outcome(
        name,
        code == 0 or nothing_marked,
        time.perf_counter() - begun,
        total - failed - skipped,
        failed,
        skipped,
    )


def count_tests(junit: Path) -> tuple[int, int, int]:
    """Return the numbers of all, failed (or broken) and skipped tests in a JUnit file."""
    if not junit.exists():
        return 0, 0, 0
    suites = list(ET.parse(junit).getroot().iter("testsuite"))  # noqa: S314 -- our own file

    def total(*names: str) -> int:
        return sum(int(suite.get(name, "0")) for suite in suites for name in names)

    return total("tests"), total("failures", "errors"), total("skipped")


def report(outcomes: list[Outcome], taken: float, full: bool) -> int:
    """Print the table, the seconds together and the closing line; return the exit code."""
    skipped = sum(outcome.tests_skipped for outcome in outcomes)
    print()
    for outcome in outcomes:
        word = "ok" if outcome.passed else "FAILED"
        print(f"{word:<7}{outcome.seconds:7.1f} s  {outcome.name}")
    print(f"{taken:14.1f} s  together")
    refused = full and skipped > 0
    if refused:
        print(f"FAILED           {skipped} skipped: with --full every test has to run")
    passed = sum(outcome.tests_passed for outcome in outcomes)
    failed = sum(outcome.tests_failed for outcome in outcomes)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) and not refused else 1


@contextmanager
def x_session() -> Iterator[str]:
    """Start Xvfb with a window manager for the time of the block; yield its DISPLAY."""
    reader, writer = os.pipe()
    # Two layouts, so that key tests can press the same physical keys in both.
    server = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    with started(server, bare_environment(), keep=(writer,)):
        os.close(writer)
        with os.fdopen(reader) as answer:
            display = f":{answer.readline().strip()}"
        environment = bare_environment() | {"DISPLAY": display}
        layouts = ["setxkbmap", "-layout", "us,ru", "-option", "grp:rctrl_toggle"]
        subprocess.run(layouts, env=environment, check=True)
        with started(["openbox", "--sm-disable"], environment):
            yield display


@contextmanager
def started(
    command: list[str], environment: dict[str, str], keep: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the background for the time of the block."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, pass_fds=keep, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def bare_environment() -> dict[str, str]:
    """Return this process's environment without anything that leads to a desktop session."""
    return {name: value for name, value in os.environ.items() if name not in _SESSION_VARIABLES}


def tool(name: str) -> str:
    """Return the path of a tool installed beside this Python, else on the path."""
    beside = _TOOLS / (name + _SUFFIX)
    return str(beside) if beside.exists() else (shutil.which(name) or name)


def run_told(name: str, command: list[str], environment: dict[str, str]) -> int:
    """Run a command; what it says is shown in one piece at its end, dots of tests at once."""
    print(f"── {name} …", flush=True)
    # A file: what a command leaves running behind it would keep a pipe open.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        told = None if SPREAD[0] in command else said
        done = subprocess.run(
            command, cwd=ROOT, env=environment, stdout=told, stderr=told, check=False
        )
        if told:
            said.seek(0)
            print(f"\n── {name}\n{said.read()}", end="", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
