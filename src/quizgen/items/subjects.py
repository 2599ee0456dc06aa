"""Who a sentence is about: its subject, and what a pronoun at its beginning stands for.

Only what is plain is told: the words before 是, 要, 包括 and their like, or a term that the sentence
before defines. A wrong subject makes a false question.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from quizgen.items.headwords import needs_owner, subject_of
from quizgen.language import Language, Token
from quizgen.model import Definition, Document, Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import cuts

_LONGEST = 16
_PREDICATE = pattern(
    "是|要(?!求|素|点|义)|应(?!用|急)|必须|具有|可以|包括|包含|分为|能够|将(?!来|军)|既|不仅|通过|坚持|位于|属于|拥有"
)
_ABOUT = pattern("的(?:优势|特点|特征|意义|作用|功能|任务|本质|内容|原则)")
# Verbs that say what something is or has: without their subject they ask nothing.
_STATIVE = pattern(
    "(?:主要|还|一般|通常|其中|也|并|常|均|都|又)?(?:是(?!否)|具有|包括|包含|分为|分成|由[^，。]{1,40}(?:组成|构成)|属于|"
    "称为|叫做|位于|地处|形成了|意味着|成为|体现|表现为|标志着|出自|选自|取自|源于|来自|产自|常见于|见于|发生于|多发于|用于|得名|诞生于|号称|始建于|成立于|"
    "又称|也称|被(?:誉|称|列|评|视|认|选|授|命|确)|因[^，。]{2,30}而得名|规定|指出|强调|认为|要求|提出[：，]|有(?![关效利助序力望人的]))"
)
_VERBAL = frozenset("vdpi")
_MODAL = frozenset({"要", "应", "须", "将", "让", "必须", "应当", "应该", "需要", "需"})
_NOMINAL = frozenset("njbsgz")
_UNSURE = frozenset("rpycu")
_LABELLED = pattern("(?P<label>[^，。；：:“《（]{2,8})[：:]")
_BRACKETED = pattern("[（(][^（）()]*[）)]")
_ALIAS = pattern("[又也亦简俗][称叫名]")
_ASIDE = pattern("[，。；：、！？“”《》（）〔〕]")


def needs_subject(text: str, stem: Span, language: Language) -> bool:
    """Whether a stem begins with a verb of being or having whose subject stands elsewhere."""
    del language
    return bool(_STATIVE.match(text, stem.start, stem.end))


class Subjects:
    """The subjects of the sentences of a document."""

    def __init__(
        self, document: Document, definitions: Iterable[Definition], language: Language
    ) -> None:
        """Prepare the look-up: linear in the number of sentences."""
        self.document = document
        self.language = language
        self._terms = {found.term.start: found.term for found in definitions}
        spans = [
            (sentence.span, earlier.span if earlier else None, section.heading)
            for article in document.articles
            for section in article.sections
            for paragraph in section.paragraphs
            for earlier, sentence in pairwise((None, *paragraph.sentences))
            if sentence
        ]
        self._sentences = [sentence for sentence, _, _ in spans]
        self._earlier = [earlier for _, earlier, _ in spans]
        self._headings = [heading for _, _, heading in spans]
        self._starts = [sentence.start for sentence in self._sentences]

    def of(self, sentence: Span) -> str:
        """The subject of a sentence, as it says it; nothing where it is not plain."""
        text = self.document.text
        term = self._terms.get(sentence.start)
        if term and term.length <= _LONGEST:
            return text[term.start : term.end]
        found = _PREDICATE.search(text, sentence.start + 2, sentence.end)
        if not found or found.start() - sentence.start > _LONGEST:
            return ""
        comma = text.find("，", found.end(), sentence.end)
        if comma > 0 and found[0] != "是" and _STATIVE.match(text, comma + 1, sentence.end):
            # 人们通过…得到的数据，包括…: all the words before the comma are the subject.
            return ""
        return self._clean(Span(sentence.start, found.start()))

    def before(self, start: int) -> str:
        """What a pronoun at the beginning of the sentence at `start` stands for.

        It is the subject of the sentence before, in the same paragraph.
        """
        index = bisect_right(self._starts, start) - 1
        earlier = self._earlier[index] if index >= 0 else None
        return self.of(earlier) if earlier else ""

    def owner(self, sentence: Span) -> str | None:
        """The heading whose matter a line with a label tells: 〔…〕口号：….

        None if the sentence has no such label; nothing if no heading says whose it is.
        """
        text = self.document.text
        colon = _LABELLED.match(text, *sentence)
        if not colon or not needs_owner(colon["label"]):
            return None
        index = bisect_right(self._starts, sentence.start) - 1
        heading = self._headings[index] if index >= 0 else None
        named = subject_of(text[heading.start : heading.end]) if heading else ""
        named = _BRACKETED.sub("", named)
        return named if 2 <= len(named) <= _LONGEST and not _ASIDE.search(named) else ""

    def has_own(self, clause: Span) -> bool:
        """Whether a clause begins with a noun: it has a subject of its own."""
        tokens = self._tokens(clause)
        return bool(tokens) and (tokens[0].tag[:1] in _NOMINAL or tokens[0].tag == "eng")

    def is_without(self, sentence: Span, window: Span | None = None) -> bool:
        """Whether a sentence has no subject that could be lost: 要加快…, 围绕…, 以…为….

        Args:
            sentence: the whole.
            window: the clauses that are printed; if a clause before them begins with 要 or 必须,
                and none between begins with a noun, all of them bid.
        """
        if self._bids(self._tokens(sentence)):
            return True
        if window is None:
            return False
        edges = [sentence.start, *(at + 1 for at in cuts(self.document.text, *sentence, "，；"))]
        for start in reversed([edge for edge in edges if edge < window.start]):
            tokens = self._tokens(Span(start, sentence.end))
            if not tokens or tokens[0].tag[:1] in _NOMINAL:
                return False
            if tokens[0].word in _MODAL:
                return True
        return False

    def _bids(self, tokens: Sequence[Token]) -> bool:
        return bool(tokens) and (tokens[0].tag[:1] in _VERBAL or tokens[0].word in _MODAL)

    def _clean(self, span: Span) -> str:
        text = self.document.text
        words = text[span.start : span.end]
        words = _ALIAS.split(words)[0]
        about = _ABOUT.search(words)
        if about:
            words = words[: about.start()]
        if len(words) < 2 or _ASIDE.search(words):
            return ""
        tokens = self.language.tokens(words)
        if any(token.tag[:1] in _UNSURE and token.word not in "的和与及" for token in tokens):
            return ""
        # An adverb before the predicate is none of the subject.
        while tokens and tokens[-1].tag[:1] == "d":
            tokens = tokens[:-1]
        return "".join(token.word for token in tokens)

    def _tokens(self, span: Span) -> Sequence[Token]:
        return self.language.tokens(self.document.text[span.start : min(span.end, span.start + 12)])
