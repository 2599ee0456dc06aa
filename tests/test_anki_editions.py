"""The next edition: the same knowledge point is the same note, and nobody loses anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.errors import InputError
from quizgen.export.anki import Options, edition_of, export, export_anki
from quizgen.export.anki.edition import Edition, Note, parse_edition
from quizgen.export.anki.notetypes import FIELDS
from quizgen.export.anki.points import keep_numbers
from quizgen.export.formats import Context
from quizgen.model import FillBlank, Item, Kind, Provenance, Quiz
from quizgen.pipeline import make_quiz
from quizgen.reading import read_bytes
from tests.anki_collection import Anki, counts, fill_blank, listing, matching, sample, term

MENDED = "叶绿体是进行光合作用的场所，而线粒体是进行有氧呼吸的场所。"

FIRST_TEXT = """# 细胞的结构

## 细胞膜

渗透作用是指水分子通过半透膜的扩散。细胞膜的功能有三个：分隔细胞内外、控制物质进出、进行信息交流。

## 细胞质

原生质层是指细胞膜、液泡膜以及两膜之间的细胞质。胞吞是指细胞膜内陷形成小囊，把大分子包裹进细胞的过过程。

## 细胞核

染色质是指细胞核里由核酸和蛋白质组成的细丝状物质。
"""
SECOND_TEXT = (
    FIRST_TEXT.replace("过过程", "过程")
    .replace("染色质是指细胞核里由核酸和蛋白质组成的细丝状物质。\n", "")
    .replace("## 细胞膜\n", "## 细胞膜\n\n这一节从显微镜下的观察讲起，先看边界，再看里面。\n")
    + "核孔是指核膜上供大分子进出的小孔。\n"
)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    collection = Anki(tmp_path)
    yield collection
    collection.col.close()


def quiz_of(*items: Item, **changes: str) -> Quiz:
    return replace(sample(), items=items, **changes)  # type: ignore[arg-type]


def by_item(edition: Edition) -> dict[str, Note]:
    return {note.item: note for note in edition.notes}


def text_of(note: Note, name: str) -> str:
    return note.fields[FIELDS.index(name)]


def moved(item: FillBlank, **changes: str) -> FillBlank:
    return replace(item, provenance=replace(item.provenance, **changes))  # type: ignore[arg-type]


def after(before: Quiz, then: Quiz) -> tuple[Edition, Edition]:
    _, first = export_anki(before)
    return first, export_anki(then, edition=first)[1]


# ---- the whole story, in the real Anki -----------------------------------


@pytest.mark.anki
def test_a_typo_mended_a_paragraph_put_in_before_one_gone_and_one_added(anki: Anki) -> None:
    def quiz(text: str) -> Quiz:
        source = read_bytes(text.encode(), "cell.md")
        return make_quiz([source], title="生物", kinds=(Kind.FILL_BLANK, Kind.TERM))

    deck, first = export_anki(quiz(FIRST_TEXT))
    assert anki.take(deck) == counts(new=len(first.notes))
    answered = {note.guid: anki.answer(anki.note(note.guid)) for note in first.notes}
    deck, second = export_anki(quiz(SECOND_TEXT), edition=first)
    old, new = ({note.guid: note for note in edition.notes} for edition in (first, second))
    typo = {guid for guid, note in old.items() if "胞吞" in "".join(note.fields)}
    gone = {guid for guid, note in old.items() if "染色质" in "".join(note.fields)}
    added = new.keys() - old.keys()
    changed = {guid for guid in old if new[guid].mod > old[guid].mod}
    assert typo
    assert gone
    assert changed == typo | gone
    assert all("核孔" in "".join(new[guid].fields) for guid in added)
    assert {guid for guid, note in new.items() if note.removed} == gone
    assert not any("过过程" in "".join(new[guid].fields) for guid in typo)
    assert anki.take(deck) == counts(len(added), len(changed), len(old) - len(changed))
    assert all(anki.col.get_card(card).reps == 1 for card in answered.values())
    assert set(anki.col.find_notes("tag:quizgen::已移除")) == {anki.note(g).id for g in gone}
    # Once more, the same: nothing changes, and nothing is marked again.
    deck, third = export_anki(quiz(SECOND_TEXT), edition=second)
    assert third == second
    assert anki.take(deck) == counts(unchanged=len(third.notes))
    assert anki.faults() == []


@pytest.mark.anki
def test_what_the_user_changed_in_an_unchanged_note_stays(anki: Anki) -> None:
    deck, first = export_anki(sample())
    anki.take(deck)
    note = anki.note(by_item(first)["d1"].guid)
    note["Extra"] = "和扩散比较"
    note.tags.append("我的")
    anki.col.update_note(note)
    anki.col.sched.suspend_cards([card.id for card in note.cards()])
    deck, _ = export_anki(quiz_of(fill_blank(MENDED), *sample().items[1:]), edition=first)
    assert anki.take(deck) == counts(updated=1, unchanged=4)
    kept = anki.note(by_item(first)["d1"].guid)
    assert (kept["Extra"], "我的" in kept.tags) == ("和扩散比较", True)
    assert all(card.queue == -1 for card in kept.cards())


@pytest.mark.anki
@pytest.mark.parametrize(("date", "updated"), [("", 0), ("2099-01-01", 1)])
def test_an_update_overwrites_the_users_changes_only_if_it_is_dated_later(
    anki: Anki, date: str, updated: int
) -> None:
    deck, first = export_anki(sample())
    anki.take(deck)
    note = anki.note(by_item(first)["a1"].guid)
    note["Note"] = "老师说要考"
    anki.col.update_note(note)
    mended = quiz_of(fill_blank(MENDED), *sample().items[1:], date=date)
    deck, _ = export_anki(mended, edition=first)
    assert anki.take(deck) == counts(updated=updated, unchanged=5 - updated)
    assert anki.note(note.guid)["Note"] == ("" if updated else "老师说要考")


@pytest.mark.anki
def test_a_note_that_comes_back_loses_the_mark_of_removal(anki: Anki) -> None:
    whole = sample()
    deck, first = export_anki(whole)
    anki.take(deck)
    deck, second = export_anki(replace(whole, items=whole.items[:3]), edition=first)
    anki.take(deck)
    assert len(anki.col.find_notes("tag:quizgen::已移除")) == 1
    deck, third = export_anki(whole, edition=second)
    assert anki.take(deck) == counts(updated=1, unchanged=4)
    assert not anki.col.find_notes("tag:quizgen::已移除")
    assert {note.guid for note in third.notes} == {note.guid for note in first.notes}


@pytest.mark.anki
def test_a_member_put_in_keeps_the_cards_of_the_others(anki: Anki) -> None:
    def quiz(*members: str) -> Quiz:
        return quiz_of(listing(*members, ordered=True))

    deck, first = export_anki(quiz("前期", "中期", "后期"))
    anki.take(deck)
    note = anki.note(first.notes[0].guid)
    card = anki.answer(note, 1)
    deck, second = export_anki(quiz("间期", "前期", "中期", "后期"), edition=first)
    assert anki.take(deck) == counts(updated=2)
    assert "{{c4::间期}}" in text_of(second.notes[0], "Question")
    shown = anki.col.get_card(card)
    assert shown.reps == 1
    assert '<span class="cloze" data-ordinal="2">中期</span>' in shown.render_output().answer_text
    assert len(anki.note(first.notes[0].guid).cards()) == 4
    assert anki.faults() == []


@pytest.mark.anki
def test_new_looks_reach_the_cards(anki: Anki, tmp_path: Path) -> None:
    deck, first = export_anki(sample())
    anki.take(deck)
    (tmp_path / "own" / "anki").mkdir(parents=True)
    (tmp_path / "own" / "anki" / "card.css").write_text(".card{color:teal}", encoding="utf-8")
    deck, second = export_anki(sample(), edition=first, templates=tmp_path / "own")
    assert anki.take(deck) == counts(unchanged=5)
    assert css(anki) == ".card{color:teal}"
    back, _ = export_anki(sample(), edition=second)
    anki.take(back)
    assert css(anki) != ".card{color:teal}"
    assert len([m for m in anki.col.models.all_names() if m.startswith("quizgen")]) == 5


def css(anki: Anki) -> str:
    anki.col.models._clear_cache()
    return str(anki.col.models.by_name("quizgen 填空")["css"])


# ---- which note is which ---------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(fill_blank(), fill_blank(MENDED, ident="a2"), id="a word more"),
        pytest.param(
            fill_blank("叶绿休是进行光合作用的场所，线粒体是进行有氧呼吸的场所。"),
            fill_blank(ident="a2"),
            id="a key mended",
        ),
        pytest.param(
            fill_blank(), moved(fill_blank(ident="a2"), article="细胞器"), id="the title mended"
        ),
        pytest.param(
            listing("前期", "中期", "后期"),
            listing("前期", "中期", "后期", "末期", ident="b2"),
            id="a member more",
        ),
        pytest.param(
            term(meaning="水分子通过半透膜的扩散"),
            term(meaning="水分子透过半透膜而扩散", ident="d2"),
            id="a definition reworded",
        ),
        pytest.param(
            matching(),
            replace(matching(), id="c2", title="细胞质里有什么", pairs=matching().pairs[:2]),
            id="a pair less under another title",
        ),
    ],
)
def test_a_reworded_note_is_the_same_note(old: Item, new: Item) -> None:
    first, second = after(quiz_of(old), quiz_of(new))
    assert [note.guid for note in second.notes] == [note.guid for note in first.notes]
    assert all(note.mod > first.notes[0].mod for note in second.notes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            fill_blank(),
            replace(
                fill_blank(ident="a2"), blanks=(replace(fill_blank().blanks[0], start=6, end=10),)
            ),
            id="another key in the same sentence",
        ),
        pytest.param(term(), term("扩散", "物质由浓到稀的移动", ident="d2"), id="another term"),
        pytest.param(
            fill_blank(), moved(fill_blank(MENDED, ident="a2"), source="b.txt"), id="another text"
        ),
    ],
)
def test_another_question_is_another_note(old: Item, new: Item) -> None:
    sources = (new.provenance.source,)
    first, second = after(quiz_of(old), replace(quiz_of(new), sources=sources))
    assert len(second.notes) == 2
    assert second.notes[0].guid != first.notes[0].guid


def test_an_item_edited_by_hand_is_known_by_its_id() -> None:
    first, second = after(
        quiz_of(fill_blank()), quiz_of(fill_blank("高尔基体加工蛋白质，内质网运输蛋白质。"))
    )
    assert second.notes[0].guid == first.notes[0].guid
    assert second.notes[0].mod == first.notes[0].mod + 1


def test_a_renamed_file_changes_no_note_but_is_judged_as_the_old_one() -> None:
    def renamed(quiz: Quiz) -> Quiz:
        items = tuple(
            replace(item, provenance=replace(item.provenance, source="new.txt"))
            for item in quiz.items
        )
        return replace(quiz, items=items, sources=("dir/new.txt",))

    first, second = after(sample(), renamed(replace(sample(), items=sample().items[:3])))
    assert [(n.guid, n.mod, n.fields) for n in second.notes[:4]] == [
        (n.guid, n.mod, n.fields) for n in first.notes[:4]
    ]
    assert [note.source for note in second.notes[:4]] == ["new.txt"] * 4
    assert second.notes[4].removed


def test_texts_that_are_not_in_this_run_are_left_alone() -> None:
    _, edition = export_anki(sample())
    other = replace(sample(), items=(), sources=("other.txt",))
    assert export_anki(other, edition=edition)[1] == edition


def test_what_a_smaller_quiz_leaves_out_is_not_gone() -> None:
    whole = sample()
    first, second = after(
        whole, replace(whole, items=whole.items[:1], offered=frozenset({"b1", "c1"}))
    )
    assert {note.item for note in second.notes if note.removed} == {"d1"}
    assert by_item(second)["b1#whole"] == by_item(first)["b1#whole"]
    quiz = make_quiz([read_bytes(FIRST_TEXT.encode(), "cell.md")], title="生物")
    _, all_ = export_anki(quiz)
    source = read_bytes(FIRST_TEXT.encode(), "cell.md")
    _, few = export_anki(make_quiz([source], title="生物", max_items=1), edition=all_)
    assert not any(note.removed for note in few.notes)


def test_a_question_that_was_not_drawn_keeps_its_note() -> None:
    alike = replace(quiz_of(fill_blank(MENDED, ident="a2")), offered=frozenset({"a1", "a2"}))
    first, second = after(quiz_of(fill_blank()), alike)
    assert second.notes[1:] == first.notes
    assert second.notes[0].guid != first.notes[0].guid


def test_an_item_that_becomes_another_kind_leaves_its_old_note() -> None:
    first, second = after(
        quiz_of(fill_blank()),
        replace(quiz_of(term(ident="a1")), offered=frozenset({"a1"})),
    )
    assert [note.removed for note in second.notes] == [False, True]
    assert second.notes[0].guid != second.notes[1].guid == first.notes[0].guid


def test_two_texts_of_one_title_keep_their_notes_apart() -> None:
    other = moved(fill_blank(ident="z"), source="b.txt")
    first, second = after(
        replace(quiz_of(fill_blank(), other), sources=("notes.txt", "b.txt")),
        replace(quiz_of(moved(fill_blank(MENDED, ident="z2"), source="b.txt")), sources=("b.txt",)),
    )
    old, new = by_item(first), by_item(second)
    assert new["z2"].guid == old["z"].guid
    assert new["a1"] == old["a1"]


def test_where_it_stands_is_no_content() -> None:
    item = fill_blank()
    first, second = after(
        quiz_of(item),
        quiz_of(replace(moved(item, order=99), why="考两种细胞器的功能 · 第12段")),  # type: ignore[arg-type]
    )
    assert second == first


def test_why_is_content() -> None:
    first, second = after(quiz_of(fill_blank()), quiz_of(replace(fill_blank(), why="考别的")))
    assert second.notes[0].mod == first.notes[0].mod + 1


def test_a_dated_edition_dates_what_is_new_in_it() -> None:
    quiz = quiz_of(fill_blank(), date="2026-03-01")
    _, first = export_anki(quiz)
    _, second = export_anki(
        replace(quiz, items=(fill_blank(), term()), date="2026-03-08"), edition=first
    )
    assert [note.mod for note in second.notes] == [1_772_323_200, 1_772_928_000]


def test_no_two_notes_have_one_guid() -> None:
    _, first = export_anki(sample())
    mended = fill_blank(MENDED, ident="a2")
    _, second = export_anki(quiz_of(mended), edition=first)
    _, third = export_anki(quiz_of(mended, *sample().items), edition=second)
    guids = [note.guid for note in third.notes]
    assert len(guids) == len(set(guids)) == 6


@settings(max_examples=30)
@given(st.permutations(range(4)), st.sets(st.integers(0, 3)))
def test_any_part_of_a_quiz_in_any_order_keeps_every_guid(
    order: list[int], left_out: set[int]
) -> None:
    whole = sample()
    first, _ = edition_of(whole)
    part = tuple(whole.items[n] for n in order if n not in left_out)
    second, _ = edition_of(replace(whole, items=part), before=first)
    assert {note.guid for note in second.notes} == {note.guid for note in first.notes}
    third, _ = edition_of(whole, before=second)
    assert {n.guid: (n.item, n.fields[1:3]) for n in third.notes} == {
        n.guid: (n.item, n.fields[1:3]) for n in first.notes
    }


# ---- cards of one note -----------------------------------------------------


@pytest.mark.parametrize(
    ("new", "old", "kept"),
    [
        ("{{c1::乙}}{{c2::甲}}", "{{c1::甲}}{{c2::乙}}", "{{c2::乙}}{{c1::甲}}"),
        ("{{c1::丙::cue}}{{c2::甲}}", "{{c1::甲}}", "{{c2::丙::cue}}{{c1::甲}}"),
        ("{{c1::甲}}", "{{c1::乙}}{{c2::甲}}", "{{c2::甲}}"),
        ("{{c1::丁}}{{c2::乙}}", "{{c1::甲}}{{c2::乙}}", "{{c1::丁}}{{c2::乙}}"),
        ("{{c1::甲}}和{{c1::乙}}", "{{c1::乙}}和{{c2::甲}}", "{{c1::甲}}和{{c1::乙}}"),
        ("{{c1::甲}}{{c2::甲}}", "{{c1::甲}}", "{{c1::甲}}{{c2::甲}}"),
    ],
)
def test_a_key_keeps_its_card(new: str, old: str, kept: str) -> None:
    assert keep_numbers(new, old) == kept


# ---- the file ---------------------------------------------------------------


def test_an_edition_comes_back_as_it_was() -> None:
    quiz = quiz_of(fill_blank(tags=("甲",)), *sample().items[1:3])
    _, first = export_anki(sample())
    _, second = export_anki(quiz, edition=first)
    assert any(note.removed for note in second.notes)
    assert parse_edition(second.to_bytes(), "x") == second
    assert len(second.to_bytes().splitlines()) == len(second.notes) + 2


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"\xff", b"[" * 5000,
        b'{"schema": 1, "looks": {"digest": "", "mod": 1}, "notes": [{"item": 1}]}',
        b'{"schema": 2, "notes": []}',
        b'{"schema": 1, "looks": {"digest": "", "mod": "now"}, "notes": []}',
    ],
)  # fmt: skip
def test_what_is_no_edition_is_said_in_one_line(data: bytes) -> None:
    with pytest.raises(
        InputError, match=r"^out/x.edition.json (is no edition|was written)"
    ) as error:
        parse_edition(data, "out/x.edition.json")
    assert "\n" not in str(error.value)


def test_two_notes_of_one_id_are_no_edition() -> None:
    value = json.loads(export_anki(sample())[1].to_bytes())
    value["notes"].append(value["notes"][0])
    with pytest.raises(InputError, match="not told apart"):
        parse_edition(json.dumps(value).encode(), "x")


def test_a_deck_without_its_edition_is_remarked() -> None:
    quiz = sample()
    files = {
        file.suffix: file.content for file in export(quiz, Options(), Context(stem="o/t")).files
    }
    assert export(quiz, Options(), Context(stem="o/t", before=files)).remarks == ()
    files.pop(".edition.json")
    (remark,) = export(quiz, Options(), Context(stem="o/t", before=files)).remarks
    assert "o/t.edition.json is gone" in remark


def test_a_hand_written_item_stands_nowhere() -> None:
    first, second = after(
        quiz_of(replace(fill_blank(), provenance=Provenance())),
        quiz_of(replace(fill_blank(MENDED), provenance=Provenance())),
    )
    assert second.notes[0].guid == first.notes[0].guid
    assert (text_of(first.notes[0], "Source"), first.notes[0].deck) == ("", "生物")
