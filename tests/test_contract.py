"""What every item promises, on every seed: keys verbatim, stems sound, both segmenters alike."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quizgen.export.contract import report
from quizgen.items.identity import item_id
from quizgen.items.leaks import leaks
from quizgen.language import Language
from quizgen.layout import lay_out
from quizgen.model import FillBlank, Kind, ListRecall, Matching, Term
from quizgen.pipeline import Reading, study
from quizgen.reading import read, read_bytes
from tests.conftest import ROOT, optional


@cache
def studied(path: Path) -> Reading:
    return study(read(path))


def squeezed(text: str) -> str:
    return "".join(text.split())


def unmarked(stem: str) -> str:
    """The stem without white space, additions in 〔〕 and elisions."""
    return squeezed(re.sub("〔[^〕]*〕|……", "", stem))


def test_every_key_is_verbatim_from_the_source(seed: Path) -> None:
    reading = studied(seed)
    document = reading.document
    for item in reading.items:
        match item:
            case FillBlank():
                stem = "".join(document.source_text(span) for span in item.stem_spans)
                assert unmarked(stem) == unmarked(item.stem)
                for blank, key in zip(item.blanks, item.keys, strict=True):
                    assert squeezed(document.source_text(blank.span)) == squeezed(key)
                    assert key not in blank.cue
            case Matching():
                for pair in item.pairs:
                    assert squeezed(document.source_text(pair.premise)) == unmarked(
                        pair.premise_text
                    )
                    said = squeezed(document.source_text(pair.response))
                    head, elided, tail = pair.response_text.partition("……")
                    assert said == squeezed(head) or elided
                    assert said.startswith(squeezed(head))
                    assert said.endswith(squeezed(tail))
            case ListRecall():
                for member, text in zip(item.members, item.member_texts, strict=True):
                    assert squeezed(document.source_text(member)) == squeezed(text)
                    assert text not in item.prompt
            case Term():
                assert squeezed(document.source_text(item.term)) == squeezed(item.term_text)


def test_stems_keep_the_limits_of_the_rubric(seed: Path) -> None:
    for item in studied(seed).items:
        if isinstance(item, FillBlank):
            assert 12 <= len(item.stem) <= 110
            assert all(2 <= len(key) <= 12 for key in item.keys)
            assert len(item.blanks) <= (5 if item.order_free else 3) or item.rule.startswith("enum")
            assert 2 * sum(map(len, item.keys)) <= len(item.stem)
            assert not leaks(item.stem, [(blank.start, blank.end) for blank in item.blanks])
        elif isinstance(item, Matching):
            assert 3 <= len(item.pairs) <= 10
            assert len({pair.premise_text for pair in item.pairs}) == len(item.pairs)
            assert len({pair.response_text for pair in item.pairs}) == len(item.pairs)


def test_no_stem_shows_what_another_of_its_sentence_asks(seed: Path) -> None:
    blanks = [item for item in studied(seed).items if isinstance(item, FillBlank)]
    for one in blanks:
        for other in blanks:
            if one is not other and one.provenance.quote == other.provenance.quote:
                assert not any(key in other.stem for key in one.keys)


def test_ids_are_unique_and_stable(seed: Path) -> None:
    ids = [item.id for item in studied(seed).items]
    assert len(ids) == len(set(ids))
    assert ids == [item.id for item in study(read(seed)).items]


def test_both_segmenters_ask_the_same(seed: Path) -> None:
    optional("rjieba")
    plain = study(read(seed), _plain())
    assert report(plain)["items"] == report(studied(seed))["items"]


@cache
def _plain() -> Language:
    return Language("jieba")


def test_a_story_gives_nothing() -> None:
    reading = studied(ROOT / "seeds" / "story.txt")
    assert reading.items == ()
    assert reading.findings.enumerations == ()
    assert reading.findings.definitions == ()


def test_every_character_is_in_one_place(seed: Path) -> None:
    check_layout(read(seed).text, str(seed))


@given(st.text(alphabet="甲乙丙的是，。、；“”（）《》一二1. \n\t　-*#|AB", max_size=300))
def test_every_character_of_any_text_is_in_one_place(text: str) -> None:
    for name in ("a.txt", "a.md"):
        if text.strip():
            check_layout(text, name)


def check_layout(text: str, name: str) -> None:
    document = lay_out(read_bytes(text.encode(), name))
    at = 0
    seen: set[int] = set()
    for piece in document.pieces:
        assert piece.start == at
        at = piece.end
        if piece.source_start >= 0:
            places = set(range(piece.source_start, piece.source_start + piece.end - piece.start))
            assert not places & seen
            seen |= places
            kept = document.source.text[piece.source_start :][: piece.end - piece.start]
            assert squeezed(kept) == squeezed(document.text[piece.start : piece.end])
    assert at == len(document.text)
    for dropped in document.dropped:
        places = {
            i for i in range(dropped.start, dropped.end) if not document.source.text[i].isspace()
        }
        assert not places & seen
        seen |= places
    everything = {i for i, char in enumerate(document.source.text) if not char.isspace()}
    assert everything - seen <= {i for i in everything if document.source.text[i] in "\ufeff\u200b"}


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_an_id_follows_from_what_is_asked(parts: list[str]) -> None:
    assert item_id(Kind.TERM, *parts) == item_id(Kind.TERM, *parts)
    assert item_id(Kind.TERM, *parts) != item_id(Kind.FILL_BLANK, *parts)


@given(st.text(alphabet="科技创新是发展的核心要素，A1和3.5 \n中国“”", max_size=80))
def test_tokens_rejoin_to_the_text(text: str) -> None:
    tokens = _fast().tokens(text)
    assert "".join(token.word for token in tokens) == text
    assert all(text[token.start : token.end] == token.word for token in tokens)


@cache
def _fast() -> Language:
    return Language()
