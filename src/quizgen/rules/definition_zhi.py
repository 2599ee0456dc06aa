"""X指Y, X即Y, “X”即Y, X（即Y）, and a head of its own: X。指Y.

The short forms of X是指Y that notes, dictionaries and laws prefer. The term is the subject of
the sentence, the words in quotes before the cue, the nouns before the bracket, or the short
sentence that opens the paragraph.

Left out on purpose: 指 and 即 within words (指出, 手指, 立即), 即 between a condition and what
comes of it (下班即走), and terms with a pronoun.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quizgen.model import Definition, Paragraph, Span
from quizgen.patterns import pattern
from quizgen.rules.base import Passage, Rule, defined, hit, near_miss
from quizgen.rules.bounds import asked, clause_end, clause_start, good_term, skip_lead, strip
from quizgen.rules.terms import definiens_after, sentence_end

NAME = "definition_zhi"

_WITHIN = "出导標标挥揮責责令定示明向数數望针針点點派认認控甲纹紋南引称使战名摘事尖环環头頭正着著了过過代证證"
_ZHI = pattern(
    r"[，,]?\s{0,2}(?:一词|一詞)?(?:主要|一般|通常|原本|原|本|專|专|泛|特|僅|仅)?(?<![是所旨手食拇中小无無戒十屈首染弹意直被])(?<!无名)(?<!無名)指"
    rf"(?:的是)?(?![{_WITHIN}])[：:]?"
)
_JI = pattern(
    r"[，,]?\s{0,2}(?<![立随隨当當旋既亦在])即(?:指|是|為|为)?(?!可(?!以)|[将將使便刻日时時席位令兴若或])"
)
_QUOTED = pattern(
    rf"[“「](?P<term>[^“”「」\n]{{2,14}})[”」][，,]?(?:就?是指|指的是|主要指|指(?![{_WITHIN}])|"
    r"即(?:指|是)?(?![将將使便可刻日时時席位令兴若或])|就是(?!要))[：:，]?"
)
_BRACKET = pattern(
    r"[（(](?:(?:主要|一般|通常)?(?:是指|指|即)(?P<said>[^（）()\n]{4,80})"
    r"|(?:具有|为|是)?(?P<kind>[^（）()，。；：、\n0-9]{3,16}性质)"
    r"|(?P<phrase>[^（）()。；：、\n0-9A-Za-z如见含约共占《“年月详参][^（）()。；：\n0-9《》]{4,40}))[）)]"
)
_LATIN = pattern(
    r"(?<![A-Za-z0-9])(?P<term>[A-Za-z][A-Za-z0-9 +#.-]{1,24}[A-Za-z0-9+#])\s{0,2}[（(]"
    r"(?P<said>[^\W\d_A-Za-z][^（）()；。\n]{3,50})[）)]"
)
_OPENS = pattern(
    r"(?:就?是指|主要指|通常指|一般指|指的是|指(?![出导標标挥揮責责令定示])|即|係指)[：:]?"
)
_GROUP = pattern(
    r"[；;]|[，,](?=[^，,。；;\n]{2,14}(?<![立随当既亦])(?:即(?![将使便刻可若])|是指|指的是))"
)
_THIS_IS = pattern(
    r"这(?:就)?是(?!指|因为|由于|为了|说|不|一个|个|对|以|在|从)(?=[^，。]{2,30}的[^，。的]{2,6}[，。])"
)
_FACET = pattern(
    r"[^，。]{2,12}的(?:[^，。的]{0,4}性|[^，。的]{0,4}律|含义|涵义|内涵|定义|概念|性质|本质|实质|渊源|"
    r"[^，。的]{0,4}条件|[^，。的]{0,4}基础|[^，。的]{0,4}效应|[^，。的]{0,4}现象|適應|适应|概念)"
)
_NOT_TOLD = pattern("[这這它其此他她我]|如[，,下]|例如|比如|首先|第一|一是|下列|以下")
_RESTATED = pattern(r"[，,]即|[（(][^（()）\n]{20,200}[）)]$")
_NUMBER = pattern(r"\s{0,4}[（(]?[0-9]{1,2}\s{0,2}[（(）).．、]\s{0,4}")
_LISTED = pattern(r"(?:下列|以下|如下)")
_NEXT = pattern(r"[，,]\s*(?=[“「])")
_NOUNS = ("n", "b", "j", "l", "e", "x", "i", "a")


def detect(passage: Passage) -> Iterator[Definition]:
    """Look for each form where its cue stands."""
    text = passage.text
    for sentence in asked(passage):
        low, high = sentence.span
        quoted = list(_QUOTED.finditer(text, low, high))
        for found in quoted:
            term = Span(*found.span("term"))
            if good_term(text, term, 14):
                nearest = _NEXT.search(text, found.end(), high)
                stop = nearest.start() if nearest else sentence_end(text, found.end(), high)
                yield from _made(text, term, found.end(), stop, Span(term.end, found.end()), 0.86)
        for found in _BRACKET.finditer(text, low, high):
            named = _nouns_before(passage, sentence.span, found.start())
            if named:
                part = next(name for name in ("said", "kind", "phrase") if found[name])
                said = Span(*found.span(part))
                if part == "phrase" and not _tells(passage, said):
                    continue
                sure = 0.6 if part == "phrase" else 0.8
                yield from _made(text, named, *said, Span(found.start(), said.start), sure)
        for found in _LATIN.finditer(text, low, high):
            term, said = Span(*found.span("term")), Span(*found.span("said"))
            yield Definition(NAME, term, said, "alias", Span(term.end, said.start), 0.7)
        if not quoted:
            begin = low
            for mark in _GROUP.finditer(text, low, high):
                yield from _subject(passage, sentence.span, begin, mark.start())
                begin = mark.end()
            yield from _subject(passage, sentence.span, begin, high)
    for paragraph in passage.paragraphs:
        yield from _head(text, paragraph)


def _subject(passage: Passage, sentence: Span, low: int, high: int) -> Iterator[Definition]:
    """X指Y and X即Y in one group of clauses, with X the whole subject."""
    text = passage.text
    zhi = _ZHI.search(text, low, high)
    ji = _JI.search(text, low, zhi.start() if zhi else high)
    zhi = None if ji else zhi
    cue = zhi or ji
    if cue is None:
        return
    start = skip_lead(text, clause_start(text, low, cue.start()), cue.start())
    term = strip(text, start, cue.start())
    opens = text[low:start].strip(" \t\u3000①②③④⑤⑥⑦⑧⑨0123456789.．、（）()一二三四五六七八九十")
    if term is None or (opens and text[start - 1] not in "；;：:") or not good_term(text, term, 16):
        return
    tags = {token.tag for token in passage.tokens(term)}
    if tags & {"r", "y", "e", "ul", "uz", "d", "p", "nr"}:
        return
    if ji is not None:
        place = text.index("即", ji.start())
        alone = any(
            t.start == place and (t.tag == "x" or t.word in ("即", "即指", "即是", "即可"))
            for t in passage.tokens(sentence)
        )
        said = text[ji.end() : sentence_end(text, ji.end(), high)]
        if not alone or tags == {"v"} or not ("的" in said or "、" in said or ji[0][0] in "，,"):
            return
    end = sentence_end(text, cue.end(), high)
    yield from _made(text, term, cue.end(), end, Span(*cue.span()), 0.88 if zhi else 0.84)


def _head(text: str, paragraph: Paragraph) -> Iterator[Definition]:
    """A short sentence that is a term, and the next one that says what it means."""
    for place, (head, body) in enumerate(pairwise(paragraph.sentences)):
        if head.doubtful or body.doubtful or head.span.length > 24:
            continue
        start = paragraph.marker.end if paragraph.marker and not place else head.span.start
        marked = _NUMBER.match(text, start, head.span.end)
        first = marked.end() if marked else start
        first = skip_lead(text, first, head.span.end)
        term = strip(text, first, head.span.end)
        if (place and first == head.span.start) or term is None or not good_term(text, term, 14):
            continue
        low, high = body.span
        opening = _OPENS.match(text, low, high)
        if opening:
            yield from _made(text, term, opening.end(), high, Span(*opening.span()), 0.9)
        elif this := _THIS_IS.match(text, low, high):
            end = clause_end(text, this.end(), high)
            yield from _made(text, term, this.end(), end, Span(*this.span()), 0.82)
        elif (
            (first > head.span.start or paragraph.marker is not None)
            and _FACET.fullmatch(text, *term)
            and text[high - 1] not in "？?！!"
            and not _NOT_TOLD.match(text, low, high)
        ):
            restated = _RESTATED.search(text, low, high)
            yield from _made(text, term, low, restated.start() if restated else high, None, 0.72)


def _tells(passage: Passage, said: Span) -> bool:
    """Whether words in brackets explain: they hold a verb or a 的, and are no list, note or name."""
    text = passage.text
    words = text[said.start : said.end]
    if words.count("、") > 1 or words.startswith(
        (
            "即",
            "比如",
            "例如",
            "后",
            "今",
            "现",
            "也",
            "含",
            "其中",
            "不含",
            "包括",
            "试行",
            "修订",
            "下称",
            "以下",
            "又称",
            "简称",
        )
    ):
        return False
    tokens = passage.tokens(said)
    return "的" in words or any(t.tag == "v" for t in tokens[:-1]) or tokens[-1].tag == "v"


def _nouns_before(passage: Passage, sentence: Span, at: int) -> Span | None:
    """The words in quotes, or the run of nouns, that ends at `at`."""
    text = passage.text
    if text[at - 1] in "”」":
        start = max(text.rfind("“", sentence.start, at), text.rfind("「", sentence.start, at)) + 1
        term = Span(start, at - 1)
        return term if start > sentence.start and good_term(text, term, 14) else None
    start = at
    for token in reversed([t for t in passage.tokens(sentence) if t.end <= at]):
        if token.tag[:1] not in _NOUNS and token.tag not in ("vn", "an"):
            break
        start = token.start
    term = Span(start, at)
    return term if term.length >= 3 and good_term(text, term, 12) else None


def _made(
    text: str, term: Span, start: int, end: int, cue: Span | None, score: float
) -> Iterator[Definition]:
    definiens = definiens_after(text, start, end)
    if definiens is None or _LISTED.match(text, *definiens):
        return
    bracket = text.rfind("（" if text[definiens.end - 1] == "）" else "(", *definiens)
    if text[definiens.end - 1] in "）)" and bracket - definiens.start >= 4:
        definiens = Span(definiens.start, bracket)
    yield Definition(NAME, term, definiens, "definition", cue, score)


RULE = Rule(
    name=NAME,
    family="definition",
    detect=detect,
    summary="X指Y; X即Y; “X”即Y; X（即Y）; X。指Y",
    examples=(
        hit("PDU（协议数据单元）在各层有不同的名称。", defined("PDU", "协议数据单元")),
        hit(
            "矛盾的普遍性即矛盾的共性，矛盾的特殊性即矛盾的个性。",
            defined("矛盾的普遍性", "矛盾的共性"),
            defined("矛盾的特殊性", "矛盾的个性"),
        ),
        hit("合作社（具有集体经济性质）由农户自愿组成。", defined("合作社", "集体经济性质")),
        near_miss("他指定张三做组长。", "指定 is a word"),
        near_miss("如果下雨，即使带了伞也会淋湿。", "即使 is a word"),
        near_miss("（见下页）以上内容仅供参考。", "a remark"),
        near_miss("合同（一式两份）由双方保管。", "how many, not what"),
        near_miss("会议地点（比如教室）可以更改。", "an example"),
        hit(
            "通货膨胀指一般物价水平在一段时间内持续上涨。",
            defined("通货膨胀", "一般物价水平在一段时间内持续上涨"),
        ),
        hit(
            "种群，指在一定区域内同种生物的全部个体。",
            defined("种群", "在一定区域内同种生物的全部个体"),
        ),
        hit("吞吐量主要指单位时间内完成的任务数。", defined("吞吐量", "单位时间内完成的任务数")),
        hit(
            "感觉阈限即刚能引起感觉的最小刺激量。", defined("感觉阈限", "刚能引起感觉的最小刺激量")
        ),
        hit(
            "间接税，即可以把负担转给他人的税。",
            defined("间接税", "可以把负担转给他人的税"),
        ),
        hit(
            "1. 记忆的保持。指已经记住的东西在头脑中留存下来。",
            defined("记忆的保持", "已经记住的东西在头脑中留存下来"),
        ),
        hit(
            "县里推行“一补”即补齐冷库短板（共六座）。",
            defined("一补", "补齐冷库短板"),
        ),
        hit(
            "虚拟内存（指用磁盘空间扩充的内存）由系统管理。",
            defined("虚拟内存", "用磁盘空间扩充的内存"),
        ),
        hit(
            "邊際效用，指多消費一單位物品所增加的滿足。",
            defined("邊際效用", "多消費一單位物品所增加的滿足"),
        ),
        hit(
            "2. 巩固练习。这是掌握技能的关键环节，不能省略。",
            defined("巩固练习", "掌握技能的关键环节"),
        ),
        hit(
            "①注意的稳定性。人能把心思长时间放在同一件事情上。",
            defined("注意的稳定性", "人能把心思长时间放在同一件事情上"),
        ),
        hit(
            "显性知识，是指能用文字说清的知识；隐性知识，即只能在做中体会的知识。",
            defined("隐性知识", "只能在做中体会的知识"),
        ),
        near_miss("①坚持群众路线。各级干部都要经常下基层走访。", "a demand, no term"),
        hit(
            "“社稷”一词原指土地神和谷神。",
            defined("社稷", "土地神和谷神"),
        ),
        near_miss("这种文字的造字法有象形、指事、会意和形声。", "指事 is a word"),
        near_miss("会议指出了当前工作中的主要不足。", "指出 is a word"),
        near_miss("他指着远处的山说了半天。", "a person points"),
        near_miss("无名指位于中指和小指之间。", "指 within a word"),
        near_miss("委员会立即召开了紧急会议。", "立即 is a word"),
        near_miss("合同自签字之日起即生效的情形。", "即 between a condition and its effect"),
        near_miss("经营者集中指下列情形：", "what follows is a list"),
        near_miss("这里即将建成的是一座图书馆。", "即将 is a word"),
        near_miss("其指的是前一种办法。", "a pronoun"),
    ),
)
