"""The report that `quizgen inspect` prints for people: articles, findings by rule, items."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from quizgen.model import (
    Definition,
    Document,
    Enumeration,
    FillBlank,
    Finding,
    Item,
    KeyPhrase,
    ListRecall,
    Matching,
    Span,
    Term,
    kind_of,
)
from quizgen.pipeline import Reading
from quizgen.rules import RULES

_SUMMARY = {rule.name: rule.summary for rule in RULES}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def readable(reading: Reading, *, explain: bool = False) -> str:
    """The report. Control characters of the text are shown as `·`: none reaches a terminal."""
    lines = [
        *_articles(reading.document),
        *_findings(reading, explain),
        *(_verdicts(reading) if explain else ()),
        *_items(reading),
    ]
    return _CONTROL.sub("·", "\n".join(lines)) + "\n"


def _line(document: Document, span: Span) -> int:
    ranges = document.ranges(span)
    return document.source.line(ranges[0][0]) if ranges else 0


def _articles(document: Document) -> Iterator[str]:
    yield f"{document.source.path}: {len(document.source.text)} characters"
    for number, article in enumerate(document.articles, 1):
        title = document.slice(article.title) if article.title else "(no title)"
        authors = " ".join(document.slice(author) for author in article.authors)
        yield f"\nArticle {number}: {title}" + (f"  {authors}" if authors else "")
        for section in article.sections:
            if section.heading:
                yield f"  § {document.slice(section.heading)}"
            count = len(section.paragraphs)
            length = sum(paragraph.span.length for paragraph in section.paragraphs)
            yield f"    {count} paragraph{'' if count == 1 else 's'}, {length} characters"
    if document.dropped:
        yield f"\nDropped: {len(document.dropped)} pieces (see --layout)"


def _findings(reading: Reading, explain: bool) -> Iterator[str]:
    found = reading.findings
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    families: tuple[tuple[Finding, ...], ...] = (
        found.enumerations,
        found.definitions,
        found.key_phrases,
    )
    for finding in (finding for family in families for finding in family):
        by_rule[finding.rule].append(finding)
    document = reading.document
    for rule, findings in by_rule.items():
        of = f" — {_SUMMARY[rule]}" if explain and rule in _SUMMARY else ""
        yield f"\n{rule}: {len(findings)}{of}"
        for finding in sorted(findings, key=lambda finding: finding.span):
            line = _line(document, finding.span)
            why = _cue(document, finding) if explain else ""
            yield f"  {line:>5}  {finding.score:.2f}  {describe(document, finding)}{why}"


def _cue(document: Document, finding: Finding) -> str:
    """The words that a definition was taken for."""
    if isinstance(finding, Definition) and finding.cue and finding.cue.length <= 20:
        return f"  [{document.slice(finding.cue).strip()}]"
    return ""


def describe(document: Document, finding: Finding) -> str:
    """A finding in one line."""
    match finding:
        case Enumeration():
            lead = document.slice(finding.lead) if finding.lead else "–"
            members = " / ".join(document.slice(member) for member in finding.members)
            marks = [
                name
                for name, given in (
                    ("ordered", finding.ordered),
                    ("open", finding.open_ended),
                    ("incomplete", not finding.complete),
                )
                if given
            ]
            return f"{lead}: {members}" + (f" ({', '.join(marks)})" if marks else "")
        case Definition():
            return f"{document.slice(finding.term)} := {document.slice(finding.definiens)}"
        case KeyPhrase():
            return f"{document.slice(finding.phrase)} <{finding.type}>"


def _verdicts(reading: Reading) -> Iterator[str]:
    document = reading.document
    yield f"\nLeft out: {len(reading.findings.verdicts)}"
    for verdict in reading.findings.verdicts:
        yield f"  {verdict.loser.rule}: {describe(document, verdict.loser)}"
        winner = verdict.winner
        over = f", for {winner.rule}: {describe(document, winner)}" if winner else ""
        yield f"      {verdict.reason}{over}"


def _items(reading: Reading) -> Iterator[str]:
    yield f"\nItems: {len(reading.items)}"
    for number, item in enumerate(reading.items, 1):
        place = f"line {item.provenance.line}" if item.provenance.line else ""
        place = f"page {item.provenance.page}" if item.provenance.page else place
        note = f"〔{item.note}〕" if item.note else ""
        yield f"{number:>4}. [{kind_of(item)}] {item.score:.2f} {place} {note}".rstrip()
        yield from (f"      {line}" for line in _question(item))


def _question(item: Item) -> Iterator[str]:
    match item:
        case FillBlank():
            stem = item.stem
            for blank in sorted(item.blanks, key=lambda blank: -blank.start):
                cue = f"({blank.cue})" if blank.cue else ""
                key = stem[blank.start : blank.end]
                stem = f"{stem[: blank.start]}【{key}】{cue}{stem[blank.end :]}"
            yield stem
        case Matching():
            yield f"{item.title}: {item.premise_head} – {item.response_head}"
            for pair in item.pairs:
                yield f"  {pair.premise_text} – {pair.response_text}"
        case ListRecall():
            yield item.prompt
            yield "  " + " / ".join(item.member_texts)
        case Term():
            yield f"{item.term_text}：{item.definiens_text}"
