"""The review: decisions reach the file at once, undo takes them back, nobody's words are lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.bank import store
from quizgen.bank.entry import BankError
from quizgen.bank.fields import Status
from quizgen.bank.filters import Filter
from quizgen.bank.parse import parse
from quizgen.errors import InputError
from quizgen.model import Kind
from quizgen.review.blanks import CannotError, add, convert, move, remove
from quizgen.review.session import Session
from tests.test_bank import BY_HAND, banked

STEM = "分裂期分为[[前期]]和[[末期::2字]]两段"


@pytest.mark.parametrize(
    ("which", "start", "end", "after"),
    [
        (0, 1, 1, "分裂期分为前[[期和]][[末期::2字]]两段"),
        (0, -1, 0, "分裂期分[[为前期]]和[[末期::2字]]两段"),
        (0, 0, -1, "分裂期分为[[前]]期和[[末期::2字]]两段"),
        (1, 0, 2, "分裂期分为[[前期]]和[[末期两段]]"),
    ],
)
def test_a_blank_moves(which: int, start: int, end: int, after: str) -> None:
    assert move(STEM, which, start=start, end=end) == after


@pytest.mark.parametrize(
    ("which", "start", "end"), [(0, 2, 0), (0, 0, 2), (1, 0, 3), (0, -6, 0), (2, 0, 0), (1, -2, 0)]
)
def test_a_blank_stays_in_its_room(which: int, start: int, end: int) -> None:
    with pytest.raises(CannotError):
        move(STEM, which, start=start, end=end)


def test_blanks_come_and_go() -> None:
    stem, which = add(STEM)
    assert (stem, which) == ("分[[裂期]]分为[[前期]]和[[末期::2字]]两段", 0)
    assert remove(stem, which) == STEM
    with pytest.raises(CannotError):
        remove("只有[[一个]]", 0)
    with pytest.raises(CannotError):
        add("[[全是]]")


def test_kinds_change() -> None:
    fields = {"kind": "fill-blank", "stem": STEM, "quote": "分裂期分为前期和末期两段"}
    listed = convert(fields, Kind.LIST_RECALL)
    assert listed["members"] == ("前期", "末期")
    assert "前期" not in str(listed["prompt"])
    assert convert(listed, Kind.FILL_BLANK)["stem"] == "分裂期分为[[前期]]和[[末期]]两段"
    term = convert({**fields, "stem": "[[前期]]是第一段。"}, Kind.TERM)
    assert (term["term"], term["definition"]) == ("前期", "前期是第一段。")
    for kind in (Kind.MATCHING, Kind.TERM):
        with pytest.raises(CannotError):
            convert(listed, kind)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "b.yaml"
    text = banked().text.replace("- id: b1", "# 老师的话\n- id: b1")
    found.write_text(text + BY_HAND[BY_HAND.index("# 老师自己") :], encoding="utf-8")
    return found


def saved(path: Path) -> dict[str, Status]:
    return {entry.id: entry.status for entry in store.load(path).entries}


def test_decisions_are_in_the_file_at_once(path: Path) -> None:
    session = Session(path)
    assert len(session.ids) == 8
    session.keep()
    assert saved(path)["a1"] is Status.KEPT
    session.go(1)
    session.drop()
    session.go(1)
    session.change({"note": "任意次序"})
    assert saved(path) | {"a2": Status.DROPPED, "b1": Status.EDITED} == saved(path)
    assert session.counts[Status.NEW] == 2
    assert "# 老师的话" in path.read_text(encoding="utf-8")
    # The session's idea of the file is the file's.
    assert session.bank.entries == parse(path.read_text(encoding="utf-8"), str(path)).entries


def test_undo_goes_all_the_way_back(path: Path) -> None:
    session = Session(path)
    before = path.read_bytes()
    session.keep()
    session.move_blank(1, start=-1)
    session.change_kind(Kind.LIST_RECALL)
    session.go(3)
    session.write(session.lines().replace("液泡", "大液泡"))
    assert session.entry.status is Status.EDITED
    session.drop()
    for _ in range(5):
        session.undo()
    assert path.read_bytes() == before
    with pytest.raises(CannotError):
        session.undo()


def test_items_are_added_behind_the_one_in_view(path: Path) -> None:
    session = Session(path)
    before = path.read_bytes()
    session.go(1)
    for kind in Kind:
        session.add(kind)
        assert session.entry.fields["kind"] == kind.value
        assert session.entry.fields["article"] == "细胞"
    session.write(session.lines().replace("名词", "渗透压"))
    entries = store.load(path).entries
    assert [entry.id for entry in entries[:6]] == ["a1", "a2", "own-1", "own-2", "own-3", "own-4"]
    assert entries[5].fields["term"] == "渗透压"
    for _ in range(5):
        session.undo()
    assert path.read_bytes() == before
    session.show(Filter(words=("没有的词",)))
    session.add(Kind.TERM)
    assert session.entry.id == "own-1"


def test_an_editor_beside_us_loses_nothing(path: Path) -> None:
    session = Session(path)
    session.keep()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("细胞的基本结构", "细胞的结构"), encoding="utf-8")
    session.go(1)
    session.drop()
    text = path.read_text(encoding="utf-8")
    assert "细胞的结构" in text
    assert saved(path)["a2"] is Status.DROPPED
    # What someone changed since is not undone over their heads.
    path.write_text(text.replace("status: dropped", "status: edited"), encoding="utf-8")
    with pytest.raises(CannotError, match="elsewhere"):
        session.undo()
    assert saved(path)["a2"] is Status.EDITED


def test_lines_that_make_no_item_change_nothing(path: Path) -> None:
    session = Session(path)
    before = path.read_bytes()
    for wrong, said in (
        (session.lines().replace("[[前期", "[[前期[["), "the item:4: "),
        (session.lines().replace("id: a1", "id: zz"), "the id"),
        (session.lines() * 2, "the item:"),
        ("", "one item"),
        (session.lines().replace("status: new", "status: nwe"), "did you mean new"),
    ):
        with pytest.raises(InputError, match=said):
            session.write(wrong)
        assert path.read_bytes() == before


def test_a_conflict_is_settled(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  made: a2", "  conflict:\n    hint: 五个字\n  made: a2"), encoding="utf-8"
    )
    for take, hint in ((True, "五个字"), (False, "4字")):
        session = Session(path, Filter(conflicts=True))
        assert session.ids == ("a2",)
        session.settle(take=take)
        assert session.entry.fields["hint"] == hint
        assert not session.entry.conflict
        session.undo()


def test_filters(path: Path) -> None:
    session = Session(path)
    for wanted, ids in (
        (Filter(kinds=(Kind.TERM,), sources=("notes",)), ("d1",)),
        (Filter(words=("半透膜", "扩散")), ("a2",)),
        (Filter(words=("分为前期",)), ("a1",)),
        (Filter(statuses=(Status.DROPPED,)), ()),
        (Filter(rules=("enumeration_items",), sections=("结*",)), ("b1",)),
    ):
        session.show(wanted)
        assert session.ids == ids
    session.show(Filter(articles=("nothing",)))
    with pytest.raises(CannotError):
        session.keep()
    session.show(Filter(tags=("期中",)))
    assert len(session.ids) == 1


@given(data=st.data())
@settings(max_examples=25)
def test_any_way_through_keeps_file_and_session_alike(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("review") / "b.yaml"
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    path.write_bytes(
        (banked().text + BY_HAND[BY_HAND.index("# 老") :]).replace("\n", newline).encode()
    )
    session = Session(path)
    states = [path.read_bytes()]
    for _ in range(data.draw(st.integers(1, 6))):
        session.go(data.draw(st.integers(-3, 3)))
        what = data.draw(st.sampled_from(["keep", "drop", "move", "kind", "hint", "add", "tags"]))
        before = path.read_bytes()
        try:
            match what:
                case "keep":
                    session.keep()
                case "drop":
                    session.drop()
                case "move":
                    session.move_blank(0, start=data.draw(st.integers(-2, 1)))
                case "kind":
                    session.change_kind(data.draw(st.sampled_from([*Kind])))
                case "hint":
                    session.change(
                        {"hint": data.draw(st.sampled_from(["", "提示", "a: b #c"])) or None}
                    )
                case "add":
                    session.add_blank()
                case _:
                    session.change({"tags": ("重点", "x")})
        except (CannotError, BankError):
            assert path.read_bytes() == before
        if path.read_bytes() != before:
            states.append(path.read_bytes())
        again = parse(store.read_text(path), str(path))
        assert again.entries == session.bank.entries
        assert "# 必考" in again.text
    for state in states[-2::-1]:
        session.undo()
        assert path.read_bytes() == state
