"""`operator-app sync` on a demo profile with its own centre."""

from __future__ import annotations

import argparse
import io
import json
from typing import TYPE_CHECKING

import pytest

from operator_app.commands import sync
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.settings import read_settings
from operator_app.sync.embedded_centre import EmbeddedCentre
from operator_app.ui.application import claim_profile

if TYPE_CHECKING:
    from pathlib import Path


def typed(profile: Path, *words: str) -> str:
    parser = argparse.ArgumentParser()
    sync.add_arguments(parser)
    args = parser.parse_args(words, namespace=argparse.Namespace(lang="ru", profile=profile))
    out = io.StringIO()
    assert sync.run(args, out, io.StringIO()) == 0
    return out.getvalue()


def test_a_round_on_the_demo_profile(tmp_path: Path) -> None:
    centre = tmp_path / "centre"
    centre.mkdir()
    try:
        first = json.loads(typed(tmp_path, "--json"))
        assert first == {
            "sent": 0, "received": 1, "waiting": 0, "quarantined": 0, "update_needed": False,
        }  # fmt: skip
        assert typed(tmp_path) == "Отправлено: 0; получено: 0; ждёт: 0; отложено: 0\n"
    finally:
        EmbeddedCentre(centre).erase()


def test_beside_its_window_a_demo_says_that_it_is_open(tmp_path: Path) -> None:
    (tmp_path / "centre").mkdir()
    lock = claim_profile(read_settings(tmp_path).paths)
    try:
        with pytest.raises(OperatorNotice) as caught:
            typed(tmp_path)
        assert caught.value.code is NoticeCode.ALREADY_OPEN
    finally:
        lock.unlock()


def test_a_profile_without_a_centre_says_so(tmp_path: Path) -> None:
    with pytest.raises(OperatorNotice) as caught:
        typed(tmp_path)
    assert caught.value.code is NoticeCode.CENTRE_NOT_CONFIGURED
