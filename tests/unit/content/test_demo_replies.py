"""The demo company's replies: enough of them, for every topic, each with a shortcut of its own."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from operator_app.content.folder import read_folder
from operator_app.domain.publication import Content


@cache
def demo() -> Content:
    return read_folder(Path(__file__).parents[3] / "sop_content").content


def test_there_are_replies_for_every_topic() -> None:
    topics = Counter(one.topic for one in demo().replies)
    assert sum(topics.values()) >= 60
    assert not [title for topic, title in demo().topics if not topics[topic]]


def test_a_shortcut_names_one_reply() -> None:
    shortcuts = Counter(one.shortcut.casefold() for one in demo().replies)
    assert [one for one, times in shortcuts.items() if times > 1] == []


def test_titles_tell_replies_apart() -> None:
    titles = Counter(one.title.casefold() for one in demo().replies)
    assert [one for one, times in titles.items() if times > 1] == []
