"""Which sentences are no matter for a question, whatever stands in them."""

from __future__ import annotations

from quizgen.patterns import pattern

_ASIDE = pattern(r"^[（(【\[〔].*[）)】\]〕]$")
_ADVICE = pattern(
    "重点掌握|需(?:要)?(?:掌握|牢记|识记|背诵)|要会(?:默写|背)|考点|必背|易错|易混|真题|口诀|了解即可|复习(?:笔记|提纲|要点)|"
    "本(?:章|节|课|讲|单元|书|文|版|报告|卷|题)(?!源|质|来|身)|如(?:上|下|右|左)?图|见(?:下|上|第|图|表)|参见|详见|前文|上文|下文|上一[章节]|下一[章节]"
)
_TORN = pattern(
    r"[0-9.]+(?:亿|万|%|千)|[，。、；：）)”》」]|元(?:以[上下内]|人民币)|等(?=[，、的])|的(?![确士])|[了着](?=[，。])"
)
_FORMULA = pattern(r"[=＝≈≤≥→←∑√<>{}\\|]|::|\$")
_INNER_MARKER = pattern(r"(?<=.)(?:[①-⑳]|(?<=[；。：:;…])\s*[0-9]{1,2}[.．、)）](?![0-9]))")


def is_worth_asking(sentence: str) -> bool:
    """Whether a sentence states knowledge: no aside in brackets, no advice how to learn, no torn
    piece, no formula.
    """
    said = sentence.strip().rstrip("。；;")
    return not (
        _ASIDE.match(said)
        or _ADVICE.search(said)
        or _TORN.match(said)
        or said.endswith(("？", "?"))
    )


def is_plain(stem: str) -> bool:
    """Whether a stem is running text: no formula, no markers of points within it."""
    return not (_FORMULA.search(stem) or _INNER_MARKER.search(stem))
