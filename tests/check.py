"""The one check command: `python run.py test [--full] [-- pytest arguments]`.

Every step runs even when one before it failed; a table and the sum of the tests close the output.
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
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
_TOOLS = Path(PYTHON).parent
_SUFFIX = ".exe" if sys.platform == "win32" else ""
# Made out of reach so that no test can use the machine's own display, desktop or session.
_SESSION_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM")

# Over the processors; a file's tests stay together, for they share what a module's fixtures start.
SPREAD = ("--numprocesses=auto", "--dist=loadfile")
# Each has an X server to itself, for there is one focus on a screen; both are as long.
X_PARTS = (["tests/ui/window"], ["--ignore=tests/ui/window"])


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
    outcomes = [run_step(name, command) for name, command in static_steps()]
    outcomes += full_passes(args.pytest) if args.full else [everyday_pass(args.pytest)]
    return report(outcomes, args.full)


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
    """Run one command that passes with exit code 0; its output stays visible."""
    announce(name)
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=bare_environment(), check=False)
    return Outcome(name, done.returncode == 0, time.perf_counter() - begun)


def everyday_pass(more: list[str]) -> Outcome:
    """Run the tests that need nothing but this environment, on Qt's offscreen platform."""
    environment = bare_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    return run_pytest("pytest", [*SPREAD, *more], environment)


def full_passes(more: list[str]) -> Iterator[Outcome]:
    """Run the marked tests in sessions of their own, then all others with TLS and the installer."""
    with ThreadPoolExecutor() as pool:
        yield from pool.map(x_pass, [more] if more else X_PARTS)
    with tempfile.TemporaryDirectory(prefix="keystore-") as home:
        environment = bare_environment() | {"HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        yield run_pytest(
            "pytest, key store",
            ["--only-marked=keystore", *more],
            environment,
            ["dbus-run-session", "--"],
        )
    environment = bare_environment() | {"QT_QPA_PLATFORM": "offscreen"}
    wanted = ["--also-marked=tls_postgres", "--also-marked=installer"]
    yield run_pytest("pytest", [*SPREAD, *wanted, *more], environment)


def x_pass(more: list[str]) -> Outcome:
    """Run tests that need an X server, on one of their own."""
    with x_session() as display:
        environment = bare_environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        return run_pytest("pytest, X server", ["--only-marked=xserver", *more], environment)


def run_pytest(
    name: str, more: list[str], environment: dict[str, str], before: list[str] | None = None
) -> Outcome:
    """Run pytest under the given environment and count its tests from its own report."""
    announce(name)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        junit = Path(folder) / "junit.xml"
        command = [*(before or []), PYTHON, "-m", "pytest", "-q", f"--junitxml={junit}", *more]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        total, failed, skipped = count_tests(junit)
    nothing_marked = done.returncode == 5 and any("--only-marked" in word for word in more)
    return Outcome(
        name,
        done.returncode == 0 or nothing_marked,
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


def report(outcomes: list[Outcome], full: bool) -> int:
    """Print the table and the closing line; return the exit code."""
    skipped = sum(outcome.tests_skipped for outcome in outcomes)
    print()
    for outcome in outcomes:
        word = "ok" if outcome.passed else "FAILED"
        print(f"{word:<7}{outcome.seconds:7.1f} s  {outcome.name}")
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


def announce(name: str) -> None:
    """Head the output of one step."""
    print(f"\n── {name}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
