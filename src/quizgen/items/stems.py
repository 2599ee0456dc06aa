"""Stems: the part of a sentence that is printed, understandable by itself.

A stem has the source's wording. It starts after connectives, and a long sentence is cut at clause
boundaries. What a cut takes away and the reader needs is given back: the frame of the sentence
before an elision (……), or the subject in brackets (〔〕). If that cannot be done surely, there is
no stem.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.items.balance import is_balanced
from quizgen.items.subjects import Subjects, needs_subject
from quizgen.model import Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import ARTICLE_OF_LAW, cuts

SHORTEST, LONGEST = 12, 110
ELISION = "……"
_LEAST_PRINTED = 40
"""A cut stem takes in clauses until it has so many characters, where there are more."""
_LONGEST_FRAME = 40
_CONNECTIVE = pattern(
    r"(?:首先|其次|再次|最后|同时|此外|另外|因此|所以|因而|于是|但是|但|然而|不过|而且|并且|可见|总之|随后|此后|后来|接着|然后|之后|不久|此时|这时|"
    r"换言之|也就是说|由此可见|与此同时|例如|比如|当然|其实|事实上|一方面|另一方面|[一二三四五六七八九十]是|"
    r"特别是|而)(?:，|(?=[^，]{4}))|第[一二三四五六七八九十]，"
)
_ANAPHORA = pattern(
    r"(?:(?:[^，。；]{0,10}[年月日时時后後前期间間来來中]，)?(?:他|她|它|牠|其(?![次中他余实一])|此(?!外)|这(?!些年)|這(?!些年))|[以因由为对与从据至就]此|如果[未没不被]|这(?!些年|里的?[^，]{2,6}是)|那(?!么)|其(?!次|中的?一)|它|他|她|此(?!外)|该|上述|以上|前者|后者|如此|两者|二者|"
    r"(?:并|且|也|又|还|就|都|却|则|更|才|仍|便|即|或)(?![行列重存轨非购网发有能用没]))"
)
_PRONOUN = pattern(r"(?:其(?![中次他她它余实一二三])|[它他她](?!们))(?=[^，。]{2})")
_MARKER = pattern(
    ARTICLE_OF_LAW.pattern
    + r"|[（(][一二三四五六七八九十0-9]{1,3}[）)]\s*|[0-9]{1,2}[.．、)）](?![0-9])\s*|[一二三四五六七八九十]{1,3}、|[①-⑳]\s*|[*•●·\-–—]\s+"
    "|本(?:法|条例|办法|规定|细则)所[称稱]的?|所[谓謂]的?|\\s+"
)
"""What stands before the words proper: a marker of points, 本法所称."""
_HANGS = pattern(
    "(?:指出|强调|认为|表示|提出|规定|要求|[^，。；]时|之?后|以来|的)$|(?:^|[，；：])[^，；：]{0,8}(?:如果|假如|若(?!干)|只有|只要|虽然|尽管|"
    "不仅|不但|除非|无论|不论|由于|既(?!然)|与其|一旦|当)[^，；]*$"
)
"""The end of a cut that waits for the rest of its sentence."""
_DEFINES = pattern("是指|指的是|就是")
_GENUS = pattern("的[^，。；、的]{1,8}[。；]?$")
_PREDICATE = pattern("[，；](?:就|均|都|也|又)?(?:是|被|叫|称|属于|成为|具有|包括|分为)")
_HAS_PREDICATE = pattern("是|有|包括|分为|组成|成为|称|要|应|必须|把|将|了")
_ADVERSE = pattern("[，；]?(?:而是|但|然而|不过|却)")
_BOUND = pattern(
    "应当|应(?!用|急|对)|可以|可(?!能|靠|见|持)|不得|须(?!知)|由(?!于|此)|即(?!使)|则|才|就|便"
)
"""The beginning of a clause whose subject or condition stands before it."""
_TRAILING = " \t\u3000，,；;：:"


@dataclass(frozen=True, slots=True)
class Stem:
    """The printed words, and the places of the document that they were taken from."""

    text: str
    parts: tuple[tuple[int, Span], ...]
    """Offset in the stem, and the span that is printed there."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans alone, in the order of the text."""
        return tuple(span for _, span in self.parts)

    def place(self, key: Span) -> tuple[int, int] | None:
        """Where words of the document stand in the stem; None if they do not."""
        for at, span in self.parts:
            if span.contains(key):
                start = at + key.start - span.start
                return start, start + key.length
        return None


def joined(text: str, *pieces: Span | str) -> Stem:
    """The stem of spans of a text and of words that stand between them."""
    printed = ""
    parts: list[tuple[int, Span]] = []
    for piece in pieces:
        if isinstance(piece, str):
            printed += piece
        else:
            parts.append((len(printed), piece))
            printed += text[piece.start : piece.end]
    return Stem(printed, tuple(parts))


def stems_of(
    text: str,
    sentence: Span,
    keys: Sequence[Span],
    subjects: Subjects,
    frame: Span | None = None,
    longest: int = LONGEST,
) -> Iterator[Stem]:
    """The stems that ask `keys`, the fullest first: the sentence, then fewer of its clauses.

    Args:
        text: the reading text.
        sentence: the sentence that the keys stand in.
        keys: what is to be blanked, in the order of the text.
        subjects: tells the subject of a sentence and what a pronoun stands for.
        frame: the beginning of the sentence that governs all that follows (打造X，就是要).
        longest: characters of a stem at most.
    """
    opening = sentence.start
    while marker := _MARKER.match(text, opening, sentence.end):
        opening = marker.end()
    whole = after_connectives(text, Span(opening, sentence.end), keys[0].start)
    while whole.length > 1 and text[whole.end - 1] in _TRAILING:
        whole = Span(whole.start, whole.end - 1)
    seen: set[str] = set()
    windows = [
        after_connectives(text, window, keys[0].start) for window in _windows(text, whole, keys)
    ]
    for window in (whole, *windows):
        stem = _standing(text, whole, window, keys, subjects, frame)
        if stem is None or stem.text in seen or not SHORTEST <= len(stem.text) <= longest:
            continue
        if is_balanced(stem.text):
            seen.add(stem.text)
            yield stem


def after_connectives(text: str, sentence: Span, limit: int) -> Span:
    """The sentence without 首先, 同时, 因此 at its beginning; never past `limit`."""
    start = sentence.start
    while (found := _CONNECTIVE.match(text, start, sentence.end)) and found.end() <= limit:
        start = found.end()
    return Span(start, sentence.end)


def leans(text: str, stem: Span) -> bool:
    """Whether the stem begins with a word that points back."""
    return bool(_ANAPHORA.match(text, stem.start, stem.end))


def _standing(
    text: str,
    whole: Span,
    window: Span,
    keys: Sequence[Span],
    subjects: Subjects,
    frame: Span | None,
) -> Stem | None:
    """The window with what it needs to stand alone; None if that is not to be had."""
    if window.end < whole.end and (
        _HANGS.search(text, *window)
        or _ADVERSE.search(text, window.end, window.end + 6)
        or _leaves_genus(text, whole, window)
        or _leaves_predicate(text, window)
    ):
        return None
    if window.start == whole.start:
        if not leans(text, window):
            owner = subjects.owner(window)
            if owner is not None:
                return _told(text, owner, keys, f"〔{owner}〕", window) if owner else None
            if not needs_subject(text, window, subjects.language):
                return joined(text, window)
            antecedent = subjects.before(window.start)
            if not antecedent:
                return None
            return _told(text, antecedent, keys, f"〔{antecedent}〕", window)
        pronoun = _PRONOUN.match(text, window.start, window.end)
        antecedent = subjects.before(window.start) if pronoun else ""
        if not pronoun or not antecedent or pronoun.end() > keys[0].start:
            return None
        head, rest = Span(window.start, pronoun.end()), Span(pronoun.end(), window.end)
        return _told(text, antecedent, keys, head, f"〔{antecedent}〕", rest)
    if leans(text, window) or _BOUND.match(text, *window):
        return None
    frame = frame or _colon_frame(text, whole, window)
    if frame and frame.end <= keys[0].start:
        opening = Span(max(frame.start, whole.start), frame.end)
        if window.start <= frame.end or opening.length > _LONGEST_FRAME or leans(text, opening):
            return None
        if needs_subject(text, opening, subjects.language):
            return None
        owner = subjects.owner(whole)
        if owner is not None:
            told = _told(text, owner, keys, f"〔{owner}〕", opening, ELISION, window)
            return told if owner else None
        return joined(text, opening, ELISION, window)
    bare = needs_subject(text, window, subjects.language)
    if not bare and (subjects.has_own(window) or subjects.is_without(whole, window)):
        return joined(text, window)
    subject = subjects.of(whole)
    return _told(text, subject, keys, f"〔{subject}〕", window) if subject else None


def _leaves_genus(text: str, whole: Span, window: Span) -> bool:
    """Whether a cut takes the last noun of a definition: X是指对…采取…措施，|使…的活动."""
    return bool(
        _DEFINES.search(text, *window)
        and _GENUS.search(text, *whole)
        and not _GENUS.search(text, *window)
    )


def _leaves_predicate(text: str, window: Span) -> bool:
    """Whether a cut leaves a subject alone: 1958年播出的节目，|是最早的…."""
    return bool(_PREDICATE.match(text, window.end) and not _HAS_PREDICATE.search(text, *window))


def _colon_frame(text: str, whole: Span, window: Span) -> Span | None:
    """The words up to a colon that governs what follows: 总体思路是：…；…."""
    colons = cuts(text, whole.start, window.start, "：:")
    return Span(whole.start, colons[-1] + 1) if colons else None


def _told(text: str, added: str, keys: Sequence[Span], *pieces: Span | str) -> Stem | None:
    """The stem with the added words, unless they tell a key."""
    if any(text[key.start : key.end] in added for key in keys):
        return None
    return joined(text, *pieces)


def _windows(text: str, sentence: Span, keys: Sequence[Span]) -> Iterator[Span]:
    """The clauses around the keys, in whole: parted by ；, then by ，; longer ones first."""
    for signs in ("；;", "，,；;"):
        edges = [at + 1 for at in cuts(text, sentence.start, sentence.end, signs)]
        starts = [sentence.start, *edges]
        ends = [*(edge - 1 for edge in edges), sentence.end]
        low = max((s for s in starts if s <= keys[0].start), default=sentence.start)
        high = min((e for e in ends if e >= keys[-1].end), default=sentence.end)
        grown = [Span(low, high)]
        # A clause that leans on the one before it takes it along.
        while grown[-1].length < _LEAST_PRINTED or leans(text, grown[-1]):
            earlier = [s for s in starts if s < grown[-1].start]
            if not earlier or grown[-1].end - earlier[-1] > LONGEST:
                break
            grown.append(Span(earlier[-1], high))
        yield from reversed(grown)
