"""The command line: what it loads, what it answers, which exit code it gives."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TextIO

import pytest

from operator_app import __main__ as command_line
from operator_app import __version__, diagnostics
from operator_app.__main__ import COMMANDS, load_command, main, notice_exit_code
from operator_app.commands import doctor
from operator_app.domain.errors import NoticeCode, OperatorNotice


def test_importing_it_loads_neither_qt_nor_a_database() -> None:
    code = (
        "import sys, operator_app.__main__;"
        "print([n for n in ('PySide6', 'sqlalchemy', 'pymorphy3', 'yaml') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = load_command(name)
    for language, summary in (("ru", command.SUMMARY_RU), ("en", command.SUMMARY_EN)):
        with pytest.raises(SystemExit) as stopped:
            main(["--lang", language, name, "--help"])
        text = capsys.readouterr().out
        assert stopped.value.code == 0
        assert command.EXAMPLE in text
        assert " ".join(summary.split()) in " ".join(text.split())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_overview_lists_every_command(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--help", "--lang", language]) == 0
    text = capsys.readouterr().out
    assert all(f"  {name}" in text for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"operator-app {__version__}\n"


@pytest.mark.parametrize("arguments", [["no-such"], ["__init__"], ["../doctor"], ["DOCTOR"]])
def test_an_unknown_command_is_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().out == ""


def test_an_unknown_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["doctor", "--jso"])
    assert stopped.value.code == 2


class Recording:
    """A command that keeps what it was given and ends as it was told to."""

    SUMMARY_RU = SUMMARY_EN = "records"
    EXAMPLE = "operator-app doctor words"

    def __init__(self, notice: NoticeCode | None = None) -> None:
        self.seen: argparse.Namespace | None = None
        self._notice = notice

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("words", nargs="*")
        parser.add_argument("--caller")

    def run(self, args: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
        self.seen = args
        if self._notice:
            raise OperatorNotice(self._notice)
        return 1


def _put(command: Recording, monkeypatch: pytest.MonkeyPatch) -> Recording:
    monkeypatch.setattr(command_line, "load_command", lambda _name: command)
    monkeypatch.setattr(command_line, "COMMANDS", ("doctor", "open"))
    return command


def test_common_options_stand_before_or_after_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    command = _put(Recording(), monkeypatch)
    assert main(["--profile", "a", "doctor", "--lang", "en", "x", "--", "--lang", "y"]) == 1
    assert command.seen is not None
    assert (str(command.seen.profile), command.seen.lang) == ("a", "en")
    assert command.seen.words == ["x", "--lang", "y"]


def test_no_command_opens_the_workstation(monkeypatch: pytest.MonkeyPatch) -> None:
    command = _put(Recording(), monkeypatch)
    main(["--caller=+79161234567"])
    assert command.seen is not None
    assert (command.seen.caller, command.seen.lang) == ("+79161234567", "ru")


@pytest.mark.parametrize("code", list(NoticeCode))
def test_a_notice_becomes_one_sentence_and_an_exit_code(
    code: NoticeCode, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(Recording(code), monkeypatch)
    assert main(["doctor"]) in {3, 4}
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        (NoticeCode.CENTRE_UNREACHABLE, 4),
        (NoticeCode.CENTRE_REJECTED, 4),
        (NoticeCode.CENTRE_BINARIES_MISSING, 3),
        (NoticeCode.CENTRE_NOT_CONFIGURED, 3),
        (NoticeCode.DISPLAY_MISSING, 3),
        (NoticeCode.KEY_STORE_UNAVAILABLE, 3),
    ],
)
def test_network_and_machine_are_told_apart(code: NoticeCode, exit_code: int) -> None:
    assert notice_exit_code(OperatorNotice(code)) == exit_code


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    command = _put(Recording(), monkeypatch)
    monkeypatch.setattr(command, "run", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        main(["doctor"])


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    code = (
        "import sys\nfrom operator_app import __main__ as m\n"
        "class C:\n"
        "    SUMMARY_RU = SUMMARY_EN = EXAMPLE = ''\n"
        "    add_arguments = staticmethod(lambda parser: None)\n"
        "    def run(self, args, out, err):\n"
        "        while True: print('x' * 1000, file=out)\n"
        "m.load_command = lambda name: C()\n"
        "sys.exit(m.main(['doctor']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["--version"], ["search", "доставка"], ["content", "--help"]])
def test_a_full_disk_under_the_output_is_one_sentence(words: list[str], unbuffered: str) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "operator_app", "--lang", "en", *words]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment, text=True, check=False
        )
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    assert done.stderr.startswith("The output was not written")


@pytest.mark.parametrize("words", [["--version"], ["phrases", "--stdin"]])
def test_a_program_without_any_streams_still_runs(words: list[str]) -> None:
    code = (
        "import os, sys; sys.stdin = sys.stdout = sys.stderr = None;"
        f"from operator_app.__main__ import main; sys.exit(main({words}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ["search", "доставка", "--limit", "много"],
        ["calls", "export", "--to", "calls.csv", "--since", "вчерашний"],
    ],
)
def test_a_wrong_value_is_said_with_what_is_possible(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "value" not in capsys.readouterr().err


def test_a_tour_needs_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "taken").touch()
    assert main(["tour", str(tmp_path / "taken")]) == 3
    assert "taken" in capsys.readouterr().err


def test_doctor_answers_programs_with_one_json_document(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    code = main(["doctor", "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == __version__
    lacking = [check["name"] for check in report["checks"] if check["state"] == "lack"]
    assert code == (3 if lacking else 0)
    assert len(report["checks"]) == len(doctor.CHECKS)


def test_doctor_says_what_to_do_about_a_missing_library(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(diagnostics.QT_LIBRARIES, "libno.so.9", "libno9")
    assert main(["doctor"]) == 3
    assert "apt-get install libno9" in capsys.readouterr().out


def test_doctor_refuses_the_qt_that_aborts_this_python(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_version", lambda _name: "6.12.0")
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    assert main(["doctor"]) == 3
    assert "<6.12" in capsys.readouterr().out


def test_doctor_tells_of_the_key_store_and_of_the_centre(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--profile", str(tmp_path), "doctor", "--json"])
    states = {one["name"]: one for one in json.loads(capsys.readouterr().out)["checks"]}
    assert states["key_store"]["state"] in {"ok", "note"}
    assert states["centre"] | {"advice": ""} == {
        "name": "centre", "state": "note", "detail": "Центр не настроен", "advice": "",
    }  # fmt: skip
    (tmp_path / "centre").mkdir()
    main(["--profile", str(tmp_path), "doctor", "--json"])
    states = {one["name"]: one for one in json.loads(capsys.readouterr().out)["checks"]}
    assert states["centre"]["state"] == "ok"
    (tmp_path / "keys.json").touch()
    main(["--profile", str(tmp_path), "--lang", "en", "doctor", "--json"])
    states = {one["name"]: one for one in json.loads(capsys.readouterr().out)["checks"]}
    assert (states["key_store"]["state"], "passphrase" in states["key_store"]["detail"]) == (
        "ok", True,
    )  # fmt: skip
