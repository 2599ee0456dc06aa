"""The lines of a source and what each looks like by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from quizgen.language import LETTER
from quizgen.layout.columns import Raw, raw_lines, unweave
from quizgen.layout.containers import Container
from quizgen.layout.markdown import markdown_kinds
from quizgen.model import Source
from quizgen.patterns import pattern

LineKind = Literal[
    "body",
    "short",
    "title",
    "heading",
    "byline",
    "affiliation",
    "item",
    "row",
    "furniture",
    "caption",
    "rule",
    "code",
    "formula",
    "footnote",
]

LEFT_OUT: dict[str, str] = {
    "furniture": "furniture",
    "caption": "caption",
    "rule": "markup",
    "code": "code",
    "formula": "formula",
    "footnote": "footnote",
}
"""The kinds of lines that are in no article, and the reason to put down."""

ENDS = "。！？!?…；;：:”’」』）)】》.%％"
"""A block that ends with one of these may be whole."""

_NUMERAL = "一二三四五六七八九十百零〇○\\d０-９"
MARKER = pattern(
    rf"(?:（[{_NUMERAL}]{{1,4}}）|\([{_NUMERAL}]{{1,4}}\)|[一二三四五六七八九十]{{1,3}}、"
    r"|[0-9０-９]{1,2}(?:[、．)）】](?![0-9０-９])|\.(?![0-9０-９]))|[①-⑳⑴-⒇❶-❿]"
    rf"|[-*+●•◆■▪○](?=\s)|第[{_NUMERAL}]{{1,5}}条(?=\s|：))\s*"
)
_FURNITURE = pattern(
    r"^(?:[-—–·•.\s]*(?:第\s*)?[0-9０-９]{1,4}\s*(?:页)?(?:\s*[/／]\s*(?:共\s*)?[0-9０-９]{1,4}\s*页?)?"
    r"[-—–·•.\s]*"
    rf"|[●■◆○\s]*第\s*[{_NUMERAL}]{{1,6}}\s*期[●■◆○\s]*"
    r"|[-=_*·—~\s]{3,}"
    r"|.{0,16}(?:邮箱|[Ee]-?mail|电话|热线|传真|邮编|网址|微信号|QQ)\s*[:：].{1,40}"
    r"|\S{1,40}@\S{1,40}\.\w{2,6}"
    r"|(?:https?://|www\.)\S+"
    r"|(?:责任编辑|责编|编辑|版式|校对|本版编辑|美编|制图|摄影|记者)\s*[:：].{1,24}"
    r"|(?:首页|导航|返回顶部|上一页|下一页|上一篇|下一篇|打印|关闭|分享到)(?:[\s>|·]+\S{1,8}){0,12}"
    r"|[^\s，。；！？][^，。；！？\n]{1,36}[ \t\u3000]{3,}[-—–·•.]*[0-9０-９]{1,4}[-—–·•.]*"
    r"|[-—–·•.]*[0-9０-９]{1,4}[-—–·•.]*[ \t\u3000]{3,}[^\s，。；！？][^，。；！？\n]{1,36}"
    r")$"
)
_CAPTION = pattern(
    r"^(?:[（(]?[图圖表]\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})(?:\s?[-–—.．－]\s?[0-9０-９]{1,2})?[a-z）)]?"
    r"(?:[\s：:.．、]\s*[^。！？\n]{1,36})?"
    r"|[（(]?(?:(?:图片|照片|资料)?(?:来源|摄影)|图源|摄)\s*[:：/].{1,24}"
    r"|[（(][^（()）\n]{2,20}\s摄[）)])$"
)
_PAGE_NUMBER = pattern(r"^[-—–·•.\s]*(?:第\s*)?[0-9０-９]{1,4}\s*页?[-—–·•.\s]*$")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
    "雷钱汤尹黎易常武乔贺赖龚文施洪季安严倪温凌章鲁葛俞韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂"
    "谷祁时舒耿牟卜路詹关苗费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯"
    "阮桂闵欧阳解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党"
    "燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣"
    "張劉陳楊趙黃吳孫馬羅鄭謝韓馮許蔣葉閻鄒陸龍萬錢湯賀龔嚴魯韋畢"
)
_NAME = pattern(rf"{LETTER}(?:\s?{LETTER}){{1,3}}|{LETTER}{{1,6}}·{LETTER}{{1,8}}")
_AFFILIATION = pattern(
    r"^[（(]?(?:作者单位|作者系|作者为|作者是|作者單位|单位)\s*[:：]?\s*(?P<what>.{2,80}?)[）)]?$"
)
_AUTHOR_LABEL = pattern(r"^(?:作者|文|撰文|作\s者)\s*[:：/]\s*(?P<names>.{2,30})$")
_HEADING_MD = pattern(r"^(#{1,6})\s+(?P<what>.{0,300}?)(?:\s{1,9}#{1,9})?$")
_NUMBERED_HEADING = pattern(rf"^第[{_NUMERAL}]{{1,5}}[章节節编篇回讲][\s　:：]*\S{{0,30}}$")
_SENTENCE_SIGN = pattern(r"[。！!；;…]|[？?](?!$)|[：:，,、？?]$|[，！？]”")
_ENUMERATING = pattern(r"[、，,]")
LONGEST_HEADING = 32
_GLOSS = pattern("[^：:，。]{2,14}[：:][^：:]{2,}")
_FEWEST_GLOSSES = 3
_FEWEST_MARKED = 2
"""So many headings with # show how the text marks them."""
_LONGEST_RUNNING_HEAD = 36
_DIGITS = pattern("[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it. Offsets are the source's."""

    start: int
    end: int
    kind: LineKind
    text: str
    indent: int
    """White space before it, full-width spaces counted double."""
    after_blank: bool
    """Whether a blank line stands before it."""
    level: int = 0
    names: tuple[tuple[int, int], ...] = ()
    """Of authors, in a byline."""
    core: tuple[int, int] = (0, 0)
    """The heading or affiliation without its mark or label."""
    after_page: bool = False
    """Whether nothing but a page number stands between it and the line before."""
    group: int = 0
    """Which piece of its container it belongs to; 0 where the container does not say."""
    page: int = 0
    """The page of the container, from 1; 0 if unknown."""

    @property
    def width(self) -> int:
        """On paper, the white space before it included, in half-width characters."""
        # Full width is whatever is not ASCII.
        return self.count - len(self.text.encode("ascii", "ignore"))

    @property
    def count(self) -> int:
        """As `width`, if every character were of full width."""
        return self.indent + 2 * len(self.text)

    @property
    def ends_open(self) -> bool:
        """Whether the line stops in mid-sentence."""
        return self.text[-1:] not in ENDS


def is_page_number(line: Line) -> bool:
    """Whether the line is a page number and nothing else."""
    return len(line.text) <= 20 and _PAGE_NUMBER.match(line.text) is not None


def read_lines(source: Source, markdown: bool) -> tuple[list[Line], frozenset[int]]:
    """The lines that are not blank, columns in order, each with its kind.

    The set holds where lines begin that may be rows of columns without certain edges.
    """
    text = source.text
    raws = tuple(raw_lines(text))
    if source.hints:
        container = Container(source.hints)
        return [_hinted(raw, container) for raw in raws], frozenset()
    rows, doubtful = unweave(raws, text, _parts_pages)
    kinds = markdown_kinds(rows) if markdown else {}
    fenced = False
    found: list[Line] = []
    for raw in rows:
        line = _Line(raw.start, raw.text, raw.indent, raw.after_blank)
        if raw.text.startswith(("```", "~~~")):
            fenced = not fenced
            found.append(line.of("code"))
        elif fenced:
            found.append(line.of("code"))
        elif known := kinds.get(raw.start):
            kind, level, core = known
            found.append(line.of(kind, level, core=core))
        else:
            found.append(_classify(line, markdown))
    return _without_glosses(_without_heads(found)), doubtful


def _hinted(raw: Raw, container: Container) -> Line:
    """A line of a container: what the container says goes before what it looks like."""
    line = _Line(raw.start, raw.text, raw.indent, raw.after_blank)
    place = container.place(raw.start, raw.start + len(raw.text))
    match place.kind:
        case "heading" | "title" | "code" | "caption" | "furniture" | "formula" as given:
            found = line.of(given, place.level)
        case "table-row":
            found = line.of("row", place.level)
        case "list-item":
            found = line.of("item", place.level or 1)
        case "author":
            found = line.of("byline", names=_names(raw.text) or ((0, len(raw.text)),))
        case "block":
            found = _classify(line, False)
            if found.kind == "row":
                found = line.of("body")
        case _:
            found = _classify(line, False)
    return replace(found, group=place.group, page=place.page)


def _parts_pages(raw: Raw) -> bool:
    return len(raw.text) <= 80 and _FURNITURE.match(raw.text) is not None


def running_heads(lines: Sequence[Line]) -> frozenset[int]:
    """Where the running heads begin: short lines that recur with nothing but another number."""
    places: dict[str, list[Line]] = {}
    for line in lines:
        if len(line.text) <= _LONGEST_RUNNING_HEAD and _DIGITS.search(line.text):
            # The number may stand on the left or on the right.
            words = "".join(sorted("".join(_DIGITS.sub("", line.text).split())))
            if len(words) >= 2 and line.kind in ("short", "body", "heading", "furniture"):
                places.setdefault(words, []).append(line)
    return frozenset(
        line.start
        for found in places.values()
        if len({line.text for line in found}) > 1 and not any("。" in line.text for line in found)
        for line in found
    )


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    indent: int
    after_blank: bool

    def of(
        self,
        kind: LineKind,
        level: int = 0,
        names: tuple[tuple[int, int], ...] = (),
        core: tuple[int, int] | None = None,
    ) -> Line:
        end = self.start + len(self.text)
        begin, stop = core or (0, len(self.text))
        return Line(
            self.start,
            end,
            kind,
            self.text,
            self.indent,
            self.after_blank,
            level,
            tuple((self.start + a, self.start + b) for a, b in names),
            (self.start + begin, self.start + stop),
        )


def _classify(line: _Line, markdown: bool) -> Line:
    text = line.text
    if found := _HEADING_MD.match(text):
        # In a plain text, too: notes are often saved under another name.
        return line.of("heading", len(found[1]), core=found.span("what"))
    if text.startswith("|") and text.count("|") >= 2:
        return line.of("rule" if not text.strip("|-: \t") else "row")
    if len(text) <= 80:
        if _FURNITURE.match(text):
            return line.of("furniture")
        if _CAPTION.match(text):
            return line.of("caption")
    if found := _AFFILIATION.match(text):
        return line.of("affiliation", core=found.span("what"))
    if names := _names(text):
        return line.of("byline", names=names)
    if _NUMBERED_HEADING.match(text):
        return line.of("heading", 1)
    if found := MARKER.match(_unquoted(text)):
        if _is_numbered_heading(text, found[0]):
            return line.of("short", 2)
        depth = 1 + min(line.indent // 2, 5) if markdown else _depth(found[0])
        return line.of("item", depth)
    if text[0] != ">" and len(text) <= LONGEST_HEADING and not _SENTENCE_SIGN.search(text):
        return line.of("short", 2)
    return line.of("body")


def _unquoted(text: str) -> str:
    """A line of Markdown without the > of a block quote: a list may stand in one."""
    return text.lstrip("> \t") if text[0] == ">" else text


def _without_glosses(lines: list[Line]) -> list[Line]:
    """Short lines like 缓坡：等高线稀疏 made body text, if there are several: they are a glossary."""
    glosses = {
        k
        for k, line in enumerate(lines)
        if line.kind == "short" and _GLOSS.fullmatch(line.text) and not MARKER.match(line.text)
    }
    if len(glosses) < _FEWEST_GLOSSES:
        return lines
    return [replace(line, kind="body") if k in glosses else line for k, line in enumerate(lines)]


def _without_heads(lines: list[Line]) -> list[Line]:
    """Short lines made body text where # marks the headings: what # does not mark is none."""
    marked = [k for k, line in enumerate(lines) if line.kind == "heading" and line.text[0] == "#"]
    if len(marked) < _FEWEST_MARKED:
        return lines
    return [
        replace(line, kind="body")
        if k > marked[0]
        and line.kind == "short"
        and not MARKER.match(line.text)
        and not line.text.startswith(("**", "__"))
        else line
        for k, line in enumerate(lines)
    ]


def _is_numbered_heading(text: str, marker: str) -> bool:
    """一、总则: a numeral with 、 before a few words without an end is a heading."""
    return (
        marker.rstrip().endswith("、")
        and not marker[0].isdigit()
        and len(text) <= LONGEST_HEADING
        and text[-1] not in "。！？；：，"
    )


def _depth(marker: str) -> int:
    if marker.startswith("第"):
        return 1
    if marker[0] in "（(" and not marker[1].isdigit():
        return 2
    if marker[0].isdigit():
        return 3
    if "①" <= marker[0] <= "⑳" or marker[0] in "（(":
        return 4
    return 2 if marker[0] in "一二三四五六七八九十" else 3


def _names(text: str) -> tuple[tuple[int, int], ...]:
    """The authors, if the line is nothing but names."""
    label = _AUTHOR_LABEL.match(text)
    offset, body = (label.start("names"), label["names"]) if label else (0, text)
    if len(body) > 30:
        return ()
    found: list[tuple[int, int]] = []
    for part in re.finditer(r"[^\s\u3000、，,/]+", body):
        if not _NAME.fullmatch(part[0]) or (part[0][0] not in _SURNAMES and "·" not in part[0]):
            return ()
        found.append((offset + part.start(), offset + part.end()))
    if not label and _ENUMERATING.search(body):
        return ()
    return tuple(found) if len(found) <= 5 else ()
