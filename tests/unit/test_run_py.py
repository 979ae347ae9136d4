"""`run.py` on machines that lack something, and its set-up that runs once."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import run
from operator_app import diagnostics

ROOT = Path(run.__file__).parent


@pytest.mark.parametrize("found", [(3, 10), (3, 8)])
def test_an_old_python_gets_one_sentence(found: tuple[int, int]) -> None:
    with pytest.raises(run.Missing, match=rf"3\.11 .*{found[0]}\.{found[1]}\.$"):
        run.check_python(found)


def test_a_python_without_ensurepip_is_told_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    run.check_python((3, 11))
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(run.Missing, match=r"python3\.13-venv"):
        run.check_python((3, 13))


@pytest.mark.parametrize(
    ("found", "passes"),
    [
        (("glibc", "2.34"), True),
        (("glibc", "2.41"), True),
        (("glibc", "2.31"), False),
        (("", ""), False),
    ],
)
def test_the_c_library_is_checked_on_linux_only(
    monkeypatch: pytest.MonkeyPatch, found: tuple[str, str], passes: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    if passes:
        run.check_libc(found)
    else:
        with pytest.raises(run.Missing, match=r"2\.34"):
            run.check_libc(found)
    monkeypatch.setattr(sys, "platform", "darwin")
    run.check_libc(("", ""))


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Debian machine without one library of Qt and without fonts."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setitem(diagnostics.X11_LIBRARIES, "libno.so.9", "libno9")
    monkeypatch.setattr(diagnostics, "fonts_present", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.usefixtures("lacking")
def test_without_root_one_line_is_shown_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(run.Missing, match=r"sudo apt-get install .*libno9 fonts-dejavu-core$"):
        run.check_packages("demo", full=False)
    run.check_packages("search", full=False)


@pytest.mark.usefixtures("lacking")
def test_root_on_debian_is_told_and_the_packages_are_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands: list[list[str]] = []

    def remember(command: list[str], **_: object) -> object:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", remember)
    run.check_packages("demo", full=False)
    assert commands[0] == ["/usr/bin/apt-get", "update", "-q"]
    assert commands[1][:2] == ["/usr/bin/apt-get", "install"]
    assert commands[1][-2:] == ["libno9", "fonts-dejavu-core"]
    assert "libno9" in capsys.readouterr().err


def test_the_full_check_asks_only_for_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name, **_: None if name == "Xvfb" else name)
    wanted = run.needed_packages("test", full=True)
    assert "xvfb" in wanted
    assert "openbox" not in wanted
    assert "xvfb" not in run.needed_packages("test", full=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert run.needed_packages("test", full=True) == []


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A checkout with two small locks; the list of what was done to its environment."""
    done: list[str] = []

    class Builder:
        def __init__(self, **options: object) -> None:
            assert options["clear"] is True

        def create(self, folder: Path) -> None:
            done.append("made")
            python = run.venv_python()
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
            assert folder == run.VENV

    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "DONE_MARK", tmp_path / ".venv" / "setup-done.json")
    locks = {"run": tmp_path / "requirements.txt", "test": tmp_path / "requirements-dev.txt"}
    monkeypatch.setattr(run, "LOCKS", locks)
    monkeypatch.setattr(run, "install", lambda lock: done.append(lock.name))
    monkeypatch.setattr(run, "_site_packages", lambda: tmp_path / ".venv")
    monkeypatch.setattr(venv, "EnvBuilder", Builder)
    return done


def test_a_second_start_does_no_set_up(checkout: list[str]) -> None:
    run.prepare("run")
    run.prepare("run")
    assert checkout == ["made", "requirements.txt"]
    path_entry = (run.VENV / "operator_app_checkout.pth").read_text(encoding="utf-8")
    assert path_entry.strip() == str(run.ROOT)


def test_the_lock_for_tests_serves_the_program_too(checkout: list[str]) -> None:
    run.prepare("test")
    run.prepare("run")
    run.prepare("test")
    assert checkout == ["made", "requirements-dev.txt"]


def test_a_changed_lock_is_installed_over_the_old(checkout: list[str]) -> None:
    run.prepare("run")
    run.LOCKS["run"].write_text("# newer\n", encoding="utf-8")
    run.prepare("run")
    assert checkout == ["made", "requirements.txt", "requirements.txt"]


def test_an_interrupted_set_up_begins_again(
    checkout: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(lock: Path) -> None:
        raise run.Missing("no network")

    with monkeypatch.context() as broken:
        broken.setattr(run, "install", interrupted)
        with pytest.raises(run.Missing):
            run.prepare("run")
    run.prepare("run")
    assert checkout == ["made", "made", "requirements.txt"]


@pytest.mark.parametrize("mark", ["", "[]", "{", json.dumps({"interpreter": "another"})])
def test_a_mark_of_another_time_is_not_trusted(checkout: list[str], mark: str) -> None:
    run.VENV.mkdir()
    run.DONE_MARK.write_text(mark, encoding="utf-8")
    run.prepare("run")
    assert checkout == ["made", "requirements.txt"]


def test_without_a_display_the_tour_takes_the_place_of_the_demo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for step in ("check_python", "check_libc", "check_packages", "prepare"):
        monkeypatch.setattr(run, step, lambda *_: None)
    ran: list[list[str]] = []

    def run_python(arguments: list[str]) -> int:
        ran.append(arguments)
        return 0

    monkeypatch.setattr(run, "run_python", run_python)
    monkeypatch.setattr(run, "display_answers", lambda: False)
    assert [run.main(words) for words in ([], ["demo"], ["search", "срок"])] == [0, 0, 0]
    tour = ["-m", "operator_app", "tour", str(tmp_path / "operator-tour")]
    assert ran == [tour, tour, ["-m", "operator_app", "search", "срок"]]
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 2)
    monkeypatch.setattr(run, "display_answers", lambda: True)
    run.main([])
    assert ran[-1] == ["-m", "operator_app", "demo"]


def test_what_is_missing_ends_with_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def old(found: tuple[int, ...]) -> None:
        raise run.Missing("Нужен Python 3.11.")

    monkeypatch.setattr(run, "check_python", old)
    assert run.main(["doctor"]) == 3
    assert capsys.readouterr().err == "Нужен Python 3.11.\n"


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_line_of_a_lock_is_pinned_by_hash_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--find-links|--(extra-)?index-url|--trusted-host", text)
    requirements = [part for part in re.split(r"(?m)^(?=[a-z0-9])", text) if part.strip()]
    assert len(requirements) > 30
    for requirement in requirements:
        assert re.match(r"[a-z0-9._-]+(\[[a-z]+\])?==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_the_lock_for_tests_holds_the_other_in_the_same_versions() -> None:
    pins = [
        set(re.findall(r"(?m)^[a-z0-9][^ ]*==[^ ]+", (ROOT / name).read_text(encoding="utf-8")))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert pins[0] <= pins[1]
