"""The quiz as a whole: once each, nothing given away, shares, the same draw for the same seed."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizgen.giveaways import without_giveaways
from quizgen.items.identity import item_id
from quizgen.model import (
    Blank,
    FillBlank,
    Item,
    Kind,
    ListRecall,
    Matching,
    Pair,
    Provenance,
    Span,
    Term,
    kind_of,
)
from quizgen.select import proportions, select


def place(order: int = 0, section: str = "", article: str = "河", quote: str = "") -> Provenance:
    return Provenance(
        source="river.txt", article=article, section=section, quote=quote, order=order
    )


def blank(
    stem: str, *keys: str, score: float = 0.8, at: int = 0, section: str = "", article: str = "河"
) -> FillBlank:
    """A stem that stands at `at` in the text, its keys blanked."""
    gaps = [(stem.index(key), stem.index(key) + len(key)) for key in keys]
    return FillBlank(
        id=item_id(Kind.FILL_BLANK, article, stem, *keys),
        rule="test",
        score=score,
        provenance=place(at, section, article, stem),
        stem=stem,
        stem_spans=(Span(at, at + len(stem)),),
        blanks=tuple(Blank(low, high, Span(at + low, at + high)) for low, high in gaps),
    )


def listed(prompt: str, *members: str, score: float = 0.8, at: int = 0) -> ListRecall:
    spans = []
    for member in members:
        spans.append(Span(at, at + len(member)))
        at += len(member) + 1
    return ListRecall(
        id=item_id(Kind.LIST_RECALL, prompt, *members),
        rule="test",
        score=score,
        provenance=place(at),
        prompt=prompt,
        members=tuple(spans),
        member_texts=members,
    )


def matched(*pairs: tuple[str, str], score: float = 0.8, title: str = "") -> Matching:
    return Matching(
        id=item_id(Kind.MATCHING, title, *(premise for premise, _ in pairs)),
        rule="test",
        score=score,
        provenance=place(),
        title=title,
        premise_head="名称",
        response_head="说明",
        pairs=tuple(
            Pair(Span(0, len(premise)), Span(0, len(response)), premise, response)
            for premise, response in pairs
        ),
    )


def test_a_list_is_asked_once_whatever_the_kind() -> None:
    gaps = blank("本地的河鱼有草鱼、鲤鱼和青鱼三种。", "草鱼", "鲤鱼", "青鱼", score=0.9)
    recall = listed("本地的河鱼有哪3种？", "鲤鱼", "草鱼", "青鱼", score=0.8, at=500)
    assert select([recall, gaps]) == (gaps,)


def test_an_author_who_repeats_himself_is_asked_once() -> None:
    first = blank("湿地净化水质，是大地的肾脏，要好好保护。", "肾脏", score=0.8)
    again = blank("湿地是大地的肾脏。", "肾脏", score=0.7, at=900)
    other = blank("森林同样被人称作是大地的肾脏。", "肾脏", score=0.7, at=1800)
    assert select([first, again, other]) == (first, other)


def test_the_same_item_of_two_sources_is_asked_once() -> None:
    one = blank("长江发源于唐古拉山脉。", "唐古拉")
    assert select([one, one]) == (one,)


def test_a_set_that_shares_half_its_pairs_is_not_asked_again() -> None:
    pairs = [("黄河", "巴颜喀拉山"), ("长江", "唐古拉山"), ("珠江", "马雄山"), ("淮河", "桐柏山")]
    whole = matched(*pairs, score=0.9)
    part = matched(*pairs[:2], ("辽河", "光头山"), score=0.8, title="又一组")
    assert select([part, whole]) == (whole,)


def test_a_question_that_prints_the_list_of_another_is_left_out() -> None:
    stem = "灌区要修渠道、建水闸、设泵站，就必须先筹措资金。"
    better = blank(stem, "修渠道", "建水闸", "设泵站", score=0.9)
    shows = blank(stem, "筹措资金", score=0.8)
    assert without_giveaways([better, shows]) == [better]


def test_the_same_statement_elsewhere_gives_away_too() -> None:
    asked = blank("众所周知，水库是调节径流的重要设施。", "重要设施", score=0.9)
    shows = blank("既然水库是调节径流的重要设施，管护就不能停在口头上。", "管护", score=0.8, at=700)
    apart = blank("堤防也是抵御洪水的重要设施，每年汛前检修。", "汛前", score=0.8, at=1400)
    assert without_giveaways([asked, shows, apart]) == [asked, apart]


def test_one_member_of_a_long_list_may_be_shown() -> None:
    members = ("北岸取水口工程", "东山泵站工程", "南湖调蓄工程", "西渠防渗工程")
    recall = listed("四项重点工程是哪4项？", *members, score=0.9)
    one = blank("北岸取水口工程由县水务局负责。", "水务局", at=400)
    two = blank("东山泵站工程由镇政府负责。", "镇政府", at=800)
    assert without_giveaways([recall, one, two]) == [recall, one]


def test_a_definition_is_not_shown_beside_its_term() -> None:
    stem = "径流是指沿着地表或地下流动的水，以毫米计。"
    term = Term(
        id="t",
        rule="test",
        score=0.9,
        provenance=place(quote=stem),
        term=Span(0, 2),
        definiens=Span(4, 15),
        term_text="径流",
        definiens_text="沿着地表或地下流动的水",
    )
    assert select([blank(stem, "毫米"), term]) == (term,)


def quiz_of(sizes: dict[str, int]) -> list[Item]:
    """Items of sections of these sizes, that have nothing to do with one another."""
    items: list[Item] = []
    for section, size in sizes.items():
        for _ in range(size):
            at = len(items)
            items.append(
                blank(
                    f"{section}里第{at}座桥的名字叫作桥{at}号。",
                    f"桥{at}号",
                    at=100 * at,
                    section=section,
                )
            )
    return items


def test_sections_have_their_shares() -> None:
    items = quiz_of({"上游": 40, "中游": 20, "下游": 20})
    found = Counter(item.provenance.section for item in select(items, max_items=8))
    assert found == {"上游": 4, "中游": 2, "下游": 2}


def test_kinds_have_their_shares_and_none_is_crowded_out() -> None:
    items = [*quiz_of({"上游": 40}), matched(("甲", "一"), ("乙", "二"), ("丙", "三"), score=0.1)]
    found = Counter(kind_of(item) for item in select(items, max_items=6))
    assert found == {Kind.FILL_BLANK: 5, Kind.MATCHING: 1}


def test_the_seed_draws_between_equals_only() -> None:
    items = [
        *quiz_of({"上游": 30}),
        blank("这条河叫作清溪，全长八十里。", "清溪", score=0.95, section="上游"),
    ]
    draws = {tuple(item.id for item in select(items, max_items=5, seed=seed)) for seed in range(4)}
    assert len(draws) > 1
    assert all(items[-1].id == draw[0] for draw in draws)
    assert select(items, max_items=5, seed=3) == select(items[::-1], max_items=5, seed=3)


_COUNTS = st.dictionaries(st.sampled_from(Kind), st.integers(1, 50), min_size=1)


@given(_COUNTS, st.integers(0, 120))
def test_shares_add_up(counts: dict[Kind, int], limit: int) -> None:
    shares = proportions(counts, limit)
    assert sum(shares.values()) == min(limit, sum(counts.values()))
    assert all(0 <= shares[kind] <= count for kind, count in counts.items())
    if limit >= len(counts):
        assert all(shares.values())


_SENTENCES = st.lists(
    st.tuples(
        st.text("江河湖海山川", min_size=12, max_size=30), st.integers(0, 8), st.floats(0, 1)
    ),
    max_size=12,
)


@given(_SENTENCES)
def test_no_chosen_stem_prints_the_place_that_another_asks(
    sentences: list[tuple[str, int, float]],
) -> None:
    items = [
        FillBlank(
            id=str(number),
            rule="test",
            score=score,
            provenance=place(),
            stem=stem,
            # All at one place of the text: every two of them may meet.
            stem_spans=(Span(0, len(stem)),),
            blanks=(Blank(low, low + 3, Span(low, low + 3)),),
        )
        for number, (stem, low, score) in enumerate(sentences)
    ]
    chosen = [item for item in without_giveaways(items) if isinstance(item, FillBlank)]
    for one in chosen:
        asked = one.blanks[0].span
        for other in chosen:
            gap = other.blanks[0].span
            printed = [Span(0, gap.start), Span(gap.end, len(other.stem))]
            assert one is other or not any(span.contains(asked) for span in printed)
