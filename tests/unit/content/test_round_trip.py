"""Whatever is read can be written and read again without loss."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_app.content.folder import pack, unpack
from operator_app.content.markdown import read_sections, write_sections
from operator_app.content.tree import NO_LIMIT
from operator_app.content.yaml_reader import read_yaml
from operator_app.content.yaml_writer import write_yaml
from operator_app.domain.errors import NoticeCode, OperatorNotice
from operator_app.domain.limits import CompensationLimit
from operator_app.domain.phrases import Approved, Place, Rule, RuleForm
from operator_app.domain.publication import Content
from operator_app.domain.replies import Reply, ReplyScope
from operator_app.domain.scripts import AnswerKind, Branch, Choice, Courtesy, Script, Stage, Step
from operator_app.domain.sops import Sop

EMPTY = Content((), (), (), (), (), NO_LIMIT, ())

# fmt: off
PIECES = [
    "#", "##", "###", "-", "1.", ">", "```", "~~~", "|", "---", "===", "*", "_", "`", "[", "]",
    "(", ")", "{", "}", "{#a}", "{#якорь}", "\\", "!", "<", ">", "&", ";", ":", "слово", "дело",
    "**да**", "[СОП-1](СОП-1#a)", "<b>", "&amp;", " ", "  ", "    ", "\n", "\n\n", "\t", "\u00a0",
    "\u2028", "| a | b |\n|---|---|\n| 1 | 2 |",
]
# fmt: on
markdown = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
block = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60).map(
    lambda text: text.strip("\n") or "слово"
)
ids = st.text("абвСОПxyz0123-", min_size=1, max_size=12)
names = st.from_regex(r"[а-яё][а-я0-9_]{0,8}", fullmatch=True)
maybe = line | st.just("")
maybe_id = ids | st.just("")


Named = TypeVar("Named", Sop, Script, Reply, Rule)


def unique(entities: st.SearchStrategy[Named]) -> st.SearchStrategy[tuple[Named, ...]]:
    def key(one: Named) -> str:
        return one.id

    def ordered(found: list[Named]) -> tuple[Named, ...]:
        return tuple(sorted(found, key=key))

    return st.lists(entities, max_size=3, unique_by=key).map(ordered)


sops = st.builds(
    Sop,
    id=ids,
    title=line,
    topic=maybe_id,
    keywords=st.lists(line, max_size=4).map(tuple),
    owner=maybe,
    review_by=st.none() | st.dates(date(1900, 1, 1)),
    valid_from=st.none() | st.dates(date(1900, 1, 1)),
    sections=markdown.map(lambda body: read_sections(body, "").sections),
)
choices = st.builds(
    Choice,
    label=line,
    value=line,
    short=line,
    said=line,
    to=maybe_id,
    outcome=maybe,
    default=st.booleans(),
    mark=st.none() | st.sampled_from(Courtesy),
)
branches = st.lists(
    st.builds(
        Branch,
        to=ids,
        when=st.dictionaries(names, st.lists(line, min_size=1, max_size=3).map(tuple), max_size=2),
    ),
    max_size=3,
).map(tuple)
steps = st.builds(
    Step,
    id=ids,
    stage=st.sampled_from(Stage),
    say=block,
    kind=st.sampled_from(AnswerKind),
    name=names | st.just(""),
    label=maybe,
    choices=st.lists(choices, max_size=3).map(tuple),
    branches=branches,
    done=maybe,
    outcome=maybe,
    passage=st.sampled_from(["", "СОП-1", "СОП-1#a"]),
    phrases=st.lists(line, max_size=3).map(tuple),
    topics=st.lists(ids, max_size=3).map(tuple),
)
scripts = st.builds(
    Script, id=ids, title=line, topic=ids, sop=maybe_id,
    steps=st.lists(steps, min_size=1, max_size=3).map(tuple),
)  # fmt: skip
replies = st.builds(
    Reply, id=ids, title=line, topic=ids, scope=st.sampled_from(ReplyScope),
    shortcut=maybe, text=block, sop=maybe_id,
)  # fmt: skip
words = st.lists(names, max_size=3).map(tuple)
rules = st.builds(
    Rule,
    id=ids,
    form=st.sampled_from(RuleForm),
    discouraged=st.lists(names, min_size=1, max_size=3).map(tuple),
    approved=st.lists(
        st.builds(Approved, names, st.sampled_from(Place), st.booleans()), max_size=3
    ).map(tuple),
    place=st.sampled_from(Place),
    exceptions=words,
    context_not=words,
    context_any=words,
    pos=st.sampled_from(["", "NOUN"]),
    topics=words,
    why=names | st.just(""),
)
contents = st.builds(
    Content,
    topics=st.lists(st.tuples(ids, line), max_size=3).map(tuple),
    sops=unique(sops),
    scripts=unique(scripts),
    replies=unique(replies),
    rules=unique(rules),
    limit=st.builds(
        CompensationLimit,
        rubles=st.integers(0, 10_000),
        period_days=st.integers(1, 400),
        presets=st.lists(st.integers(0, 10_000), max_size=9, unique=True).map(tuple),
    ),
    synonyms=st.lists(st.lists(line, min_size=2, max_size=4).map(tuple), max_size=3).map(tuple),
)


@given(markdown)
@settings(max_examples=200, deadline=None)
def test_any_markdown_comes_back_with_the_same_sections(body: str) -> None:
    sections = read_sections(body, "a.md").sections
    assert read_sections(write_sections(sections), "a.md").sections == sections


@given(contents)
@settings(max_examples=60, deadline=None)
def test_any_content_comes_back_from_its_zip(content: Content) -> None:
    payload = pack(content)
    assert unpack(payload) == content
    assert pack(unpack(payload)) == payload


@given(st.dictionaries(line, st.recursive(block | st.integers(-999, 999) | st.booleans(),
       lambda inner: st.lists(inner, max_size=3) | st.dictionaries(line, inner, max_size=3),
       max_leaves=8), min_size=1, max_size=4))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_any_value_comes_back_from_yaml(value: dict[str, object]) -> None:
    read = read_yaml(write_yaml(value), "a.yaml")
    assert read.faults == ()
    assert read.value == value


def test_equal_content_has_an_equal_digest_and_another_word_another_one() -> None:
    sop = Sop("СОП-1", "Название", "t", (), "", None, None, read_sections("Текст", "").sections)
    one, same = replace(EMPTY, sops=(sop,)), replace(EMPTY, sops=(replace(sop),))
    other = replace(EMPTY, sops=(replace(sop, title="Имя"),))
    digests = [hashlib.sha256(pack(content)).hexdigest() for content in (one, same, other)]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize("title", ["\ud800", " Название", "Первая\nвторая"])
def test_what_would_not_come_back_is_refused_instead_of_changed(title: str) -> None:
    sections = read_sections("## Раздел {#a}\nТекст", "").sections
    spoilt = tuple(replace(one, title=title, path=(title,)) for one in sections)
    sop = Sop("СОП-1", "Название", "t", (), "", None, None, spoilt)
    with pytest.raises(OperatorNotice) as caught:
        pack(replace(EMPTY, sops=(sop,)))
    assert caught.value.code is NoticeCode.CONTENT_FAULTY


def test_two_ids_that_look_alike_as_file_names_get_two_files() -> None:
    first = Sop("СОП-1", "А", "t", (), "", None, None, ())
    second = replace(first, id="соп-1")
    content = replace(EMPTY, sops=(first, second))
    assert unpack(pack(content)) == content
