"""Lists in whole texts, and the policy on overlaps and stories."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizgen.detect import detect
from quizgen.language import default_language
from quizgen.layout import lay_out
from quizgen.model import Document, Enumeration, Source

_LAW = """湿地管理办法

第四条 县级人民政府应当履行下列职责：
（一）编制规划；
（二）建立名录；
（三）组织开展调查、监测和评估。
"""
_STORY = (
    "老周把船靠了岸，放下篙，擦了擦汗。她把包袱里的干粮、衣裳、针线拿了出来，又放了回去。"
    "他看着她，首先想起的是狗叫，其次是脚步，最后是枪响。她哭了，他没有说话。"
    "我站在岸上，看着他们走了，心里空着。他想起母亲、妹妹、旧屋，她想起集市、渡口、灯火。"
)


def _lists(text: str) -> tuple[Document, tuple[Enumeration, ...]]:
    document = lay_out(Source(path="example.txt", sha256="", text=text))
    return document, detect(document, default_language()).enumerations


def test_items_of_an_article_of_law_hang_on_its_lead() -> None:
    document, found = _lists(_LAW)
    items = found[0]
    assert [document.slice(m) for m in items.members] == [
        "编制规划",
        "建立名录",
        "组织开展调查、监测和评估",
    ]
    assert items.lead is not None
    assert document.slice(items.lead) == "县级人民政府应当履行下列职责"
    assert items.ordered
    assert items.complete


def test_a_story_gives_no_list() -> None:
    assert _lists(_STORY)[1] == ()


def test_a_list_that_two_rules_find_is_kept_once() -> None:
    _, found = _lists("网络的用途有：①传输数据；②共享资源；③协同办公。")
    assert len(found) == 1


def test_a_dangling_third_is_never_whole() -> None:
    _, found = _lists("三是补齐短板。各乡镇要把道路修到每个村口。")
    assert [f.complete for f in found] == [False]


@given(
    st.lists(
        st.sampled_from(
            [
                "，",
                "、",
                "。",
                "；",
                "：",
                "“",
                "”",
                "（",
                "一是",
                "二是",
                "（一）",
                "①",
                "②",
                "首先",
                "其次",
                "等",
                "和",
                "就是要",
                "加强管理",
                "水稻",
                "细胞",
                "\n",
                "1. ",
            ]
        ),
        max_size=60,
    )
)
def test_members_lie_in_the_text_and_never_cross_a_line(pieces: list[str]) -> None:
    document, found = _lists("".join(pieces))
    for enumeration in found:
        spans = [*enumeration.members, *([enumeration.lead] if enumeration.lead else [])]
        for span in spans:
            assert 0 <= span.start < span.end <= len(document.text)
            assert "\n" not in document.slice(span)
        for one, other in zip(enumeration.members, enumeration.members[1:], strict=False):
            assert one.end <= other.start
