"""The ranking of blanks: sound spans, the same every time, and reasons that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.language import Language, default_language
from quizgen.ranking import FEATURES, candidates, explain_blank, rank_blanks, weights
from tests.conftest import optional

SENTENCES = (
    "光合作用是绿色植物利用光能合成有机物的过程。",
    "水的化学式由氢和氧两种元素组成，它的沸点是100摄氏度。",
    "他在《自然笔记》中把这种现象称为“冬眠”，并记下了三个条件：低温、黑暗、安静。",
)
ANY = st.text(alphabet="光合作用是植物的“”《》，。、：；12A %（）\n笔记和水", max_size=80)


@given(ANY, st.integers(min_value=1, max_value=8))
def test_spans_lie_in_the_sentence_best_first_and_differ(text: str, limit: int) -> None:
    found = rank_blanks(text, limit)
    spans = [(blank.start, blank.end) for blank in found]
    scores = [blank.score for blank in found]
    assert len(found) == min(limit, len(candidates(text, default_language())[0]))
    assert len(set(spans)) == len(spans)
    assert scores == sorted(scores, reverse=True)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip("，。、：；“”《》（） \n")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_segmenters_rank_alike(sentence: str) -> None:
    optional("rjieba")
    fast, plain = Language("rjieba"), Language("jieba")
    assert rank_blanks(sentence, language=fast) == rank_blanks(sentence, language=plain)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_reasons_add_up_to_the_score(sentence: str) -> None:
    for blank in rank_blanks(sentence, 3):
        reasons = explain_blank(sentence, (blank.start, blank.end))
        assert sum(reasons.values()) == pytest.approx(blank.score, abs=1e-5)
        assert set(reasons) <= {"base", *FEATURES}
        sizes = [abs(share) for name, share in reasons.items() if name != "base"]
        assert sizes == sorted(sizes, reverse=True)


def test_what_is_no_candidate_has_no_reasons() -> None:
    with pytest.raises(ValueError, match="not a candidate"):
        explain_blank(SENTENCES[0], (0, len(SENTENCES[0])))


def test_quotations_and_titles_are_candidates_whole() -> None:
    sentence = SENTENCES[2]
    words = [sentence[start:end] for start, end in candidates(sentence, default_language())[0]]
    assert {"自然笔记", "冬眠"} <= set(words)


def test_the_weights_fit_the_features() -> None:
    fitted = weights()
    assert tuple(fitted["features"]) == FEATURES
    used: set[int] = set()
    waiting = list(fitted["trees"])
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            used.add(node[0])
            waiting += node[2:]
    assert used <= set(range(len(FEATURES)))
    assert len(used) > len(FEATURES) // 2
