"""Reading a clause with 、 in it: which marks part one list, where its members end, how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from quizgen.model import Enumeration, Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import bare, cuts, number, promised, shielded, trimmed
from quizgen.rules.edges import LONGEST, Edge, Likeness, Words, first_start, kind, last_end
from quizgen.rules.list_leads import lead_of

_ETC = pattern(
    "等等|等(?!于|於|级|級|待|同|式|号|號|離|离|额|額|分|距|效|价|價|到|了|候)|之类|之類"
)
_AND = pattern("以及|或者|及(?!其|时|時|格|早)|和|与(?!否)|與(?!否)|或")
_PAIRED = pattern("[与與和]")
_CUE = pattern(
    "(?:包括|包含|涵盖|涵蓋|囊括|划分为|劃分為|(?<![十百千部])分[为為成]|主要有|主要是|例如|比如|诸如|譬如|(?<=[,，。；：、])如(?!何|果|下|此)"
    "|分别是|分別是|分别为|分別為|依次为|依次是|依次為|(?<!理)由(?!于|於|此|来))了?(?:以下|下列)?"
)
_EXAMPLES = pattern("(?:例如|比如|诸如|譬如|如)$")
_COUNT = pattern(
    "([二三四五六七八九十两兩]{1,2}|[2-9]|1[0-9])(?:大)?[个個种種类類层層项項方部阶階要样樣者位条條步点點款环環级級族期]"
)
_COMPOSED = pattern(
    "有机统一|有机结合|相统一|相结合|并重|并举|缺一不可|一起抓|[组組构構]成|四位一体|三位一体|五位一体|在内|在內|为主|為主|之一"
)
_SEAM = frozenset("的是在将將把所")
_FIGURES = pattern(r"[0-9０-９.．%％]+|[一二三四五六七八九十百千]+")
_MOST = 40
"""A list of more members is a register, and no question."""
_DOUBTFUL = 0.6
"""Members of very different length whose edges no cue marks: mostly two lists taken for one."""
_BREAKS = "，,。；;：:！!？?—…\n"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch without a stop in it, in which 、 may part a list."""

    span: Span
    opens: bool
    """It begins the sentence, or follows a colon or a quote mark."""
    closes: bool
    """It ends the sentence or the quote."""
    led: bool
    """A colon or a quote mark says that a list may begin here."""


def list_clauses(text: str, sentence: Span) -> Iterator[Clause]:
    """The clauses of a sentence, then those within its quotes and brackets."""
    regions = [sentence]
    regions += [Span(a + 1, b - 1) for a, b in shielded(text, *sentence)]
    for region in regions:
        breaks = cuts(text, *region, _BREAKS)
        for left, right in pairwise([region.start - 1, *breaks, region.end]):
            led = text[left : left + 1] in ("：", ":") or (
                region is not sentence and left < region.start
            )
            yield Clause(
                Span(left + 1, right),
                opens=led or left < region.start,
                closes=right == region.end or text[right] in "。；;！？",
                led=led,
            )


@dataclass(frozen=True, slots=True)
class ListReader:
    """One list in the reading."""

    text: str
    sentence: Span
    clause: Clause
    words: Words
    rule: str

    def runs(self, marks: Sequence[int]) -> Iterator[Sequence[int]]:
        """The marks that may part one list; 等 or a piece too long for a member parts lists."""
        run: list[int] = []
        for mark in marks:
            if run and (
                not 0 < mark - run[-1] - 1 <= LONGEST or any(self._etcs(run[-1] + 1, mark))
            ):
                yield run
                run = []
            run.append(mark)
        yield run

    def _etcs(self, start: int, end: int) -> Iterator[Span]:
        """Each 等 that is a word of its own."""
        for etc in _ETC.finditer(self.text, start, end):
            if not self.words.splits(etc.start()) and not self.words.splits(etc.end()):
                yield Span(*etc.span())

    def lists(self, marks: Sequence[int], within: Span) -> Iterator[Enumeration]:
        """The list that these 、 part; or the two lists, where a piece is the seam of two."""
        if len(marks) > _MOST:
            return
        found = self._read(marks, within)
        if found:
            yield found
            return
        for index, (left, right) in enumerate(pairwise(marks)):
            if self._is_seam(Span(left + 1, right)):
                if index:
                    yield from self.lists(marks[: index + 1], Span(within.start, right))
                yield from self.lists(marks[index + 1 :], Span(left + 1, within.end))
                return

    def _is_seam(self, piece: Span) -> bool:
        return any(t.word in _SEAM for t in self.words.within(*piece))

    def _read(self, marks: Sequence[int], within: Span) -> Enumeration | None:
        text = self.text
        middle = [trimmed(text, Span(a + 1, b)) for a, b in pairwise(marks)]
        head = Span(self._behind_etc(within.start, marks[0]), marks[0])
        tail, etc = self._before_etc(marks[-1] + 1, within.end)
        if not middle and etc is None and not _AND.search(text, *tail):
            return None
        cue = None
        for found in _CUE.finditer(text, *head):
            cue = found
        made = [
            list_
            for reading in self._readings(middle, tail, etc, head)
            if (list_ := self._make(reading, head, etc, cue))
        ]
        if not made:
            return None
        for list_ in made:
            if promised(text, list_.lead) == len(list_.members):
                return list_
        if etc is None and _COUNT.search(text, tail.start + 1, min(tail.end, tail.start + 40)):
            return max(made, key=lambda list_: list_.score)
        return made[0]

    def _behind_etc(self, start: int, mark: int) -> int:
        """Where the words begin that the first member is cut from."""
        for etc in self._etcs(start, mark):
            start = etc.end
        return start

    def _before_etc(self, start: int, high: int) -> tuple[Span, int | None]:
        """The words that the last members are cut from, and the place of 等."""
        for etc in self._etcs(start + 1, min(high, start + 2 * LONGEST)):
            return Span(start, etc.start), etc.start
        return Span(start, high), None

    def _readings(
        self, middle: Sequence[Span], tail: Span, etc: int | None, head: Span
    ) -> Iterator[tuple[list[Span], Span]]:
        """The exact members with the words that hold the last one, the likeliest reading first."""
        text = self.text
        paired = {pair[0] for m in middle for pair in _PAIRED.finditer(text, *m)}
        for joint in _AND.finditer(text, tail.start, min(tail.end, tail.start + LONGEST + 2)):
            if (
                joint.start() == tail.start
                or joint.end() == tail.end
                or self.words.splits(joint.start())
                or self.words.splits(joint.end())
                or cuts(text, tail.start, joint.end(), joint[0][-1])[-1:] != [joint.end() - 1]
            ):
                continue
            if joint[0] in "和与與" and (
                joint[0] in paired or (not middle and self._ends_in_pair(head))
            ):
                break
            before = Span(tail.start, joint.start())
            others = middle or [Span(max(head.start, head.end - LONGEST), head.end)]
            if "的" in text[before.start : before.end] and not any(
                "的" in text[m.start : m.end] for m in others
            ):
                break
            if joint[0] in "与與" and before.length < 2:
                break
            if not middle and not self._plain(before, head):
                break
            signs = {text[m.end - 1] for m in [head, *middle]}
            if (
                len(signs) == 1
                and not signs & {text[before.end - 1]}
                and min(signs) in text[joint.end() : min(tail.end, joint.end() + 10)]
            ):
                break  # A局、B局、C和D局
            if self._turns_to_verb(Span(joint.end(), tail.end), [*middle, before]):
                break
            yield [*middle, before], Span(joint.end(), tail.end)
        if middle or etc is not None:
            yield list(middle), tail

    def _ends_in_pair(self, head: Span) -> bool:
        """Whether the words before the first 、 end in A与B."""
        for pair in _PAIRED.finditer(self.text, max(head.start, head.end - 10), head.end):
            before = self.words.within(head.start, pair.start())
            if before and before[-1].end == pair.start() and kind(before[-1]) in "na*":
                return True
        return False

    def _plain(self, piece: Span, head: Span) -> bool:
        """Whether no word of a piece is of a class that only predicates have."""
        known = {kind(t) for t in self.words.within(*head)}
        return not any(
            kind(t) in "dupcr" and kind(t) not in known for t in self.words.within(*piece)
        )

    def _turns_to_verb(self, tail: Span, members: Sequence[Span]) -> bool:
        """Whether a verb with its object follows 或者 where the members are no verbs."""
        words = self.words.within(*tail)
        if len(words) < 2 or words[0].tag != "v" or kind(words[1]) not in "nam":
            return False
        tails = {self.text[m.end - 2 : m.end] for m in members}
        if len(words[1].word) < 2 or self.text[words[1].end - 2 : words[1].end] in tails:
            return False  # 消散期, 组织策略: nouns that the dictionary lacks
        firsts = [self.words.within(*m)[:1] for m in members]
        return all(kind(t) not in "v*" and t.tag != "x" for first in firsts for t in first)

    def _make(
        self,
        reading: tuple[list[Span], Span],
        head: Span,
        etc: int | None,
        cue: re.Match[str] | None,
    ) -> Enumeration | None:
        text = self.text
        exact, tail = reading
        counted = _COUNT.search(text, tail.start + 1, tail.end) if etc is None else None
        composed = _COMPOSED.search(text, tail.start + 1, tail.end) if etc is None else None
        stop = min((m.start() for m in (counted, composed) if m), default=None)
        if stop is not None and stop - tail.start > LONGEST:
            stop, counted, composed = None, None, None
        like = Likeness.of(text, exact if etc is None else [*exact, tail], self.words)
        first = first_start(
            like,
            head,
            tail,
            self.clause.opens and head.start == self.clause.span.start,
            cue.end() if cue else head.start if self.clause.led else None,
        )
        if first is None:
            return None
        opening = Span(first.at, head.end)
        if etc is not None or text[tail.start - 1] in "及者":
            opening = self._with_pair(opening, head)
        if etc is not None:
            last = Edge(tail.end, 3.0)
        else:
            like = Likeness.of(text, [opening, *exact], self.words)
            sure = self.clause.led or cue is not None
            found = last_end(
                like,
                tail,
                self.clause.closes,
                stop or (tail.end if sure and "的" not in text[slice(*tail)] else None),
            )
            if found is None:
                return None
            last = found
        members = [opening, *exact, Span(tail.start, last.at)]
        cued = cue is not None and first.at == cue.end()
        cued = cued or (self.clause.led and first.at == self.clause.span.start)
        if not self._holds(members, opening.start, cued):
            return None
        members = [part for m in members for part in self._parted(m, members)]
        inner = tuple(bare(text, m) for m in members)
        said = [text[m.start : m.end] for m in inner]
        if len(said) < 3 or not all(1 <= len(word) <= LONGEST for word in said):
            return None
        if len(set(said)) < len(said) or any(c in word for word in said for c in "，。；！？"):
            return None
        count = number(counted[1]) if counted else 0
        score = self._score(members, first, last, etc is not None, cued or stop is not None)
        if count:
            score += 0.08 if count == len(members) else -0.2
        if score < _DOUBTFUL:
            return None
        is_open = etc is not None or (
            cue is not None and first.at == cue.end() and bool(_EXAMPLES.search(cue[0]))
        )
        return Enumeration(
            rule=self.rule,
            members=inner,
            lead=lead_of(text, self.sentence, self.clause.span, members, etc, self.words),
            open_ended=is_open,
            score=round(max(0.5, min(score, 0.96)), 3),
        )

    def _with_pair(self, opening: Span, head: Span) -> Span:
        """A和B of A和B、C以及D: one member."""
        text = self.text
        if opening.start - 2 < head.start or text[opening.start - 1] not in "和与與":
            return opening
        before = self.words.within(head.start, opening.start - 1)
        if not before or kind(before[-1]) not in "na":
            return opening
        return Span(before[-1].start, opening.end)

    def _parted(self, member: Span, members: Sequence[Span]) -> list[Span]:
        """A与B, alone of its kind between single members: two members."""
        text = self.text
        pair = _PAIRED.search(text, member.start + 1, member.end - 1)
        others = [m for m in members if m is not member]
        if (
            len(others) < 3
            or pair is None
            or self.words.splits(pair.start())
            or any(_PAIRED.search(text, *m) for m in others)
        ):
            return [member]
        parts = [Span(member.start, pair.start()), Span(pair.end(), member.end)]
        usual = median(m.length for m in others)
        alike = all(p.length > 1 and abs(p.length - usual) <= 1 for p in parts)
        return parts if alike and member.length > usual + 2 else [member]

    def _holds(self, members: Sequence[Span], start: int, cued: bool) -> bool:
        """Whether the pieces can be one list."""
        text = self.text
        said = [text[m.start : m.end] for m in members]
        if all(_FIGURES.fullmatch(word) for word in said):
            return False
        sizes = [len(word) for word in said]
        if not cued and len(said) == 3 and min(sizes) == 1 and max(sizes) > 2:
            return False
        if start > self.clause.span.start and text[start - 1] in "和与與":
            return False
        # A的B、C: one piece alone with 的 or 是 in it is the seam of two lists.
        usual = median(m.length for m in members)
        tails = [text[m.end - 2 : m.end] for m in members]
        seams = [
            self._is_seam(m) and m.length > 1.3 * usual and tails.count(tail) == 1
            for m, tail in zip(members, tails, strict=True)
        ]
        if sum(seams[1:-1]) == 1 and sum(seams) == 1:
            return False
        return not (len(members) == 3 and seams[1] and not seams[0])

    def _score(
        self,
        members: Sequence[Span],
        first: Edge,
        last: Edge,
        is_open: bool,
        cued: bool,
    ) -> float:
        """How sure the list is: alike members, marked edges, no rival for an edge."""
        said = [self.text[m.start : m.end] for m in members]
        sizes = [len(word) for word in said]
        score = 0.66
        if max(sizes) == min(sizes):
            score += 0.14
        elif max(sizes) - min(sizes) <= 1:
            score += 0.1
        elif max(sizes) - min(sizes) > 6 and max(sizes) > 2 * min(sizes):
            score -= 0.12
        if len({word[-1] for word in said}) == 1 or len({word[0] for word in said}) == 1:
            score += 0.1
        if is_open:
            score += 0.08
        if cued:
            score += 0.08
        if len(members) > 3:
            score += 0.05
        for edge in (first, last):
            if edge.margin < 0.5:
                score -= 0.12
            elif edge.margin < 1.2:
                score -= 0.05
        if all("的" in word[1:-1] for word in said):
            score += 0.06
        if said[-1].startswith(("其他", "其它")):
            score += 0.08  # A、B或者其他C closes a list
        if all(size == 1 for size in sizes) and not cued:
            score -= 0.1
        return score
