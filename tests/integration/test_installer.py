"""The installed program, built and started: it finds its files, and the hand-off stays small."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from operator_app import __version__

pytestmark = pytest.mark.installer

ROOT = Path(__file__).resolve().parents[2]
SUFFIX = ".exe" if sys.platform == "win32" else ""


def _build(spec: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += [f"--distpath={folder / 'dist'}", f"--workpath={folder / 'build'}", str(spec)]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder / "dist"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("installer")
    yield _build(ROOT / "installer.spec", folder) / "operator-app"
    shutil.rmtree(folder)


def test_the_wheel_carries_what_the_program_reads(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*command, f"--wheel-dir={tmp_path}", str(ROOT)], cwd=tmp_path, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    for folder in ("resources", "sop_content/sops", "db/local"):
        assert any(name.startswith(f"operator_app/_bundled/{folder}/") for name in names), folder
    (points,) = (name for name in names if name.endswith("entry_points.txt"))
    with zipfile.ZipFile(wheel) as archive:
        listed = archive.read(points).decode("utf-8")
    assert "operator-app = operator_app.__main__:main" in listed
    assert "operator-call = operator_app.call_handoff:main" in listed


def _run(program: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    # Nothing of the checkout or of its environment may help the installed program.
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [str(program), *arguments],
        env=kept | {"QT_QPA_PLATFORM": "offscreen"} | variables,
        cwd=program.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_starts_and_says_its_version(installed: Path) -> None:
    done = _run(installed / f"operator-app{SUFFIX}", "--version")
    assert (done.stdout, done.stderr) == (f"operator-app {__version__}\n", "")


def test_it_has_all_it_needs_but_the_demos_centre(installed: Path) -> None:
    done = _run(installed / f"operator-app{SUFFIX}", "doctor", "--json")
    checks = {check["name"]: check["state"] for check in json.loads(done.stdout)["checks"]}
    for name in ("python", "display", "qt", "encryption", "search", "files"):
        assert checks[name] == "ok", done.stdout
    assert checks["demo_centre"] == "note"


def test_every_command_is_inside(installed: Path) -> None:
    done = _run(installed / f"operator-app{SUFFIX}", "--help")
    assert done.returncode == 0, done.stderr


def _spent_s() -> float:
    """Processor time of the programs that ended, which hardly depends on what else is done."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_the_hand_off_takes_at_most_three_times_an_empty_program(
    installed: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.py"
    empty.write_text("", encoding="utf-8")
    spec = tmp_path / "empty.spec"
    spec.write_text(
        f"a = Analysis([{str(empty)!r}])\n"
        "COLLECT(EXE(PYZ(a.pure), a.scripts, exclude_binaries=True, name='empty'),"
        " a.binaries, a.datas, name='empty')\n",
        encoding="utf-8",
    )
    baseline = _build(spec, tmp_path) / "empty" / f"empty{SUFFIX}"
    # A profile whose window is being started already: the hand-off has nothing more to start.
    data = tmp_path / "data"
    (data / "operator-app").mkdir(parents=True)
    (data / "operator-app" / "starting").touch()
    handoff = installed / f"operator-call{SUFFIX}"

    def taken_ms(program: Path, *arguments: str) -> float:
        begun = _spent_s()
        done = _run(program, *arguments, XDG_DATA_HOME=str(data), XDG_CACHE_HOME=str(data))
        assert done.returncode == 0, done.stderr
        return (_spent_s() - begun) * 1000

    # By turns and the quickest of each: what else the machine does is in neither, or in both.
    pairs = [(taken_ms(baseline), taken_ms(handoff, "tel:+79161234567")) for _ in range(15)]
    floor, ours = (min(column) for column in zip(*pairs, strict=True))
    print(f"operator-call frozen {ours:.0f} ms, an empty frozen program {floor:.0f} ms")
    assert ours <= 3 * floor
