"""The compiled form of an edition gives back what was read, or nothing."""

from __future__ import annotations

import msgspec
import pytest

from operator_app.content import compiled
from operator_app.content.compiled import compile_content, compiled_content
from operator_app.content.folder import read_folder
from operator_app.domain.publication import Content
from operator_app.settings import bundled_folder


@pytest.fixture(scope="module")
def content() -> Content:
    return read_folder(bundled_folder("sop_content")).content


def test_the_demo_company_comes_back_equal(content: Content) -> None:
    back = compiled_content(compile_content(content))
    assert back == content
    assert type(back) is Content


@pytest.mark.parametrize("name", ["READING", "__version__"])
def test_another_versions_form_is_not_used(
    content: Content, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = compile_content(content)
    monkeypatch.setattr(compiled, name, 0 if name == "READING" else "0")
    assert compiled_content(data) is None


@pytest.mark.parametrize("at", [0, 10, 5_000])
def test_a_harmed_or_cut_form_is_dropped(content: Content, at: int) -> None:
    data = bytearray(compile_content(content))
    data[at] = 0xC1  # the one byte MessagePack never uses
    assert compiled_content(bytes(data)) is None
    assert compiled_content(bytes(data[:at])) is None


def test_a_form_of_other_types_is_dropped() -> None:
    other = msgspec.msgpack.encode({"reading": 1, "version": "x", "content": 7})
    assert compiled_content(other) is None
    assert compiled_content(b"") is None
