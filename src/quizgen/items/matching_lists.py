"""Sets that one list holds: members of one build, parted at the word that all of them have.

农业增效益、农村增活力、农民增收入 pairs whom with what; 五百年以上的，为一级；三百年以上的，为二级 pairs
a case with its class; 用A破除B、用C培育D pairs a means with its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.items.matching_sets import FEWEST, Candidate, Relation, Response
from quizgen.items.places import Places
from quizgen.language import Language, Token
from quizgen.model import Document, Findings, Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import clauses, trimmed

_JOINTS = (
    "作为",
    "分布在",
    "主管",
    "产于",
    "属于",
    "称为",
    "叫做",
    "负责",
    "用于",
    "适用于",
    "位于",
    "由",
    "为",
    "是",
    "靠",
    "管",
    "重",
    "增",
    "促",
    "强",
    "保",
)
"""Words that part a member into what is told of and what is told, the longer ones first."""
_SHORT_TOLD = frozenset({"分布在", "位于", "产于", "属于", "称为", "叫做"})
"""What these tell is told by the comma."""
_KEPT = frozenset("增促强保重管靠")
"""These stay with what is told: 增效益."""
_HEADS = {
    "分布在": ("名称与分布", "名称", "分布在……"),
    "产于": ("名称与产地", "名称", "产于……"),
    "主管": ("主体与职责", "主体", "主管……"),
    "作为": ("内容与定位", "内容", "作为……"),
    "由": ("对象与负责者", "对象", "由谁……"),
    "负责": ("主体与职责", "主体", "负责……"),
    "为": ("情形与类别", "情形（内容）", "为……"),
    "是": ("名称与说明", "名称", "是……"),
    "属于": ("名称与类别", "名称", "属于……"),
    "位于": ("名称与位置", "名称", "位于……"),
    "用于": ("名称与用途", "名称", "用于……"),
    "适用于": ("名称与适用对象", "名称", "适用于……"),
    "称为": ("内容与名称", "内容", "称为……"),
    "叫做": ("内容与名称", "内容", "叫做……"),
}
_LEANS = pattern("[这那其此该它他她]")
_MARKS_OBJECT = pattern("[把将以]")
_MEANS = pattern("[用以靠]")
CLAUSES = "clauses"
"""The rule of rows that are no list: clauses of one sentence."""
_LONGEST_PART = 30
_CRUMB = 2
"""Halves of so many characters are crumbs of a phrase: 现代|为|方向."""


def sets(
    document: Document, findings: Findings, places: Places, language: Language
) -> Iterator[tuple[Relation, Sequence[Candidate]]]:
    """The candidates of every list, and of every row of clauses, whose members are built alike."""
    for members, rule in _rows(document, findings, places):
        parted = _parted(document.text, members, language, first_clause=rule == CLAUSES)
        if parted is None:
            continue
        relation, halves = parted
        theme = places.theme(members[0].start)
        yield (
            relation,
            [
                Candidate(
                    left,
                    document.slice(left),
                    (Response(right, document.slice(right)),),
                    rule,
                    *theme,
                )
                for left, right in halves
            ],
        )


def _rows(
    document: Document, findings: Findings, places: Places
) -> Iterator[tuple[Sequence[Span], str]]:
    """The members of each list, and the clauses of each sentence that ； parts, with their rule."""
    for found in findings.enumerations:
        sure = not any(places.doubtful(member) for member in found.members)
        if found.complete and len(found.members) >= FEWEST and sure:
            yield found.members, found.rule
    for article in document.articles:
        for paragraph in article.paragraphs:
            for sentence in paragraph.sentences:
                if sentence.doubtful or paragraph.marker:
                    continue
                parts = clauses(document.text, sentence.span, "；;：:。")
                if len(parts) >= FEWEST:
                    yield parts, CLAUSES


def _parted(
    text: str, members: Sequence[Span], language: Language, *, first_clause: bool = False
) -> tuple[Relation, list[tuple[Span, Span]]] | None:
    """The relation and the halves of the members, if one word parts them all.

    Args:
        text: the reading text.
        members: what may be parted.
        language: finds the words.
        first_clause: whether only the clause with the word counts, not what is said after it.
    """
    words = [text[slice(*member)] for member in members]
    for joint in _JOINTS:
        cuts = [_cut(word, joint, language) for word in words]
        if all(cuts):
            halves = []
            for member, at in zip(members, cuts, strict=True):
                start = member.start + bool(_MARKS_OBJECT.match(text, *member))
                behind = member.start + at + (0 if joint in _KEPT else len(joint))
                comma = (
                    text.find("，", behind, member.end)
                    if first_clause or joint in _SHORT_TOLD
                    else -1
                )
                end = comma if comma > 0 else member.end
                left = trimmed(text, Span(start, member.start + at))
                halves.append((left, trimmed(text, Span(behind, end))))
            wordy = any(max(left.length, right.length) > _CRUMB for left, right in halves)
            if _alike(text, halves) and (wordy or joint in _KEPT):
                title, premise, response = _HEADS.get(joint, ("对象与要求", "对象", f"{joint}什么"))
                return Relation(title, premise, response, given=joint in _KEPT), halves
    if first_clause:
        return None
    if all(_MEANS.match(word) for word in words) and len({word[0] for word in words}) == 1:
        return _by_verb(text, members, words, language)
    return None


def _cut(word: str, joint: str, language: Language) -> int:
    """Where a member is parted: before its only `joint`, with two characters on either side."""
    if joint in _KEPT:
        # 增效益 may be one word of the dictionary.
        places = [at for at in range(len(word)) if word.startswith(joint, at)]
    else:
        edges = {token.start for token in language.tokens(word)}
        # Behind a comma it is the word, whatever it was cut with: ，由市|政府.
        places = [
            at
            for at in edges
            if word.startswith(joint, at) and (at + len(joint) in edges or word[at - 1] in "，,")
        ]
    if len(places) != 1 or len(word) - places[0] - len(joint) < 2:
        return 0
    return places[0] if places[0] >= 2 else 0


def _by_verb(
    text: str, members: Sequence[Span], words: Sequence[str], language: Language
) -> tuple[Relation, list[tuple[Span, Span]]] | None:
    """用N|VN: a means and its end, parted before the verb of two characters."""
    halves = []
    for member, word in zip(members, words, strict=True):
        verb = _verb(language.tokens(word))
        if verb is None:
            return None
        at = member.start + verb.start
        halves.append((Span(member.start + 1, at), Span(at, member.end)))
    if not _alike(text, halves):
        return None
    return Relation("方式与作用", f"{words[0][0]}什么", "做什么"), halves


def _verb(tokens: Sequence[Token]) -> Token | None:
    """The verb of a member 用N VN: the last word but the object, of two characters."""
    if len(tokens) < 4 or tokens[-1].end - tokens[-1].start < 2:
        return None
    verb = tokens[-2]
    return verb if verb.start >= 3 and verb.end - verb.start == 2 else None


def _alike(text: str, halves: Sequence[tuple[Span, Span]]) -> bool:
    """Whether the halves can be columns: no verse of its own, nothing empty, nothing twice."""
    for column in (0, 1):
        words = [text[slice(*pair[column])] for pair in halves]
        if len(set(words)) < len(words) or any(not 2 <= len(w) <= _LONGEST_PART for w in words):
            return False
        if max(map(len, words)) > 3 * min(map(len, words)) + 6:
            return False
        if any("“" in word or "；" in word or "。" in word or _LEANS.match(word) for word in words):
            return False
    return True
