"""Sets of who said what, who wrote what, and what happened when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.items.matching_sets import Candidate, Relation, Response
from quizgen.items.pieces import leading
from quizgen.items.places import Places
from quizgen.language import Language
from quizgen.model import Document, Findings, KeyPhrase, Span
from quizgen.patterns import pattern

Sets = Iterator[tuple[Relation, Sequence[Candidate]]]

SAYINGS = Relation("人物（文献）与论述", "人物（文献）", "论述", choosy=True, sure=0.84)
WORKS = Relation("人物与著作", "人物", "著作（文章）", sure=0.84)
EVENTS = Relation("事件与时间", "事件", "时间", nested=True, sure=0.84)

_SAYS = pattern(
    "(?:说过?|指出|强调|认为|提出|写道|要求|宣布)(?:过|的)?(?:[：:，,][^，。；“”]{0,6})?[：:，,]?[“「]?$"
)
_LEAD_IN = pattern("^(?:正如|正像|诚如|如|像|据|对此|当时|后来)")
_WROTE = pattern("(?:所?著|写了|写的|撰写|创作|发表|出版|编写|编著|写成|完成|的|在)了?$")
_EVENT = pattern(
    r"(?<![0-9０-９])(?P<date>(?:公元)?前?[0-9０-９]{2,4}年(?:[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?)?)"
    r"[，,]?(?P<event>[^，,。；;：:！？\n]{4,30})(?=[，,。；;])"
)
_NOT_AN_EVENT = pattern(
    "年|的[^的]{1,8}$|[时後后前]$|^(?:[起至到的以来—–-]|开始|之)|[我你他她它这那其]"
)
_ROMAN = frozenset(["nr", "nrt", "nrfg"])


def sets(document: Document, findings: Findings, places: Places, language: Language) -> Sets:
    """The candidates of the whole document: persons and years are the same in all its articles."""
    finder = _Finder(document, places, language)
    yield SAYINGS, list(finder.sayings(findings.key_phrases))
    yield WORKS, list(finder.works(findings.key_phrases))
    yield EVENTS, list(finder.events())


class _Finder:
    def __init__(self, document: Document, places: Places, language: Language) -> None:
        self.document = document
        self.places = places
        self.language = language

    def sayings(self, phrases: Sequence[KeyPhrase]) -> Iterator[Candidate]:
        for phrase in sorted(phrases, key=lambda one: one.phrase):
            if phrase.type != "quotation":
                continue
            speaker = self._speaker(phrase.phrase)
            if speaker:
                yield self._candidate(
                    speaker, list(leading(self.document.text, phrase.phrase)), phrase.rule
                )

    def works(self, phrases: Sequence[KeyPhrase]) -> Iterator[Candidate]:
        for phrase in sorted(phrases, key=lambda one: one.phrase):
            if phrase.type == "work" and (writer := self._writer(phrase.phrase)):
                yield self._candidate(writer, [phrase.phrase], phrase.rule)

    def events(self) -> Iterator[Candidate]:
        text = self.document.text
        for article in self.document.articles:
            for paragraph in article.paragraphs:
                for sentence in paragraph.sentences:
                    if sentence.doubtful:
                        continue
                    for found in _EVENT.finditer(text, *sentence.span):
                        event = Span(*found.span("event"))
                        if self._is_event(event):
                            yield self._candidate(event, [Span(*found.span("date"))], "dates")

    def _candidate(self, premise: Span, spans: Sequence[Span], rule: str) -> Candidate:
        slice_ = self.document.slice
        responses = tuple(Response(span, slice_(span)) for span in spans)
        return Candidate(premise, slice_(premise), responses, rule)

    def _speaker(self, quotation: Span) -> Span | None:
        """Who says it: the nouns that open the clause before the quotation, a person or a paper."""
        text = self.document.text
        sentence = self.places.sentence(quotation.start)
        if sentence is None or sentence.doubtful:
            return None
        before = text[sentence.span.start : quotation.start]
        says = _SAYS.search(before)
        if not says:
            return None
        low = max(before.rfind(sign, 0, says.start()) for sign in "，；：。") + 1
        low += len(before[low:]) - len(_LEAD_IN.sub("", before[low:]))
        return self._name(Span(sentence.span.start + low, sentence.span.start + says.start()))

    def _name(self, clause: Span) -> Span | None:
        """The nouns at the beginning of a clause, if they name a person or what is written."""
        end = 0
        person = False
        for token in self.language.tokens(self.document.slice(clause)):
            known = token.tag in _ROMAN or "·" in token.word
            if not (known or token.tag[:1] == "n" or (token.tag == "vn" and end)):
                break
            person |= known
            end = token.end
        name = Span(clause.start, clause.start + end)
        words = self.document.slice(name)
        return (
            name if 2 <= len(words) <= 14 and (person or words.endswith(("报告", "宣言"))) else None
        )

    def _writer(self, work: Span) -> Span | None:
        """The person before 的《…》, 著《…》, 在《…》中."""
        text = self.document.text
        sentence = self.places.sentence(work.start)
        if sentence is None or text[work.start - 1 : work.start] != "《":
            return None
        before = text[sentence.span.start : work.start - 1]
        wrote = _WROTE.search(before)
        if not wrote:
            return None
        low = max(before.rfind(sign, 0, wrote.start()) for sign in "，；：。、") + 1
        tokens = self.language.tokens(before[low : wrote.start()])
        if not tokens or tokens[-1].tag not in _ROMAN or tokens[-1].end - tokens[-1].start < 2:
            return None
        at = sentence.span.start + low
        return Span(at + tokens[-1].start, at + tokens[-1].end)

    def _is_event(self, event: Span) -> bool:
        """Whether a clause says who did what: a noun, then a verb."""
        words = self.document.slice(event)
        if _NOT_AN_EVENT.search(words):
            return False
        tokens = self.language.tokens(words)
        return tokens[0].tag[:1] == "n" and any(
            token.tag == "v" or token.word == "通过" for token in tokens[1:]
        )
