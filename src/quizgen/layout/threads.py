"""Threads: which block goes on with which, where a page interrupts one text by another.

The blocks are read in the order of the page. Each belongs to a thread, one text that runs on; a
thread stands open after a block that stops in mid-sentence, until its rest is found. At each block
there are few choices: it goes on where the block before it stopped, it is the rest of an earlier
one, it begins anew, or another text begins with it. A beam of hypotheses keeps the best sums of log
odds (`seams`, and the vocabulary that blocks share), so that all torn ends near one another are
settled together. Each join is then held against the best hypothesis without it: that is its margin.

Where nothing stands open there is nothing to choose, so the cost is linear in the text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from quizgen.language import LETTER
from quizgen.layout import seams
from quizgen.patterns import pattern

Role = Literal["title", "head", "aside", "text"]
"""`title` begins an article; `aside` (byline, affiliation, kicker) goes with what is around it."""

_HAN_RUN = pattern(LETTER + "+")
_BEAM = 6
_FEW = 6
"""So many hypotheses are enough to weigh one join."""
_REACH = 64
"""So many blocks further on the rest of a sentence is looked for."""
_SHORT_REACH = 24
"""The same, for a block that looks whole."""
_SETTLED = 3.5
_SHORT_REST = 1.5
"""Taking what looks like a heading for the rest of a sentence."""
_UNDER_HEAD = 2.0
"""Joining a paragraph to the line over it that looks like its heading."""
_UNLIKELY = 2.0
"""A doubt above this is that of a block which looks whole."""
_MEMORY = 24
"""So many blocks of a thread tell its vocabulary."""
_LONGEST_WINDOW = 300
_HORIZON = 10
"""So many blocks after a join decide on it."""

_OTHER = 1.5
"""Going on with another open thread than the one that stopped last."""
_AFTER_WHOLE = 2.5
"""Going on with an open thread after a block that was whole."""
_EMPTY = 4.0
"""A title without a text."""
_NEW_BY_HEAD = 2.0
_BACK_BY_HEAD = 2.5
_NEW_BY_TEXT = 5
_TOPIC = 1.1
_CLOSE = 0.45
"""The weights of the words of a thread and of its last paragraph, fitted to texts put together."""
_FARTHEST = -6.0
_ALONE = 3.0
_WORST = -1.4
"""What fits less is not looked for elsewhere."""
_SURE_ALONE = 3.0
CERTAIN = 20.0


@dataclass(frozen=True)
class Strand:
    """A block as the search sees it."""

    role: Role
    text: str
    may_open: bool = False
    """Whether it may stop in mid-sentence."""
    starts: bool = False
    """Whether it does so likely enough to be looked after, where nothing else is torn."""
    hole: float = 0.0
    """What it costs if its sentence is never finished."""
    doubt: float = 0.0
    """What it costs to take it for torn: it may be whole as it stands."""
    runs_on: float = 0.0
    """What it costs to take it for a heading: it reads like a part of a sentence."""
    may_rest: bool = False
    """Whether it may be the rest of a torn block."""
    indent: float = 0.0
    """What its indent says about its being a rest, log odds."""

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Its pairs of Han characters."""
        return frozenset(
            run[0][k : k + 2]
            for run in _HAN_RUN.finditer(self.text)
            for k in range(len(run[0]) - 1)
        )

    @cached_property
    def beginning(self) -> float:
        """The log odds that it begins in mid-sentence."""
        return seams.beginning(self.text) + self.indent


class Move(NamedTuple):
    """What was chosen for one block."""

    block: int
    thread: int
    rest_of: int = -1
    """The block whose sentence it finishes, or -1."""
    margin: float = CERTAIN
    """By how much the join is likelier than any reading without it, log odds."""


class _Thread(NamedTuple):
    number: int
    blocks: tuple[int, ...]
    """The last ones."""
    is_open: bool
    has_text: bool
    loose: bool
    """Began without a head."""


class _State(NamedTuple):
    score: float
    threads: tuple[_Thread, ...]
    current: int
    """The index of the thread that the last block belongs to."""
    trace: tuple[object, Move] | None

    @property
    def here(self) -> _Thread:
        return self.threads[self.current]


def follow(strands: Sequence[Strand]) -> list[Move]:
    """One move for each block."""
    return _Search(strands).moves()


class _Search:
    def __init__(self, strands: Sequence[Strand]) -> None:
        self.strands = strands
        self.numbers = 1
        self.likeness: dict[int, tuple[dict[int, float], float]] = {}
        self.topics: dict[tuple[int, tuple[int, ...]], tuple[float, int]] = {}

    def moves(self) -> list[Move]:
        found: list[Move] = []
        thread = _Thread(0, (), False, False, True)
        at = 0
        while at < len(self.strands):
            strand = self.strands[at]
            if strand.role == "title" and thread.blocks:
                thread = _Thread(self.numbers, (), False, False, False)
                self.numbers += 1
            if strand.starts:
                moves, thread = self._window(at, thread)
                found += moves
                at += len(moves)
                continue
            found.append(Move(at, thread.number))
            thread = self._grown(thread, at, False)
            at += 1
        return found

    def _grown(self, thread: _Thread, block: int, is_open: bool) -> _Thread:
        blocks = (*thread.blocks[-_MEMORY + 1 :], block)
        has_text = thread.has_text or self.strands[block].role == "text"
        return thread._replace(blocks=blocks, is_open=is_open, has_text=has_text)

    # ---- a window: from the first open block until nothing stands open ----

    def _window(self, first: int, thread: _Thread) -> tuple[list[Move], _Thread]:
        start = _State(0.0, (thread,), 0, None)
        beams = [[start]]
        at = first
        while at < len(self.strands) and at - first < _LONGEST_WINDOW:
            beams.append(self._step(beams[-1], at))
            at += 1
            if self._is_settled(beams[-1]):
                break
        best = max(beams[-1], key=self._final)
        moves = self._traced(best)
        for k, move in enumerate(moves):
            if move.rest_of >= 0:
                margin = CERTAIN
                if len({t.number for t in best.threads}) > 1:
                    # Where texts are mixed the rest must fit by itself, too.
                    margin = _ALONE + self._seam(move.rest_of, move.block)
                if margin > _ALONE:
                    margin = min(margin, self._margin(beams, k, first, at, move))
                moves[k] = move._replace(margin=margin)
        here = best.here
        self.numbers = max(self.numbers, *(t.number + 1 for t in best.threads))
        self.likeness.clear()
        self.topics.clear()
        return moves, here._replace(is_open=False)

    def _is_settled(self, states: Sequence[_State]) -> bool:
        """Whether nothing stands open that a hypothesis still sets its hope on."""
        least = states[0].score - _SETTLED
        return not any(
            thread.is_open
            and (state.score > least or self.strands[thread.blocks[-1]].doubt < _UNLIKELY)
            for state in states
            for thread in state.threads
        )

    def _final(self, state: _State) -> float:
        return state.score - sum(
            self.strands[t.blocks[-1]].hole for t in state.threads if t.is_open
        )

    @staticmethod
    def _traced(state: _State) -> list[Move]:
        found: list[Move] = []
        trace: object = state.trace
        while isinstance(trace, tuple):
            trace, move = trace
            found.append(move)
        return found[::-1]

    def _margin(
        self, beams: Sequence[list[_State]], k: int, first: int, end: int, move: Move
    ) -> float:
        """How much is lost without the join."""
        before = beams[k]
        is_alone = len(before) == 1 and len(before[0].threads) == 1
        if is_alone and self._seam(move.rest_of, move.block) > _SURE_ALONE:
            return CERTAIN
        stop = min(end, first + k + _HORIZON)
        sums: list[float] = []
        for wanted in (True, False):
            states = [
                state
                for state in self._step(before, move.block)
                if isinstance(state.trace, tuple)
                and (state.trace[1].rest_of == move.rest_of) == wanted
            ]
            for at in range(move.block + 1, stop):
                states = self._step(states[:_FEW], at)
            sums.append(max(map(self._final, states), default=-1e9))
        return sums[0] - sums[1]

    def _step(self, states: Sequence[_State], at: int) -> list[_State]:
        best: dict[object, _State] = {}
        for state in states:
            for after in self._choices(state, at):
                key = (
                    after.current,
                    after.trace and after.trace[1].rest_of,
                    *((t.blocks[-1:], t.is_open) for t in after.threads),
                )
                other = best.get(key)
                if other is None or after.score > other.score:
                    best[key] = after
        return sorted(best.values(), key=lambda state: -state.score)[:_BEAM]

    def _choices(self, state: _State, at: int) -> Iterator[_State]:
        state = self._given_up(state, at)
        strand = self.strands[at]
        here = state.here
        if strand.role == "aside":
            yield self._moved(state, at, state.current, 0.0, -1, here.is_open)
            return
        if strand.role == "title":
            yield self._begun(state, at, 0.0, loose=False)
            # The first paragraphs of an article may come before its title.
            for k, thread in enumerate(state.threads):
                if thread.loose and thread.number and thread.is_open:
                    yield self._moved(state, at, k, -0.5, -1, True, titled=True)
            return
        if strand.role == "head":
            yield from self._heads(state, at)
            if not strand.may_rest and not strand.may_open:
                return
        topics = self._topics(state, at)
        if strand.role == "text" or strand.may_open:
            # Anew, in the thread at hand.
            for is_open, cost in self._ends(strand):
                lost = self.strands[here.blocks[-1]].hole if here.is_open else 0.0
                yield self._moved(
                    state,
                    at,
                    state.current,
                    -cost - lost + topics[state.current],
                    -1,
                    is_open,
                )
                if here.is_open and strand.role == "text":
                    yield self._begun(state, at, -_NEW_BY_TEXT - cost, loose=True, is_open=is_open)
        if not strand.may_rest:
            return
        for k, thread in enumerate(state.threads):
            if not thread.is_open:
                continue
            before = thread.blocks[-1]
            if k != state.current and here.is_open and strand.role == "text":
                # Back to another text, with a gap.
                gap = topics[k] - _OTHER - self.strands[before].hole
                for is_open, cost in self._ends(strand):
                    yield self._moved(state, at, k, gap - cost, -1, is_open)
            seam = self._seam(before, at)
            if k != state.current and seam < _WORST:
                continue
            score = seam + topics[k]
            if k != state.current:
                score -= _OTHER if here.is_open else _AFTER_WHOLE
            if strand.role == "head":
                score -= _SHORT_REST
            if self.strands[before].role == "head" and before == at - 1:
                score -= _UNDER_HEAD
            for is_open, cost in self._ends(strand, is_rest=True):
                yield self._moved(state, at, k, score - cost, before, is_open)

    def _heads(self, state: _State, at: int) -> Iterator[_State]:
        here, odd = state.here, self.strands[at].runs_on
        if not here.is_open:
            yield self._moved(state, at, state.current, -odd, -1, False)
            return
        lost = self.strands[here.blocks[-1]].hole
        yield self._moved(state, at, state.current, -lost - odd, -1, False)
        yield self._begun(state, at, -_NEW_BY_HEAD - odd, loose=False)
        topics = self._topics(state, at)
        for k, thread in enumerate(state.threads):
            if not thread.is_open:
                yield self._moved(state, at, k, topics[k] - _BACK_BY_HEAD - odd, -1, False)

    @staticmethod
    def _ends(strand: Strand, is_rest: bool = False) -> Iterator[tuple[bool, float]]:
        """Whether the block is torn at its end, and what it costs to think so."""
        if strand.may_open:
            yield True, strand.doubt
            if not is_rest and strand.role == "head":
                return
        if not strand.may_open or strand.hole < 1:
            yield False, 0.0

    def _seam(self, before: int, after: int) -> float:
        torn, rest = self.strands[before].text, self.strands[after]
        # Half a word says nothing by the class that it seems to have.
        begins = max(0.0, rest.beginning) if seams.is_word(torn, rest.text) else rest.beginning
        return seams.fit(torn, rest.text) + begins

    def _left_empty(self, state: _State) -> float:
        """What it costs to leave a title that nothing stands under."""
        return 0.0 if state.here.has_text or state.here.loose else _EMPTY

    def _moved(
        self,
        state: _State,
        at: int,
        k: int,
        score: float,
        rest_of: int,
        is_open: bool,
        titled: bool = False,
    ) -> _State:
        thread = state.threads[k]
        if k != state.current:
            score -= self._left_empty(state)
        if self.strands[at].role == "aside" or titled:
            # Stands between the two parts of a sentence, if one is open.
            grown = thread._replace(loose=thread.loose and not titled)
            if not thread.is_open:
                grown = self._grown(grown, at, False)
        else:
            grown = self._grown(thread, at, is_open)
        threads = (*state.threads[:k], grown, *state.threads[k + 1 :])
        move = Move(at, thread.number, rest_of)
        return _State(state.score + score, threads, k, (state.trace, move))

    def _begun(
        self, state: _State, at: int, score: float, loose: bool, is_open: bool = False
    ) -> _State:
        number = max(self.numbers - 1, *(t.number for t in state.threads)) + 1
        thread = self._grown(_Thread(number, (), False, False, loose), at, is_open)
        return _State(
            state.score + score - self._left_empty(state),
            (*state.threads, thread),
            len(state.threads),
            (state.trace, Move(at, number)),
        )

    def _is_far(self, thread: _Thread, at: int) -> bool:
        if not thread.blocks:
            return False
        last = thread.blocks[-1]
        if not thread.is_open:
            return at - last > _MEMORY
        return at - last > (_SHORT_REACH if self.strands[last].doubt > _UNLIKELY else _REACH)

    def _given_up(self, state: _State, at: int) -> _State:
        """The state without hope for sentences that stopped too far back."""
        if not any(self._is_far(t, at) for t in state.threads):
            return state
        score, current = state.score, state.current
        threads: list[_Thread] = []
        for k, thread in enumerate(state.threads):
            if self._is_far(thread, at):
                if k != state.current:
                    if thread.is_open:
                        score -= self.strands[thread.blocks[-1]].hole
                    current -= k < state.current
                    continue
                if thread.is_open:
                    score -= self.strands[thread.blocks[-1]].hole
                    thread = thread._replace(is_open=False)
            threads.append(thread)
        return state._replace(score=score, threads=tuple(threads), current=current)

    # ---- vocabulary -----------------------------------------------------

    def _topics(self, state: _State, at: int) -> list[float]:
        """For each thread, the log odds that the words of the block are its words."""
        if len(state.threads) == 1:
            return [0.0]
        topics = [self._topic(at, thread.blocks) for thread in state.threads]
        most = max(value for value, _ in topics)
        total = sum(size for _, size in topics) or 1
        whole = sum(size / total * math.exp(value - most) for value, size in topics)
        mixed = most + math.log(whole + 1e-9)
        return [max(value - mixed, _FARTHEST) for value, _ in topics]

    def _topic(self, at: int, blocks: tuple[int, ...]) -> tuple[float, int]:
        """How well the words of these blocks fit one more, in log odds, and how many they are."""
        known = self.topics.get((at, blocks))
        if known is None:
            like, mean = self._likeness(at)
            votes = sum(like.get(block, 0.0) for block in blocks)
            size = sum(len(self.strands[block].pairs) for block in blocks)
            close = like.get(blocks[-1], 0.0) - mean * len(self.strands[blocks[-1]].pairs)
            known = (_TOPIC * (votes - mean * size) + _CLOSE * close, size)
            self.topics[at, blocks] = known
        return known

    def _likeness(self, at: int) -> tuple[dict[int, float], float]:
        """The pairs that the block shares with each block before it, and their share by chance.

        A pair that stands in many blocks counts less in each.
        """
        known = self.likeness.get(at)
        if known is None:
            own = self.strands[at].pairs
            near = range(max(0, at - _REACH), at)
            shared = {block: own & self.strands[block].pairs for block in near}
            spread = Counter(pair for pairs in shared.values() for pair in pairs)
            like = {
                block: sum(1.0 / spread[pair] for pair in pairs)
                for block, pairs in shared.items()
                if pairs
            }
            size = sum(len(self.strands[block].pairs) for block in near)
            known = (like, sum(like.values()) / size if size else 0.0)
            self.likeness[at] = known
        return known
