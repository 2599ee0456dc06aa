"""A throw-away collection of the real Anki, and a small quiz to put into it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quizgen.model import (
    NOWHERE,
    Blank,
    FillBlank,
    ListRecall,
    Matching,
    Pair,
    Provenance,
    Quiz,
    Term,
)

SENTENCE = "叶绿体是进行光合作用的场所，线粒体是进行有氧呼吸的场所。"


class Anki:
    """The real backend."""

    def __init__(self, folder: Path) -> None:
        from anki.collection import Collection

        self.folder = folder
        self.col: Any = Collection(str(folder / "collection.anki2"))

    def take(self, deck: bytes) -> dict[str, int]:
        """Import as the dialog does when its defaults are left alone; how many notes were what."""
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

    def note(self, guid: str) -> Any:
        """The note of this GUID."""
        return self.col.get_note(self.col.db.scalar("select id from notes where guid = ?", guid))

    def answer(self, note: Any, card: int = 0) -> int:
        """Answer a card of a note with Good; the card's id."""
        from anki.scheduler.v3 import CardAnswer

        chosen = note.cards()[card]
        chosen.start_timer()
        states = self.col._backend.get_scheduling_states(chosen.id)
        self.col.sched.answer_card(
            self.col.sched.build_answer(card=chosen, states=states, rating=CardAnswer.GOOD)
        )
        return int(chosen.id)

    def faults(self) -> list[str]:
        """What Anki or a learner would find wrong with the cards."""
        found = []
        for card_id in self.col.find_cards(""):
            card = self.col.get_card(card_id)
            shown = card.render_output()
            found += [
                f"broken card: {side}"
                for side in (shown.question_text, shown.answer_text)
                if "{{" in side or "}}" in side or "docs.ankiweb.net" in side
            ]
            if shown.question_text == shown.answer_text:
                found.append(f"front and back alike: {shown.question_text}")
        found += [f"empty card: {note.note_id}" for note in self.col.get_empty_cards().notes]
        cards = set(map(tuple, self.col.db.all("select nid, ord from cards")))
        self.col.after_note_updates(
            self.col.db.list("select id from notes"), mark_modified=False, generate_cards=True
        )
        more = set(map(tuple, self.col.db.all("select nid, ord from cards"))) - cards
        return found + [f"a card that the package lacks: {card}" for card in sorted(more)]


def counts(new: int = 0, updated: int = 0, unchanged: int = 0) -> dict[str, int]:
    return {"new": new, "updated": updated, "unchanged": unchanged, "conflicting": 0}


def place(order: int, quote: str = "") -> Provenance:
    return Provenance("notes.txt", "细胞", "结构", order + 1, 0, quote, order)


def fill_blank(text: str = SENTENCE, *, ident: str = "a1", tags: tuple[str, ...] = ()) -> FillBlank:
    """The first words of both clauses are asked, each on its own card."""
    at = text.index("，") + 1
    return FillBlank(
        id=ident, rule="r", score=0.9, stem=text, stem_spans=(NOWHERE,), tags=tags,
        blanks=(Blank(0, 3, NOWHERE, cue="3字"), Blank(at, at + 3, NOWHERE)),
        why="考两种细胞器的功能 · 第1段", hint="都有双层膜", provenance=place(1, text),
    )  # fmt: skip


def listing(
    *members: str,
    ordered: bool = False,
    ident: str = "b1",
    prompt: str = "有丝分裂经过哪几个时期？",
) -> ListRecall:
    return ListRecall(
        id=ident, rule="r", score=0.9, prompt=prompt, members=(NOWHERE,) * len(members),
        member_texts=members, ordered=ordered, hint=f"共{len(members)}项", provenance=place(2),
    )  # fmt: skip


def matching() -> Matching:
    pairs = (("核糖体", "合成蛋白质"), ("液泡", "调节渗透"), ("中心体", "牵引染色体"))
    return Matching(
        id="c1", rule="r", score=0.9, title="细胞器", premise_head="细胞器",
        response_head="功能", provenance=place(3),
        pairs=tuple(Pair(NOWHERE, NOWHERE, one, other) for one, other in pairs),
    )  # fmt: skip


def term(word: str = "渗透", meaning: str = "水分子通过半透膜的扩散", ident: str = "d1") -> Term:
    return Term(
        id=ident, rule="r", score=0.9, term=NOWHERE, definiens=NOWHERE,
        term_text=word, definiens_text=meaning, provenance=place(4),
    )  # fmt: skip


def sample(text: str = SENTENCE) -> Quiz:
    """An item of each kind: five notes, nine cards."""
    items = (fill_blank(text), listing("前期", "中期", "后期"), matching(), term())
    return Quiz("生物", items, sources=("notes.txt",))
