"""Phrase hints: processor time of a key, of compiling, and memory, with few rules and many.

    python -m tests.benchmarks.phrases [--rules 500 10000] [--keys 400] [--characters 1000]

A key changes one letter inside a block of a thousand characters. Measured: the underlines of the
block, the editor's hints, what to say instead of one of them, highlightBlock of a real
QSyntaxHighlighter in a real field, and the whole key there with layout and painting, beside the
same field whose underlines are known beforehand: what Qt takes for itself. Linux only: memory is
read from `/proc`. Each number of rules is measured in a process of its own.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from operator_app.language.morphology import readings
from operator_app.language.phrase_table import compile_rules
from operator_app.ui.phrases.checking import LineChecker
from operator_app.ui.phrases.offsets import unit_offsets
from tests.benchmarks.phrases.generated import block_of, rules_of

TARGETS_MS = {500: 1.0, 10_000: 3.0}
TARGETS_S = {500: 0.2, 10_000: 3.0}
Ranges = list[tuple[int, int]]
"""Half-open ranges of a block in UTF-16 units."""
_TYPED = "уточним ваш заказ и вернём оплату, проблема решена. "


class Highlighter(QSyntaxHighlighter):
    """Underlines the ranges that `find` gives for a block, and counts the processor time of it."""

    def __init__(self, document: QTextDocument, find: Callable[[str], Ranges]) -> None:
        super().__init__(document)
        self._find = find
        self._style = QTextCharFormat()
        self._style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self.spent_ns = 0

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Qt: one block has changed."""
        began = time.process_time_ns()
        for start, end in self._find(text):
            self.setFormat(start, end - start, self._style)
        self.spent_ns += time.process_time_ns() - began


def main() -> None:
    """Measure each number of rules in its own process, and print."""
    parser = argparse.ArgumentParser(description="phrase hints: time of a key, compiling, memory")
    parser.add_argument("--rules", type=int, nargs="+", default=[500, 10_000])
    parser.add_argument("--keys", type=int, default=400)
    parser.add_argument("--characters", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if len(given.rules) > 1:
        rest = [f"--keys={given.keys}", f"--characters={given.characters}", f"--seed={given.seed}"]
        for count in given.rules:
            command = [sys.executable, "-m", "tests.benchmarks.phrases", f"--rules={count}", *rest]
            subprocess.run(command, check=True)
        return
    measure(given.rules[0], block_of(given.characters), given.keys, random.Random(given.seed))


def measure(count: int, block: str, keys: int, chance: random.Random) -> None:
    """Print the figures of one number of rules."""
    rules = rules_of(count)
    readings("слово")  # The dictionary itself is there before a desk has any rules.
    gc.collect()
    before, began = _resident(), time.process_time()
    table = compile_rules(rules)
    compiled = time.process_time() - began
    gc.collect()
    more = (_resident() - before) / 1e6
    _say(f"{len(rules)} rules: compiled in {compiled:.2f} s, {more:.0f} MB more", TARGETS_S, count)
    sys.stdout.write(f"  {len(table.underlines(block))} hits in {len(block)} characters\n")
    checker = LineChecker(table, None)
    texts = list(edited(block, keys, chance))
    _keys("underlines", count, timed(texts, table.underlines))
    _keys("hints of an editor", count, timed(texts, lambda text: checker.check([text])))
    _report("what to say for one hint", timed(texts, partial(say_instead, checker)))

    def found(text: str) -> Ranges:
        at = unit_offsets(text)
        return [(at(one.start), at(one.end)) for one in table.underlines(text)]

    app, same = QApplication([]), found(block)
    inside, whole = in_field(block, keys, found)
    _keys("highlightBlock in a field", count, inside)
    alone = in_field(block, keys, lambda text: same)[1]
    _report("a whole key in that field", whole)
    _report("a whole key, the same underlines left in place", alone)
    app.shutdown()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"  peak resident of the whole program {peak:.0f} MB\n")


def edited(block: str, keys: int, chance: random.Random) -> list[str]:
    """Return the block after each key: runs of typing at random places, the length kept."""
    texts, at = [], 0
    for key in range(keys):
        if key % len(_TYPED) == 0:
            at = chance.randrange(len(block) - len(_TYPED))
        block = block[:at] + _TYPED[key % len(_TYPED)] + block[at + 1 :]
        at += 1
        texts.append(block)
    return texts


def say_instead(checker: LineChecker, text: str) -> None:
    """Complete the hint in the middle of the block."""
    hints = checker.check([text])
    checker.completed([text], hints[len(hints) // 2])


def timed(texts: list[str], act: Callable[[str], object]) -> list[float]:
    """Processor milliseconds of each text, sorted."""
    spent = []
    for text in texts:
        began = time.process_time_ns()
        act(text)
        spent.append((time.process_time_ns() - began) / 1e6)
    return sorted(spent)


def in_field(
    block: str, keys: int, find: Callable[[str], Ranges]
) -> tuple[list[float], list[float]]:
    """Processor milliseconds of each key, sorted: inside highlightBlock; painting included."""
    field = QPlainTextEdit()
    field.setPlainText(block)
    highlighter = Highlighter(field.document(), find)
    field.resize(600, 400)
    field.show()
    QApplication.processEvents()
    cursor = field.textCursor()
    cursor.setPosition(len(block) // 2)
    field.setTextCursor(cursor)
    inside, whole = [], []
    for key in range(keys):
        letter, before = _TYPED[key % len(_TYPED)], highlighter.spent_ns
        began = time.process_time_ns()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(field, event)
        QApplication.processEvents()
        whole.append((time.process_time_ns() - began) / 1e6)
        inside.append((highlighter.spent_ns - before) / 1e6)
    field.close()
    return sorted(inside), sorted(whole)


def _keys(name: str, count: int, spent: list[float]) -> None:
    _say(_figures(name, spent), TARGETS_MS, count)


def _report(name: str, spent: list[float]) -> None:
    sys.stdout.write(f"{_figures(name, spent)}\n")


def _figures(name: str, spent: list[float]) -> str:
    p50, p95, p99 = (spent[int(len(spent) * share)] for share in (0.5, 0.95, 0.99))
    return f"  {name}: p50 {p50:.2f}, p95 {p95:.2f}, p99 {p99:.2f} ms"


def _say(text: str, targets: dict[int, float], count: int) -> None:
    target = f" (target {targets[count]:g})" if count in targets else ""
    sys.stdout.write(f"{text}{target}\n")
    sys.stdout.flush()


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
