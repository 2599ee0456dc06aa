"""Decks in the real Anki: cards are made, editions update, progress stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.editions import parse_edition
from quizgen.errors import InputError
from quizgen.export.anki import NOTETYPES, clean, export_anki
from quizgen.model import (
    Blank,
    FillBlank,
    ListRecall,
    Matching,
    Pair,
    Provenance,
    Quiz,
    Span,
    Term,
)
from quizgen.pipeline import make_quiz
from quizgen.reading import read, read_bytes

NOWHERE = Span(0, 1)


def place(order: int, quote: str = "") -> Provenance:
    return Provenance("notes.txt", "细胞", "结构", order + 1, 0, quote, order)


def sample(text: str = "叶绿体是进行光合作用的场所，线粒体是进行有氧呼吸的场所。") -> Quiz:
    key = text[:3]
    return Quiz(
        "生物",
        (
            FillBlank(
                id="a1", rule="r", score=0.9, stem=text, stem_spans=(NOWHERE,),
                blanks=(Blank(0, 3, NOWHERE, cue="3字"),), provenance=place(1, text),
            ),
            ListRecall(
                id="b1", rule="r", score=0.9, prompt="细胞的基本结构：请写出3项。",
                members=(NOWHERE,) * 3, member_texts=("细胞膜", "细胞质", "细胞核"),
                provenance=place(2),
            ),
            Matching(
                id="c1", rule="r", score=0.9, title="细胞器", premise_head="细胞器",
                response_head="功能", provenance=place(3),
                pairs=tuple(
                    Pair(NOWHERE, NOWHERE, a, b)
                    for a, b in (("核糖体", "合成蛋白质"), ("液泡", "调节渗透"), (key, "光合"))
                ),
            ),
            Term(
                id="d1", rule="r", score=0.9, term=NOWHERE, definiens=NOWHERE,
                term_text="渗透", definiens_text="水分子通过半透膜的扩散", provenance=place(4),
            ),
        ),
        sources=("notes.txt",),
    )  # fmt: skip


class Anki:
    """A throw-away collection of the real backend."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self.folder = folder
        self.col: Any = Collection(str(folder / "collection.anki2"))

    def take(self, deck: bytes) -> dict[str, int]:
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        path = self.folder / "deck.apkg"
        path.write_bytes(deck)
        request = ImportAnkiPackageRequest(
            package_path=str(path), options=ImportAnkiPackageOptions()
        )
        log = self.col.import_anki_package(request).log
        return {
            "new": len(log.new),
            "updated": len(log.updated),
            "unchanged": len(log.duplicate),
            "conflicting": len(log.conflicting),
        }


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    collection = Anki(tmp_path)
    yield collection
    collection.col.close()


def counts(new: int = 0, updated: int = 0, unchanged: int = 0) -> dict[str, int]:
    return {"new": new, "updated": updated, "unchanged": unchanged, "conflicting": 0}


@pytest.mark.anki
def test_every_seed_imports_and_again_unchanged(seed: Path, anki: Anki) -> None:
    quiz = make_quiz([read(seed)], title=seed.stem)
    if not quiz.items:
        assert seed.stem == "story"
        return
    deck, _ = export_anki(quiz)
    assert anki.take(deck) == counts(new=len(quiz.items))
    assert anki.take(deck) == counts(unchanged=len(quiz.items))
    for card_id in anki.col.find_cards(""):
        shown = anki.col.get_card(card_id).render_output()
        assert "{{" not in shown.question_text
        assert shown.question_text != shown.answer_text
    assert not anki.col.get_empty_cards().notes


@pytest.mark.anki
def test_each_kind_has_its_cards(anki: Anki) -> None:
    anki.take(export_anki(sample())[0])
    made = {
        anki.col.get_note(i).note_type()["name"]: len(anki.col.get_note(i).cards())
        for i in anki.col.find_notes("")
    }
    assert made == {"quizgen 填空": 1, "quizgen 列举": 1, "quizgen 连线": 1, "quizgen 名词解释": 2}
    assert anki.col.decks.by_name("生物::细胞")


@pytest.mark.anki
def test_the_next_edition_updates_what_changed_and_keeps_progress(anki: Anki) -> None:
    first = sample()
    deck, edition = export_anki(first)
    anki.take(deck)
    anki.col.decks.select(anki.col.decks.id("生物"))
    answered = anki.col.sched.get_queued_cards().cards[0].card.id
    card = anki.col.get_card(answered)
    card.start_timer()
    anki.col.sched.answerCard(card, 3)
    mended = sample("叶绿体是进行光合作用的场所，而线粒体是进行有氧呼吸的场所。")
    fill = replace(mended.items[0], id="a2")
    term = mended.items[3]
    assert isinstance(term, Term)
    added = replace(term, id="e1", term_text="扩散", definiens_text="物质由浓到稀的移动")
    # The matching set is gone; the sentence was reworded; a term came in.
    second = replace(mended, items=(fill, mended.items[1], mended.items[3], added))
    deck, after = export_anki(second, edition=edition)
    assert anki.take(deck) == counts(new=1, updated=2, unchanged=2)
    assert anki.col.get_card(answered).reps == 1
    gone = [note for note in after.notes if note.removed]
    assert [note.kind for note in gone] == ["matching"]
    assert len(anki.col.find_notes("tag:quizgen::已移除")) == 1
    again, third = export_anki(second, edition=after)
    assert third == after
    assert anki.take(again) == counts(unchanged=5)


@pytest.mark.anki
@settings(max_examples=25)
@given(st.text(min_size=1, max_size=40))
def test_hostile_text_imports(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    quiz = sample("键是什么" + text + "，这里还有别的话。")
    items = tuple(
        replace(item, provenance=Provenance(text, text, text, 1, 0, text, n))
        for n, item in enumerate(quiz.items)
    )
    collection = Anki(tmp_path_factory.mktemp("anki"))
    try:
        deck, _ = export_anki(replace(quiz, title=text, items=items))
        assert collection.take(deck) == counts(new=4)
        assert len(collection.col.find_cards("")) == 5
    finally:
        collection.col.close()


@pytest.mark.anki
def test_a_note_that_comes_back_loses_the_mark_of_removal(anki: Anki) -> None:
    whole = sample()
    deck, first = export_anki(whole)
    anki.take(deck)
    deck, second = export_anki(replace(whole, items=whole.items[:3]), edition=first)
    anki.take(deck)
    assert len(anki.col.find_notes("tag:quizgen::已移除")) == 1
    deck, third = export_anki(whole, edition=second)
    assert anki.take(deck) == counts(updated=1, unchanged=3)
    assert not anki.col.find_notes("tag:quizgen::已移除")
    assert {note.guid for note in third.notes} == {note.guid for note in first.notes}


def test_no_two_notes_have_one_guid() -> None:
    old = sample()
    _, first = export_anki(old)
    mended = replace(
        sample("叶绿体是进行光合作用的场所，而线粒体是进行有氧呼吸的场所。").items[0], id="a2"
    )
    _, second = export_anki(replace(old, items=(mended,)), edition=first)
    _, third = export_anki(replace(old, items=(mended, *old.items)), edition=second)
    guids = [note.guid for note in third.notes]
    assert len(guids) == len(set(guids)) == 5


def test_sources_that_are_not_in_this_run_are_left_alone() -> None:
    _, edition = export_anki(sample())
    other = replace(sample(), items=(), sources=("other.txt",))
    assert export_anki(other, edition=edition)[1] == edition


def test_notetypes_are_frozen() -> None:
    """Changing any of these doubles the notetype in every user's collection."""
    assert [(type_.id, type_.name, type_.cards) for type_ in NOTETYPES.values()] == [
        (1_718_290_001, "quizgen 填空", ("填空",)),
        (1_718_290_002, "quizgen 列举", ("列举",)),
        (1_718_290_003, "quizgen 连线", ("连线",)),
        (1_718_290_004, "quizgen 名词解释", ("由词说义", "由义说词")),
    ]


def test_text_cannot_become_markup() -> None:
    assert clean("<b>{{c1::x}}</b>\x1f&") == "&lt;b&gt;{&#123;c1&#58;:x}&#125;&lt;/b&gt;&amp;"


def test_an_edition_comes_back_as_it_was() -> None:
    _, edition = export_anki(sample())
    assert parse_edition(edition.to_bytes(), "x") == edition
    with pytest.raises(InputError, match="x is no edition"):
        parse_edition(json.dumps({"notes": [{"guid": 1}]}).encode(), "x")


def test_a_quiz_from_bytes_needs_no_file() -> None:
    quiz = make_quiz([read_bytes("渗透是指水分子通过半透膜的扩散。".encode(), "a.txt")], title="t")
    assert export_anki(quiz)[0].startswith(b"PK")
