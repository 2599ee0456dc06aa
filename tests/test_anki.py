"""Decks in the real Anki: cards are made, text stays text, notetypes stay frozen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.export.anki import Options, export, export_anki
from quizgen.export.anki.fields import clean, deck_part, in_cloze, own_tag, tag_part
from quizgen.export.anki.notetypes import FIELDS, LOOKS, NOTETYPES, Looks, looks_now
from quizgen.export.formats import Context
from quizgen.model import NOWHERE, Blank, FillBlank, ListRecall, Provenance, Quiz
from quizgen.pipeline import make_quiz
from quizgen.reading import read, read_bytes
from tests.anki_collection import Anki, counts, fill_blank, listing, matching, sample, term


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    collection = Anki(tmp_path)
    yield collection
    collection.col.close()


@pytest.mark.anki
def test_every_seed_imports_and_again_unchanged(seed: Path, anki: Anki) -> None:
    quiz = make_quiz([read(seed)], title=seed.stem)
    deck, edition = export_anki(quiz)
    assert {note.item.removesuffix("#whole") for note in edition.notes} == {
        item.id for item in quiz.items
    }
    assert anki.take(deck) == counts(new=len(edition.notes))
    assert anki.take(deck) == counts(unchanged=len(edition.notes))
    assert anki.faults() == []


@pytest.mark.anki
def test_each_kind_has_its_cards(anki: Anki) -> None:
    anki.take(export_anki(sample())[0])
    made = {
        anki.col.get_note(i).note_type()["name"]: len(anki.col.get_note(i).cards())
        for i in anki.col.find_notes("")
    }
    assert made == {
        "quizgen 填空": 2,
        "quizgen 列举": 3,
        "quizgen 列举全项": 1,
        "quizgen 连线": 1,
        "quizgen 名词解释": 2,
    }
    assert anki.col.decks.by_name("生物::细胞")
    assert "notes.txt" in anki.col.decks.by_name("生物")["desc"]
    assert anki.faults() == []


@pytest.mark.anki
def test_cards_are_new_in_the_order_of_the_text(anki: Anki) -> None:
    quiz = sample()
    anki.take(export_anki(replace(quiz, items=quiz.items[::-1]))[0])
    by_due = anki.col.db.list("select nid from cards group by nid order by min(due)")
    kinds = [anki.col.get_note(nid).note_type()["name"] for nid in by_due]
    assert kinds == [f"quizgen {k}" for k in ("填空", "列举", "列举全项", "连线", "名词解释")]


@pytest.mark.anki
def test_the_back_says_what_the_front_asks_and_where_it_stands(anki: Anki) -> None:
    anki.take(export_anki(sample())[0])
    note = anki.col.get_note(anki.col.find_notes("note:quizgen填空 or 叶绿体")[0])
    shown = note.cards()[0].render_output()
    assert "[3字]" in shown.question_text
    assert "叶绿体" not in re.sub('data-cloze="[^"]*"', "", shown.question_text)
    assert ">叶绿体</span>" in shown.answer_text
    assert "细胞 · 结构" in shown.answer_text
    assert "考两种细胞器的功能" in shown.answer_text
    # The question is the whole sentence: it is not said twice.
    assert "<p>" not in shown.answer_text


@pytest.mark.anki
def test_typed_answers_are_an_option(anki: Anki) -> None:
    quiz = sample()
    plain, _ = export_anki(quiz)
    typed, edition = export_anki(quiz, typed=True)
    anki.take(plain)
    assert all("[[type:" not in q for q in fronts(anki))
    (anki.folder / "other").mkdir()
    other = Anki(anki.folder / "other")
    other.take(typed)
    assert sum("[[type:" in q for q in fronts(other)) == 3
    other.col.close()
    assert {note.kind for note in edition.notes if note.fields[FIELDS.index("Typed")]} == {
        "fill-blank",
        "term",
    }


def fronts(anki: Anki) -> list[str]:
    return [
        anki.col.get_card(card).render_output().question_text for card in anki.col.find_cards("")
    ]


def field(item: FillBlank | ListRecall, name: str) -> str:
    _, edition = export_anki(replace(sample(), items=(item,)))
    return edition.notes[0].fields[FIELDS.index(name)]


def test_members_in_any_order_are_asked_on_one_card() -> None:
    item = replace(fill_blank(), order_free=True)
    assert field(item, "Question").count("{{c1::") == 2


def test_other_right_answers_stand_on_the_back() -> None:
    item = fill_blank()
    blanks = (replace(item.blanks[0], alternatives=("叶绿素体",)), item.blanks[1])
    assert field(replace(item, blanks=blanks), "Accepted") == "叶绿素体（叶绿体）"
    assert field(replace(item, blanks=blanks[:1]), "Accepted") == "叶绿素体"


def test_a_hint_that_cues_give_is_not_given_twice() -> None:
    item = fill_blank()
    assert field(item, "Hint") == "都有双层膜"
    cued = tuple(replace(blank, cue="3字") for blank in item.blanks)
    assert field(replace(item, blanks=cued), "Hint") == ""


def test_only_lists_whose_order_matters_hide_what_follows() -> None:
    assert '<ol class="steps">' in field(listing("前期", "中期", "后期", ordered=True), "Question")
    assert '<ul class="others">' in field(listing("前期", "中期", "后期"), "Question")


def test_a_member_that_can_be_read_in_another_is_asked_with_all_others() -> None:
    _, edition = export_anki(replace(sample(), items=(listing("HTTP", "HTTPS", "FTP"),)))
    assert [note.kind for note in edition.notes] == ["whole-list"]


def test_a_quotation_says_more_than_the_question() -> None:
    quote = "课本说：" + fill_blank().stem
    item = replace(fill_blank(), provenance=replace(fill_blank().provenance, quote=quote))
    assert "<b>叶绿体</b>" in field(item, "Quote")


def test_a_persons_tags_come_along() -> None:
    _, edition = export_anki(
        replace(sample(), items=(fill_blank(tags=("期中 考试", "甲::乙", "leech", "　")),))
    )
    tags = [tag for tag in edition.notes[0].tags if not tag.startswith("quizgen::")]
    assert tags == ["leech_", "期中_考试", "甲::乙"]


def test_articles_of_one_title_in_two_sources_have_a_deck_each() -> None:
    other = replace(term(), provenance=replace(term().provenance, source="b.txt"))
    _, edition = export_anki(replace(sample(), items=(matching(), replace(other, id="x"))))
    assert [note.deck for note in edition.notes] == [
        "生物::细胞（b.txt）",
        "生物::细胞（notes.txt）",
    ]


def test_decks_that_differ_in_capitals_alone_are_one() -> None:
    def of(article: str, ident: str) -> FillBlank:
        return replace(fill_blank(ident=ident), provenance=Provenance(article=article))

    _, edition = export_anki(Quiz("t", (of("DNA", "a"), of("dna", "b"))))
    assert len({note.deck for note in edition.notes}) == 1


def test_an_item_that_cannot_be_a_note_is_refused_with_a_reason() -> None:
    stem = "甲乙" * 500
    blanks = tuple(Blank(2 * n, 2 * n + 1, (0, 0)) for n in range(500))  # type: ignore[arg-type]
    many = replace(fill_blank(ident="many"), stem=stem, blanks=blanks)
    gone = replace(term(ident="gone"), term_text="\x00\u200b")
    exported = export(Quiz("t", (many, gone, term())), Options(), Context(stem="t"))
    assert exported.remarks == (
        "left out item many: it has 500 blanks; Anki makes cards for 499 of one note",
        "left out item gone: nothing that Anki can show is left of its question or its key",
    )
    assert b"d1" in exported.files[1].content


def test_equal_quizzes_give_equal_bytes() -> None:
    assert export_anki(sample()) == export_anki(sample())


def test_notetypes_are_frozen() -> None:
    """Changing any of these doubles the notetype in every user's collection."""
    assert [(type_.id, type_.name, type_.cards, type_.cloze) for type_ in NOTETYPES.values()] == [
        (1_718_290_001, "quizgen 填空", ("填空",), True),
        (1_718_290_002, "quizgen 列举", ("列举",), True),
        (1_718_290_003, "quizgen 连线", ("连线",), False),
        (1_718_290_004, "quizgen 名词解释", ("由词说义", "由义说词"), False),
        (1_718_290_005, "quizgen 列举全项", ("列举全项",), False),
    ]
    assert " ".join(FIELDS) == (
        "Id Question Answer Prompt Note Hint Why Quote Source Difficulty Accepted Typed Version "
        "Spare1 Spare2 Spare3 Extra"
    )


def test_new_looks_have_a_new_version(tmp_path: Path) -> None:
    """Was a template or the style changed? Then LOOKS rises by one, and this is its digest."""
    ours = looks_now(None, Looks(), 0)
    assert (LOOKS, ours.digest) == (1_700_000_001, "7f88dff4f2dfe15c")
    (tmp_path / "anki").mkdir()
    (tmp_path / "anki" / "card.css").write_text(".card { color: red }", encoding="utf-8")
    own = looks_now(tmp_path, ours, LOOKS + 100)
    assert own.mod == LOOKS + 100
    assert looks_now(tmp_path, own, LOOKS + 200) == own
    assert looks_now(None, own, LOOKS + 50).mod == LOOKS + 101


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>{{c1::x}}</b>\x1f&", "&lt;b&gt;&#123;&#123;c1::x&#125;&#125;&lt;/b&gt;&amp;"),
        ("一\r\n二\u2028三\t四", "一<br>二<br>三 四"),
        ("甲\ud800\u200b\ufeff乙\ufffd", "甲乙□"),
        ("[sound:a.mp3] [latex] [注]", "&#91;sound:a.mp3] &#91;latex] [注]"),
        ("e\u0301", "é"),
        ("全角　空格", "全角　空格"),
    ],
)
def test_text_cannot_become_markup(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_names_hold_no_signs_of_ankis() -> None:
    assert in_cloze("a::b") == "a&#58;&#58;b"
    assert in_cloze("9:30") == "9:30"
    assert tag_part("第 一　章::上") == "第_一_章_上"
    assert tag_part(" \u3000") == "无题"
    assert own_tag("甲 :: 乙") == "甲::乙"
    assert deck_part("A::B: ") == "A：：B"


HOSTILE = st.text(
    st.sampled_from("{}:<>&[]\"'\\;#$|\x1f\x00\u3000\u2028\ud800\ufffd\u0301甲乙c1a \t\n")
    | st.characters(),
    min_size=1,
    max_size=30,
)


@st.composite
def hostile_quizzes(draw: st.DrawFn) -> Quiz:
    """Quizzes whose every text is anything at all."""
    where = Provenance(draw(HOSTILE), draw(HOSTILE), draw(HOSTILE), 1, 0, draw(HOSTILE), 1)
    words = draw(st.lists(HOSTILE, min_size=2, max_size=4))
    stem = "".join(words)
    ends = [len("".join(words[: n + 1])) for n in range(len(words))]
    blanks = tuple(
        Blank(end - len(word), end, NOWHERE, cue=draw(HOSTILE))
        for word, end in zip(words, ends, strict=True)
    )
    pairs = tuple(
        replace(pair, premise_text=draw(HOSTILE), response_text=draw(HOSTILE))
        for pair in matching().pairs
    )
    items = (
        replace(fill_blank(tags=(draw(HOSTILE),)), stem=stem, blanks=blanks[: len(words) - 1]),
        listing(*words, prompt=draw(HOSTILE), ordered=draw(st.booleans())),
        replace(matching(), title=draw(HOSTILE), premise_head=draw(HOSTILE), pairs=pairs),
        term(draw(HOSTILE), draw(HOSTILE)),
    )
    hint, why, note = draw(HOSTILE), draw(HOSTILE), draw(HOSTILE)
    return Quiz(
        draw(HOSTILE),
        tuple(replace(item, provenance=where, hint=hint, why=why, note=note) for item in items),
        sources=(where.source,),
    )


@pytest.mark.anki
@settings(max_examples=15)
@given(hostile_quizzes())
def test_hostile_text_imports(tmp_path_factory: pytest.TempPathFactory, quiz: Quiz) -> None:
    collection = Anki(tmp_path_factory.mktemp("anki"))
    try:
        deck, edition = export_anki(quiz)
        taken = collection.take(deck)
        assert taken == counts(new=len(edition.notes))
        assert collection.faults() == []
        stored = dict(collection.col.db.all("select guid, flds from notes"))
        assert stored == {note.guid: "\x1f".join(note.fields) for note in edition.notes}
        again, after = export_anki(quiz, edition=edition)
        assert after == edition
        assert again == deck
    finally:
        collection.col.close()


def test_a_quiz_from_bytes_needs_no_file() -> None:
    quiz = make_quiz([read_bytes("渗透是指水分子通过半透膜的扩散。".encode(), "a.txt")], title="t")
    assert export_anki(quiz)[0].startswith(b"PK")
