"""The report that `quizgen inspect --json` prints: schema 1.

A span is `{"ranges": [[start, end], …], "text": …}` in offsets of the decoded source.
"""

from __future__ import annotations

import hashlib
from typing import Any

from quizgen.model import (
    Document,
    FillBlank,
    Findings,
    Item,
    ListRecall,
    Matching,
    Span,
    Term,
    kind_of,
)
from quizgen.pipeline import Reading

SCHEMA = 1

Json = dict[str, Any]


def report(reading: Reading) -> Json:
    """Everything that was made of one source, as plain values for JSON."""
    return _Report(reading.document).report(reading.findings, reading.items)


class _Report:
    def __init__(self, document: Document) -> None:
        self.document = document

    def span(self, *spans: Span) -> Json:
        ranges = [list(pair) for span in spans for pair in self.document.ranges(span)]
        return {"ranges": ranges, "text": self.document.source_text(*spans)}

    def span_or_none(self, span: Span | None) -> Json | None:
        return None if span is None else self.span(span)

    def report(self, findings: Findings, items: tuple[Item, ...]) -> Json:
        document, source = self.document, self.document.source
        about: Json = {"path": source.path, "sha256": source.sha256, "chars": len(source.text)}
        if source.encoding != "utf-8" or source.format not in ("txt", "md"):
            about["text_sha256"] = hashlib.sha256(source.text.encode("utf-8")).hexdigest()
        return {
            "schema": SCHEMA,
            "source": about,
            "articles": [
                {
                    "title": self.span_or_none(article.title),
                    "authors": [self.span(author) for author in article.authors],
                    "affiliation": self.span_or_none(article.affiliation),
                    "sections": [
                        {
                            "heading": self.span_or_none(section.heading),
                            "paragraphs": [self.span(p.span) for p in section.paragraphs],
                        }
                        for section in article.sections
                    ],
                }
                for article in document.articles
            ],
            "dropped": [
                {
                    "span": {
                        "ranges": [[dropped.start, dropped.end]],
                        "text": source.text[dropped.start : dropped.end],
                    },
                    "reason": dropped.reason,
                }
                for dropped in document.dropped
            ],
            "findings": {
                "enumerations": [
                    {
                        "rule": e.rule,
                        "lead": self.span_or_none(e.lead),
                        "members": [self.span(member) for member in e.members],
                        "ordered": e.ordered,
                        "open_ended": e.open_ended,
                        "complete": e.complete,
                        "score": e.score,
                    }
                    for e in findings.enumerations
                ],
                "definitions": [
                    {
                        "rule": d.rule,
                        "term": self.span(d.term),
                        "definiens": self.span(d.definiens),
                        "score": d.score,
                    }
                    for d in findings.definitions
                ],
                "key_phrases": [
                    {
                        "rule": k.rule,
                        "type": k.type,
                        "phrase": self.span(k.phrase),
                        "score": k.score,
                    }
                    for k in findings.key_phrases
                ],
            },
            "items": [self.item(item) for item in items],
        }

    def item(self, item: Item) -> Json:
        common: Json = {
            "id": item.id,
            "kind": str(kind_of(item)),
            "rule": item.rule,
            "score": item.score,
        }
        match item:
            case FillBlank():
                blanks: list[Json] = []
                for blank, key in zip(item.blanks, item.keys, strict=True):
                    entry = {
                        "start": blank.start,
                        "end": blank.end,
                        "key": key,
                        "span": self.span(blank.span),
                    }
                    blanks.append(entry | ({"cue": blank.cue} if blank.cue else {}))
                return common | {
                    "stem": item.stem,
                    "stem_span": self.span(*item.stem_spans),
                    "blanks": blanks,
                    "order_free": item.order_free,
                    "open_ended": item.open_ended,
                    "note": item.note,
                }
            case Matching():
                return common | {
                    "title": item.title,
                    "premise_head": item.premise_head,
                    "response_head": item.response_head,
                    "pairs": [
                        {
                            "premise": self.span(pair.premise),
                            "response": self.span(pair.response),
                            "premise_text": pair.premise_text,
                            "response_text": pair.response_text,
                        }
                        for pair in item.pairs
                    ],
                }
            case ListRecall():
                return common | {
                    "lead": self.span_or_none(item.lead),
                    "prompt": item.prompt,
                    "members": [self.span(member) for member in item.members],
                    "ordered": item.ordered,
                    "open_ended": item.open_ended,
                    "note": item.note,
                }
            case Term():
                return common | {
                    "term": self.span(item.term),
                    "definiens": self.span(item.definiens),
                    "note": item.note,
                }
