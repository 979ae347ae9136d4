"""The desk's index from one start to the next, put together as the program does it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from operator_app.bootstrap import open_desk
from operator_app.credentials.vault import FileVault
from operator_app.domain.publication import Content
from operator_app.services.people import DEMO_AGENT
from operator_app.services.workplace import OpenDesk
from operator_app.settings import Settings, read_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(tmp_path / "profile")


def opened(settings: Settings) -> OpenDesk:
    return open_desk(settings, DEMO_AGENT, FileVault(settings.paths.profile))


def retitled(content: Content, sop_id: str, title: str) -> Content:
    sops = [replace(one, title=title) if one.id == sop_id else one for one in content.sops]
    return replace(content, sops=tuple(sops))


def test_a_second_start_makes_no_index_and_a_publication_changes_only_what_changed(
    settings: Settings,
) -> None:
    first = opened(settings)
    content = first.workplace.content
    assert first.fill_index(content) == "built"
    first.keep_index()
    first.close()

    second = opened(settings)
    assert second.fill_index(content) == "kept"
    published = retitled(content, content.sops[3].id, "Самокат на воздушной подушке")
    assert second.fill_index(published) == "changed"
    assert second.workplace.search.search("самокат подушк").hits[0].sop == content.sops[3].id
    second.keep_index()
    second.close()

    third = opened(settings)
    assert third.fill_index(published) == "kept"
    third.close()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_the_index_is_the_users_own(settings: Settings) -> None:
    desk = opened(settings)
    desk.fill_index(desk.workplace.content)
    desk.close()
    assert settings.paths.search_index.stat().st_mode & 0o777 == 0o700
