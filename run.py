"""One command from a fresh clone: `python3 run.py` opens the demo, `python3 run.py test` checks.

Standard library only. Makes `.venv`, installs the hash-locked dependencies into it and passes the
rest to `operator-app` there. Everything it says itself goes to standard error.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
DONE_MARK = VENV / "setup-done.json"
LOCKS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-dev.txt"}

EXIT_ENVIRONMENT = 3
OLDEST_PYTHON = (3, 11)
OLDEST_GLIBC = (2, 34)
NEEDS_QT = frozenset({"demo", "tour", "open", "test"})
FONT_PACKAGE = "fonts-dejavu-core"
# For `test --full`: a program that tells the package is there, and the package.
FULL_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "setxkbmap": "x11-xkb-utils",
    "openssl": "openssl",
    "dbus-run-session": "dbus-daemon",
    "gnome-keyring-daemon": "gnome-keyring",
    "secret-tool": "libsecret-tools",
    "objdump": "binutils",
    "pgbouncer": "pgbouncer",
}
# One of these lines for each requirement; the name may be that of a file in a local folder.
_PIP_BEGINS = re.compile(
    r"(?:Collecting|Processing|Ignoring|Requirement already satisfied:) "
    r"(?:\S*[\\/])?([A-Za-z]\w*(?:[-.][A-Za-z]\w*)*)"
)


class Missing(Exception):
    """The machine lacks something; the text is one sentence with what to do."""


def main(arguments: list[str]) -> int:
    """Prepare the environment and run the command; see the module."""
    _speak_plainly()
    command = arguments[0] if arguments else "demo"
    full = command == "test" and "--full" in arguments
    try:
        check_python(sys.version_info[:2])
        check_libc(platform.libc_ver())
        check_packages(command, full)
        prepare("test" if command == "test" else "run")
    except Missing as missing:
        say(str(missing))
        return EXIT_ENVIRONMENT
    if command == "test":
        return run_python([str(ROOT / "tests" / "check.py"), *arguments[1:]])
    if command == "demo" and not display_answers():
        folder = Path.cwd() / "operator-tour"
        say(f"Экрана здесь нет, поэтому вместо демо — обзор: картинки лягут в {folder}.")
        return run_python(["-m", "operator_app", "tour", str(folder)])
    return run_python(["-m", "operator_app", *(arguments or ["demo"])])


def check_python(found: tuple[int, ...]) -> None:
    """Raise Missing when this Python is too old or cannot make an environment."""
    if found < OLDEST_PYTHON:
        raise Missing(f"Нужен Python 3.11 или новее, а это {found[0]}.{found[1]}.")
    try:
        import ensurepip  # noqa: F401 -- only whether it is there
        import venv  # noqa: F401
    except ImportError:
        package = f"python{found[0]}.{found[1]}-venv"
        raise Missing(f"В этом Python нет ensurepip: поставьте пакет {package}.") from None


def check_libc(found: tuple[str, str]) -> None:
    """Raise Missing on a Linux whose C library the wheels of Qt do not run on."""
    if not sys.platform.startswith("linux"):
        return
    name, number = found
    parts = tuple(int(part) for part in re.findall(r"\d+", number)[:2])
    if name != "glibc" or parts < OLDEST_GLIBC:
        raise Missing(f"Нужен Linux с glibc 2.34 или новее, а здесь {name} {number}".strip() + ".")


def check_packages(command: str, full: bool) -> None:
    """Install what the system lacks for `command` as root on Debian; otherwise raise Missing."""
    packages = needed_packages(command, full)
    if not packages:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None:
        raise Missing(f"Не хватает системных библиотек. На Debian и Ubuntu их ставит: sudo {line}")
    if os.geteuid() != 0:
        raise Missing(f"Не хватает системных библиотек, выполните: sudo {line}")
    say("Ставлю системные пакеты: " + " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for step in ([apt, "update", "-q"], line.replace("apt-get", apt, 1).split()):
        done = subprocess.run(step, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            say(_tail(done.stdout + done.stderr))
            raise Missing(f"Не удалось поставить системные пакеты, выполните сами: {line}")


def needed_packages(command: str, full: bool) -> list[str]:
    """Return the Debian packages this machine lacks for `command`; none outside Linux."""
    if not sys.platform.startswith("linux") or command not in NEEDS_QT:
        return []
    from operator_app.diagnostics import fonts_present, probe_display

    packages = list(probe_display(libraries_only=True).packages)
    if not fonts_present():
        packages.append(FONT_PACKAGE)
    if full:
        # A server's programs are in no ordinary user's path.
        path = os.environ.get("PATH", os.defpath) + os.pathsep + "/usr/sbin"
        wanted = FULL_PROGRAMS.items()
        packages += [package for name, package in wanted if not shutil.which(name, path=path)]
        if not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
            packages.append("postgresql")
    return packages


def display_answers() -> bool:
    """Tell whether a window can be shown here, or a platform without a display was asked for."""
    from operator_app.diagnostics import probe_display

    report = probe_display()
    return report.reachable or report.offscreen


def prepare(purpose: str) -> None:
    """Make `.venv` hold the lock for `purpose` ("run" or "test"); do nothing when it does.

    A set-up that was interrupted left no mark, and is begun again from an empty folder. Raises
    Missing when pip fails.
    """
    wanted, interpreter = _digest(purpose), _interpreter()
    mark = _read_mark()
    if mark.get("interpreter") == interpreter and mark.get(purpose) == wanted:
        return
    if mark.get("interpreter") != interpreter:
        say("Готовлю окружение .venv (один раз)…")
        import venv

        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    DONE_MARK.unlink(missing_ok=True)
    install(LOCKS[purpose])
    # A path entry instead of an installation: the checkout is what runs, from any folder.
    (_site_packages() / "operator_app_checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    mark = {"interpreter": interpreter, "run": _digest("run"), purpose: wanted}
    DONE_MARK.write_text(json.dumps(mark), encoding="utf-8")
    say("Окружение готово.")


def install(lock: Path) -> None:
    """Install every line of `lock` with pip, one short line of progress for each package."""
    total = len(re.findall(r"(?m)^[a-z0-9]", lock.read_text(encoding="utf-8")))
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--require-hashes", "--only-binary=:all:", "--no-input", "--progress-bar=off"]
    command += ["-r", str(lock)]
    seen, lines = 0, []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            begun = _PIP_BEGINS.match(line)
            if begun:
                seen += 1
                say(f"  [{seen}/{total}] {begun.group(1)}")
            elif line.startswith("Installing collected packages"):
                say("  раскладываю файлы…")
    if pip.returncode:
        say(_tail("".join(lines)))
        raise Missing("Зависимости не установились: проверьте сеть и повторите ту же команду.")


def venv_python() -> Path:
    """Return the interpreter of `.venv` on this platform."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def run_python(arguments: list[str]) -> int:
    """Run the environment's Python in place of this process; on Windows wait for it."""
    command = [str(venv_python()), *arguments]
    if sys.platform == "win32":
        return subprocess.run(command, check=False).returncode
    sys.stderr.flush()
    return os.execv(command[0], command)


def say(text: str) -> None:
    """Tell the person at the terminal; standard output belongs to the command."""
    print(text, file=sys.stderr, flush=True)


def _digest(purpose: str) -> str:
    return hashlib.sha256(LOCKS[purpose].read_bytes()).hexdigest()


def _interpreter() -> str:
    # With another Python, or moved to another folder, the environment has to be made anew.
    return f"{sys.version} {sys.base_prefix} {ROOT}"


def _read_mark() -> dict[str, str]:
    try:
        found = json.loads(DONE_MARK.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    usable = isinstance(found, dict) and venv_python().exists()
    return {str(name): str(value) for name, value in found.items()} if usable else {}


def _site_packages() -> Path:
    ask = [str(venv_python()), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())


def _tail(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-15:])


def _speak_plainly() -> None:
    # A console in a legacy code page must not stop the set-up for one dash.
    reconfigure = getattr(sys.stderr, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Прервано; та же команда начнёт заново.")
        sys.exit(130)
