"""`operator-app content`, as a lead's pipeline calls it."""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from operator_app.commands import content as command
from operator_app.content import archive
from operator_app.content.folder import read_folder, unpack

DEMO = Path(__file__).parents[2] / "sop_content"


def run(*arguments: str, lang: str = "ru") -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    args = parser.parse_args(arguments)
    args.lang = lang
    out, err = io.StringIO(), io.StringIO()
    return command.run(args, out, err), out.getvalue(), err.getvalue()


@pytest.fixture
def company(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DEMO, tmp_path / "company"))


def spoil(company: Path) -> Path:
    file = company / "sops" / "delivery" / "zaderzhka-dostavki.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("owner:", "ovner:"), encoding="utf-8")
    return file


def test_a_fault_is_told_with_file_line_and_way_out(company: Path) -> None:
    file = spoil(company)
    code, out, err = run("check", str(company))
    assert (code, err) == (1, "")
    lines = out.splitlines()
    place = next(n for n, one in enumerate(lines) if one.startswith(f"{file.as_posix()}:"))
    assert lines[place].endswith("не указано «owner»")
    assert lines[place + 1].strip() == "Добавьте строку «owner: …»."


@pytest.mark.parametrize(
    ("name", "why"),
    [("../../evil.md", "имя файла в нём ведёт наружу"), ("inner.zip", "в нём ещё один архив")],
)
def test_why_an_archive_is_not_opened_is_said_in_words(tmp_path: Path, name: str, why: str) -> None:
    with zipfile.ZipFile(tmp_path / "theirs.zip", "w") as theirs:
        theirs.writestr(name, "text")
    code, _, err = run("import", str(tmp_path / "theirs.zip"), "--into", str(tmp_path / "ours"))
    assert code == 1
    assert why in err


def test_every_reason_of_an_archive_has_words() -> None:
    told = set(re.findall(r'ArchiveFault\("(\w+)"\)', Path(archive.__file__).read_text("utf-8")))
    assert len(told) == 9
    for words in command._WORDS.values():
        assert told <= set(words)


def test_json_is_one_document_and_follows_the_language(company: Path) -> None:
    spoil(company)
    code, out, _ = run("check", str(company), "--json", lang="en")
    document = json.loads(out)
    assert code == 1
    assert out.count("\n") == 1
    assert {one["code"] for one in document["faults"]} >= {"unknown_key", "missing_key"}
    assert all(one["line"] >= 1 and one["file"] for one in document["faults"])
    assert "“owner” is missing" in [one["message"] for one in document["faults"]]
    assert document["counts"]["sops"] == len(read_folder(company).content.sops)


def test_content_without_faults_ends_with_0(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("topics: [{id: t, title: Т}]\n", encoding="utf-8")
    code, out, _ = run("check", str(tmp_path))
    assert code == 0
    assert "Ошибок нет." in out


def test_an_absent_folder_is_wrong_usage(tmp_path: Path) -> None:
    code, out, err = run("check", str(tmp_path / "absent"))
    assert (code, out) == (2, "")
    assert "absent" in err


def test_export_to_a_zip_and_to_a_folder(company: Path, tmp_path: Path) -> None:
    content = read_folder(company).content
    assert run("export", str(company), "--to", str(tmp_path / "all.zip"))[0] == 0
    assert unpack((tmp_path / "all.zip").read_bytes()) == content
    assert run("export", str(company), "--to", str(tmp_path / "copy"))[0] == 0
    assert read_folder(tmp_path / "copy").content == content


def test_export_writes_nothing_when_something_would_be_lost(company: Path, tmp_path: Path) -> None:
    (company / "topics.yaml").write_text("topics: {\n", encoding="utf-8")
    code, out, err = run("export", str(company), "--to", str(tmp_path / "all.zip"))
    assert (code, out) == (1, "")
    assert "topics.yaml" in err
    assert not (tmp_path / "all.zip").exists()


def sop_file(folder: Path, name: str, sop_id: str, extra: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    head = f"id: {sop_id}\ntitle: Новый порядок\ntopic: delivery\n{extra}"
    (folder / name).write_text(f"---\n{head}---\n## Раздел {{#a}}\nТекст\n", encoding="utf-8")


def test_import_takes_changes_refuses_and_says_why(company: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    sop_file(source / "any" / "depth", "a.md", "СОП-900")
    sop_file(source, "b.md", "СОП-042")
    sop_file(source, "c.md", "СОП-901", "цвет: красный\n")
    (source / "d.md").write_text("# Без шапки\n", encoding="utf-8")
    before = read_folder(company).content
    code, out, _ = run("import", str(source), "--into", str(company), "--dry-run")
    assert code == 1
    assert "Новых 1, изменено 1, без изменений 0, не взято 2." in out
    assert "не взят: c.md:5: неизвестный ключ «цвет»" in out
    assert read_folder(company).content == before
    assert run("import", str(source), "--into", str(company))[0] == 1
    after = read_folder(company).content
    assert {one.id for one in after.sops} - {one.id for one in before.sops} == {"СОП-900"}
    changed = after.sop("СОП-042")
    assert changed is not None
    assert changed.title == "Новый порядок"
    again = run("import", str(source), "--into", str(company))[1]
    assert "Новых 0, изменено 0, без изменений 2, не взято 2." in again


def test_import_from_a_zip_into_an_empty_folder(company: Path, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    run("export", str(company), "--to", str(archive))
    target = tmp_path / "target"
    assert run("import", str(archive), "--into", str(target))[0] == 0
    assert read_folder(target).content.sops == read_folder(company).content.sops


def test_import_of_a_file_that_is_not_there_names_it(company: Path, tmp_path: Path) -> None:
    missing = tmp_path / "replies.csv"
    code, _, err = run("import", str(missing), "--into", str(company))
    assert (code, err.strip()) == (2, f"Файла или папки «{missing}» нет. Проверьте имя.")


def test_import_from_a_broken_zip_or_an_empty_folder(company: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")
    assert run("import", str(broken), "--into", str(company))[0] == 1
    (tmp_path / "empty").mkdir()
    code, _, err = run("import", str(tmp_path / "empty"), "--into", str(company))
    assert code == 2
    assert "empty" in err


SAMPLES = Path(__file__).parents[1] / "unit" / "content" / "imports"


def test_a_trial_run_of_a_table_writes_nothing(company: Path) -> None:
    before = read_folder(company).content
    arguments = ("import", str(SAMPLES / "replies_excel.csv"), "--into", str(company))
    code, out, _ = run(*arguments, "--as", "replies", "--dry-run")
    assert code == 1
    assert "заметьте: replies_excel.csv:2: {номер заказа} стало {заказ}" in out
    assert "не взят: replies_excel.csv:5: столбец B «Текст ответа»: пусто" in out
    assert out.endswith("Пробный запуск: ничего не записано.\n")
    assert read_folder(company).content == before
    assert run(*arguments)[0] == 1
    assert len(read_folder(company).content.replies) == len(before.replies) + 2


def test_the_plan_for_programs_is_one_document(company: Path) -> None:
    macros = str(SAMPLES / "zendesk_macros.json")
    code, out, _ = run("import", macros, "--into", str(company), "--dry-run", "--json")
    document = json.loads(out)
    assert (code, document["kind"], len(document["taken"])) == (1, "replies", 1)
    assert document["changed"] == ["dengi-otpravleny"]  # of the same title and topic
    assert {one["code"] for one in document["refused"]} == {
        *("macro_off", "macro_silent", "slot_foreign", "topic_needed"),
    }


def test_replies_and_phrases_leave_as_tables_and_come_back_unchanged(
    company: Path, tmp_path: Path
) -> None:
    for kind in ("replies", "phrases"):
        for ending in ("csv", "xlsx"):
            table = str(tmp_path / f"{kind}.{ending}")
            assert run("export", str(company), "--to", table, "--as", kind)[0] == 0
            code, out, _ = run("import", table, "--into", str(company), "--as", kind)
            assert (code, "Новых 0, изменено 0" in out) == (0, True)


def test_a_folder_that_is_not_there_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "company.zip"
    code, out, err = run("export", str(DEMO), "--to", str(target))
    assert (code, out) == (3, "")
    assert f"«{target}»" in err


def test_a_review_that_is_due_is_told_by_the_day_asked_for() -> None:
    assert run("check", str(DEMO), "--on", "2026-11-22")[0] == 0
    code, out, _ = run("check", str(DEMO), "--on", "2030-01-01", "--json")
    faults = json.loads(out)["faults"]
    assert code == 1
    assert {(one["code"], one["warning"]) for one in faults} == {("review_overdue", True)}
    assert len(faults) == len(read_folder(DEMO).content.sops)
