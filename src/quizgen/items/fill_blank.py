"""Sentences with gaps: at most two for each sentence that lists, defines, quotes or counts something.

What to ask is told by `ideas`, what to print by `stems`; here the two meet, and what tells a key
is turned down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.items.cues import cue_of, first_characters, hint_of
from quizgen.items.idea import LONGEST_KEY, Idea
from quizgen.items.ideas import by_sentence, ideas, merged
from quizgen.items.identity import folded, item_id
from quizgen.items.leaks import told_keys, topic_words
from quizgen.items.notes import asked_of_blank, difficulty_of, list_note, why
from quizgen.items.places import Places
from quizgen.items.stems import Stem, after_connectives, stems_of
from quizgen.items.subjects import Subjects
from quizgen.items.worth import is_plain, is_worth_asking
from quizgen.language import Language
from quizgen.model import Blank, Document, FillBlank, Findings, Item, Kind, Span
from quizgen.patterns import pattern

_COPULAS = frozenset({"是", "为", "有", "由", "即", "於", "于"})
_OPENING = 16
_LEAST_LEFT = 10
"""So much of a stem stands at least beside its blanks."""
_NAMES = pattern("(?:称之?为|称作|叫做|叫作|[史俗合统总]称|被?誉为|就叫)[“「《]?$")
_A_SENTENCE = 2
"""Questions a sentence at most."""
_MARKS = frozenset("\"'“”‘’「」『』《》〈〉（）()")
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》"}


def compose(document: Document, findings: Findings, language: Language) -> Iterator[Item]:
    """The items of every sentence in which something was found."""
    return _Composer(document, findings, language).items()


class _Composer:
    def __init__(self, document: Document, findings: Findings, language: Language) -> None:
        self.document = document
        self.findings = findings
        self.language = language
        self.places = Places(document)
        self.topics = topic_words(
            (
                document.slice(sentence.span)
                for article in document.articles
                for paragraph in article.paragraphs
                for sentence in paragraph.sentences
            ),
            language,
        )
        self.subjects = Subjects(document, findings.definitions, language)
        self.defining = {
            sentence.span
            for found in findings.definitions
            if found.type == "definition" and (sentence := self.places.sentence(found.term.start))
        }
        self.frames = {
            sentence.span: Span(sentence.span.start, found.cue.end)
            for found in findings.definitions
            if found.type == "aim"
            and found.cue
            and (sentence := self.places.sentence(found.cue.start))
            and sentence.span.contains(found.cue)
        }

    def items(self) -> Iterator[FillBlank]:
        found = ideas(self.document, self.findings, self.places, self.language)
        for sentence, group in by_sentence(found).items():
            yield from self._sentence(sentence, group)

    def _sentence(self, sentence: Span, found: list[Idea]) -> Iterator[FillBlank]:
        """Questions of one sentence: none may show what another asks."""
        made: list[FillBlank] = []
        if self.places.is_fragment(sentence) and sentence not in self.defining:
            # A point of a list hangs on its lead, unless it gives a name: …的，为一级古树；.
            found = [idea for idea in found if idea.asks == "name"]
        if not is_worth_asking(self.document.slice(sentence)):
            return
        for in_part in (False, True):
            for idea in merged(found):
                if len(made) >= _A_SENTENCE or (in_part and made):
                    break
                if in_part and not idea.is_list:
                    continue
                item = self._best(sentence, idea, made, in_part=in_part)
                if item:
                    made.append(item)
        yield from made

    def _says_something(self, stem: str) -> bool:
        """Whether a stem has a verb or a colon: it is a statement and not a name alone."""
        return "：" in stem or any(
            token.tag[:1] in "vx" or token.word in _COPULAS for token in self.language.tokens(stem)
        )

    def _best(
        self, sentence: Span, idea: Idea, made: Sequence[FillBlank], *, in_part: bool
    ) -> FillBlank | None:
        """The fullest stem of an idea; in part: the members of a list that nothing tells."""
        keys = sorted(idea.keys)
        text = self.document.text
        if any(not _fits(text[key.start : key.end]) for key in keys):
            return None
        frame = self.frames.get(sentence)
        named = _NAMES.search(text, max(sentence.start, keys[0].start - 8), keys[0].start)
        begins = after_connectives(text, sentence, keys[0].start).start
        for stem in stems_of(text, sentence, keys, self.subjects, frame):
            if named and stem.parts[0][1].start > begins:
                # What is called so stands in the clauses before: none of them may go.
                continue
            item = self._item(sentence, idea, stem, keys, in_part=in_part)
            if item and not any(_tells(item, other) for other in made):
                return item
        return None

    def _item(
        self,
        sentence: Span,
        idea: Idea,
        stem: Stem,
        keys: Sequence[Span],
        *,
        in_part: bool = False,
    ) -> FillBlank | None:
        gaps = [gap for gap in map(stem.place, keys) if gap is not None]
        words = tuple(stem.text[start:end] for start, end in gaps)
        if len(gaps) < len(keys) or 2 * sum(map(len, words)) > len(stem.text):
            return None
        if idea.asks in ("quoted", "work") and not self._says_something(stem.text):
            return None
        if not is_plain(stem.text) or len(stem.text) - sum(map(len, words)) < _LEAST_LEFT:
            return None
        title = self.places.article_title(sentence.start)
        told = set(told_keys(stem.text, gaps, self.language, self.topics))
        # The title is printed above the question.
        told |= {n for n, word in enumerate(words) if word in title}
        if told:
            standing = [key for n, key in enumerate(keys) if n not in told]
            if not in_part or len(standing) < 2:
                return None
            # What is told stands; the other members of the list are asked.
            return self._item(sentence, replace(idea, keys=tuple(standing)), stem, standing)
        if any(one is not other and one in other for one in words for other in words):
            # On its own card each blank is alone: the other keys can be read.
            return None
        help_ = first_characters(words) if idea.has_rivals else ""
        if idea.has_rivals and not help_ and all(len(word) <= 2 for word in words):
            return None
        if any(word in help_ for word in words):
            return None
        cued = not idea.is_list and not idea.is_figure
        blanks = tuple(
            Blank(
                start,
                end,
                key,
                cue=cue_of(word) if cued else "",
                alternatives=_alternatives(stem.text, start, end, idea.unit),
            )
            for (start, end), key, word in zip(gaps, keys, words, strict=True)
        )
        several = len(keys) > 1
        return FillBlank(
            id=item_id(Kind.FILL_BLANK, title, *words, _opening(self.document.text, sentence)),
            rule=idea.rule,
            score=round(idea.score, 3),
            note=list_note(
                open_ended=idea.open_ended,
                order_free=idea.order_free,
                several=several,
                help_=help_,
            ),
            hint=hint_of(words),
            why=why(asked_of_blank(idea.asks, len(keys)), self.places.where(sentence.start)),
            difficulty=difficulty_of(words, stem.text, idea.asks),
            provenance=self.places.provenance(keys[0]),
            stem=stem.text,
            stem_spans=stem.spans,
            blanks=blanks,
            order_free=idea.order_free and several,
            open_ended=idea.open_ended,
        )


def _fits(key: str) -> bool:
    if any(sign in _MARKS for sign in key):
        # Half of a quotation, or a name whose marks would be shown beside the blank.
        return False
    return 2 <= len(key) <= LONGEST_KEY or (key.isdigit() and bool(key))


def _opening(text: str, sentence: Span) -> str:
    """The beginning of a sentence: with its keys it tells the item from every other."""
    return folded(text[sentence.start : sentence.end])[:_OPENING]


def _alternatives(stem: str, start: int, end: int, unit: str) -> tuple[str, ...]:
    """The key with the marks around it or the unit behind it: nobody is wrong for writing them."""
    key = stem[start:end]
    found = []
    opening, closing = stem[start - 1 : start], stem[end : end + 1]
    if opening and _QUOTES.get(opening) == closing:
        found.append(f"{opening}{key}{closing}")
    if unit and stem[end:].lstrip().startswith(unit):
        found.append(key + unit)
    return tuple(found)


def _tells(one: FillBlank, other: FillBlank) -> bool:
    """Whether either of two stems shows a key of the other."""
    return any(key in other.stem for key in one.keys) or any(key in one.stem for key in other.keys)
