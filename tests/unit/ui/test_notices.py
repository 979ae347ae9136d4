"""Every fault has its words in both languages; messages wait for a window."""

from __future__ import annotations

import re
from typing import Literal

import pytest

from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.language.notices import notice_text, terminal_text
from operator_app.ui.notices import BRIEF_MS, Message, NoticeKind, Notices

BANNED = re.compile(r"!|успешно|ошибка ввода|проблем|к сожалению", re.IGNORECASE)


@pytest.mark.parametrize("code", NoticeCode)
def test_every_fault_is_told_in_both_languages_and_the_house_tone(code: NoticeCode) -> None:
    russian = notice_text(OperatorNotice(code, file="desk.db", reason="x"), "ru")
    english = notice_text(OperatorNotice(code), "en")
    assert re.search("[а-яё]", russian)
    assert not re.search("[а-яё]", english, re.IGNORECASE)
    for words in (russian, english):
        assert len(words) <= 90
        assert not BANNED.search(words)
        assert re.search(r"[.,:]", words), "what happened, then what to do"


@pytest.mark.parametrize("code", NoticeCode)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_in_a_terminal_no_key_of_the_window_is_named(
    code: NoticeCode, lang: Literal["ru", "en"]
) -> None:
    notice = OperatorNotice(code, file="desk.db", reason="x")
    told = terminal_text(notice, lang)
    assert not re.search(r"Ctrl|\bF\d|[,.:] *$", told)
    assert len(told) > 15
    assert notice_text(notice, lang).startswith(told)


def test_a_full_disk_is_told_as_the_design_words_it() -> None:
    assert notice_text(OperatorNotice(NoticeCode.DISK_FULL)) == (
        "Не сохранено: на диске нет места. Не закрывайте окно, освободите место, нажмите Ctrl+S"
    )


def test_messages_wait_until_a_window_listens() -> None:
    notices, heard = Notices("ru"), list[Message]()
    notices.tell("первое")
    notices.tell_notice(OperatorNotice(NoticeCode.KEY_LOST))
    notices.listen(heard.append)
    notices.tell("третье", NoticeKind.WARNING)
    assert [message.text for message in heard][::2] == ["первое", "третье"]
    assert [message.kind for message in heard] == ["info", "fault", "warning"]
    assert [message.lasts_ms for message in heard] == [BRIEF_MS, None, None]
    notices.listen(None)
    notices.tell("четвёртое")
    assert len(heard) == 3
    notices.listen(heard.append)
    assert heard[-1].text == "четвёртое"
