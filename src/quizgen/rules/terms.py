"""Bounding a term and its definiens."""

from __future__ import annotations

from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import bare, trimmed

_LEAD_IN = pattern(
    r"^(?:【[^】\n]{1,6}】|首先|其次|再次|最后(?=[，,])|同时|此外|另外|因此|所以|但是|但|然而|其中|而|并且|可见|例如|比如|换言之|"
    r"一般来说|通常|总之|实际上|事实上|(?:本|这里)[^，。]{0,8}所称的?|所[谓謂]的?|我们(?:说|把|所说的)|"
    r"在[^，。、]{1,16}[中上下里](?![华国央心东西部海层级升])|根据[^，。]{1,16}|按照[^，。]{1,16})[，,]?"
)
_TAIL_BRACKET = pattern(r"\s?[（(][^（()）\n]{1,60}[）)]\s?$")
_BAD_TERM = pattern(
    r"^(?:是(?!非)|这|那|此|它|他(?![国律])|她|我(?![国党军]|们党)|你|您|其(?![他余])|哪|谁|什么|某|该|本(?![质能体原科金位源息票书草])"
    r"|有(?![机限效序氧色丝期形价毒理趣偿约])|没有|不(?![动等平锈饱良可变定确锈])|也|都(?![市城])|就(?![业职医近])|只|又|再(?![生保现造])|更(?![年新])"
    r"|最(?!后|大|小|高|低|优|终|惠)|很|还(?![原款])|使(?![命用])|让(?!步)|把(?!握|手)|被(?!告|子|动)|"
    r"为什么|为何|怎样|如何|如果|虽然|因为|由于|为了|当(?![代事局今下选量铺初地])|若(?!干)|凡|每|一是|二是|三是|四是|五是|問|答(?![案辩卷题]))"
)
_BAD_END = pattern(
    r"(?:(?<!目)的|了|(?<![附执沉衣])着|(?<!火)把|(?<![植棉])被|或|(?<![普埃涉波])及|也|(?<![成造])就|(?<![首古成旧])都|(?<![人天英干口])才|认为"
    r"|(?<![基土场产用耕林草湿工园各当本外天陆腹内属异盆洼谷山高平低荒驻墓营阵极绿宅胜圣田坡沙领旱滩要])地"
    r"(?<!目的地|承接地|集散地|发源地|所在地|根据地|殖民地|栖息地|聚居地|起源地|诞生地|目标地)"
    r"|(?:觉|懂|获|使|显|变|值|记|认|晓|免|不|取)得|(?<![通超经透])过|(?<![存现内潜])在|(?<![共饱中总缓柔调])和|(?<![参给])与|(?<![绝相针应面])对"
    r"|(?<![方定取导走流志倾双单])向|(?<!服)从|(?:将|就|才|不|还|也|总|便|只|常常|往往)会|(?:就|还|都|也|不|只|若|将|又|想|必须|一定)要"
    r"|(?:就|才|不|还|也|只|都|可|方)能|(?:他|她|我|们|者|常|就|来|听|据|里|中)说)$"
)
LONGEST_TERM = 22


def term_before(text: str, start: int, cue: int) -> Span | None:
    """The term that ends at `cue`, in the sentence that starts at `start`; None if there is none.

    Takes the clause before the cue, without connectives and without the quotes around it.
    """
    low = max((text.rfind(sign, start, cue) + 1 for sign in "。！？；：;:，,\n"), default=start)
    low = max(low, start)
    span = trimmed(text, Span(low, cue))
    if span.length == 0:
        # “X，是指Y”: the term is the clause before the comma.
        low = max(text.rfind(sign, start, max(start, cue - 1)) for sign in "。！？；：;:，,\n") + 1
        span = trimmed(text, Span(max(low, start), max(start, cue - 1)))
    return clean_term(text, span)


def clean_term(text: str, span: Span) -> Span | None:
    """The term within a piece of text, or None if it can be none."""
    found = _LEAD_IN.match(text[span.start : span.end])
    if found and found.end() < span.length:
        span = Span(span.start + found.end(), span.end)
    tail = _TAIL_BRACKET.search(text, *span)
    if tail and tail.start() - span.start >= 2:
        # 注意（attention）: the other name is no part of the term.
        span = Span(span.start, tail.start())
    span = bare(text, trimmed(text, span))
    word = text[span.start : span.end]
    if not 1 <= len(word) <= LONGEST_TERM or _BAD_TERM.match(word) or _BAD_END.search(word):
        return None
    if any(sign in word for sign in "，。！？；：") or word.isdigit():
        return None
    return span


_LISTED = pattern("(?:下列|以下|如下)[^，。]{0,8}$")


def definiens_after(text: str, start: int, end: int) -> Span | None:
    """What is said of the term, without the end mark; None if that is only 下列情形."""
    span = trimmed(text, Span(start, end))
    if not 4 <= span.length <= 220 or _LISTED.match(text, *span):
        return None
    return span


_ELSEWHERE = pattern(
    "[；;]|[，,](?=这|這|该(?!国)|它|此(?!外|类)|其中|因此|所以|但(?!书)|例如|比如|譬如|故|反之|与此|同时)"
)


def sentence_end(text: str, at: int, end: int) -> int:
    """The end of what is said at `at`: the next ；, a clause that speaks of something else,
    or the end of the sentence.
    """
    stop = _ELSEWHERE.search(text, at, end)
    return stop.start() if stop else end
