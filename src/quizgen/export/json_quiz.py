"""The quiz for programs: everything of it but its places in documents, which it does not hold.

Texts are verbatim, control characters among them. docs/formats.md lists the fields.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from quizgen.export.formats import Context, Exported, File
from quizgen.model import FillBlank, Item, ListRecall, Matching, Quiz, Term, kind_of

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Options:
    """How the JSON is laid out."""

    indent: int = 2
    """Spaces a level; 0 writes one line."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """One object: the quiz and, in the order of the quiz, its items."""
    about: dict[str, Any] = {
        "schema": SCHEMA,
        "title": quiz.title,
        "date": quiz.date,
        "seed": quiz.seed,
        "sources": list(quiz.sources),
        "items": [as_json(item) for item in quiz.items],
    }
    text = json.dumps(about, ensure_ascii=False, indent=options.indent or None)
    # A lone surrogate becomes \udXXX, which is JSON for it.
    return Exported((File(".json", (text + "\n").encode("utf-8", "backslashreplace")),))


def as_json(item: Item) -> dict[str, Any]:
    """An item as plain values. Offsets of blanks are code points of the stem, half-open."""
    return {
        "id": item.id,
        "kind": str(kind_of(item)),
        "rule": item.rule,
        "score": item.score,
        "difficulty": item.difficulty,
        "note": item.note,
        "hint": item.hint,
        "why": item.why,
        "tags": list(item.tags),
        **_asked(item),
        "provenance": asdict(item.provenance),
    }


def _asked(item: Item) -> dict[str, Any]:
    match item:
        case FillBlank():
            blanks = [
                {
                    "start": blank.start,
                    "end": blank.end,
                    "key": key,
                    "cue": blank.cue,
                    "alternatives": list(blank.alternatives),
                }
                for blank, key in zip(item.blanks, item.keys, strict=True)
            ]
            return {
                "stem": item.stem,
                "blanks": blanks,
                "order_free": item.order_free,
                "open_ended": item.open_ended,
            }
        case ListRecall():
            return {
                "prompt": item.prompt,
                "members": list(item.member_texts),
                "ordered": item.ordered,
                "open_ended": item.open_ended,
            }
        case Matching():
            return {
                "title": item.title,
                "premise_head": item.premise_head,
                "response_head": item.response_head,
                "pairs": [
                    {"premise": pair.premise_text, "response": pair.response_text}
                    for pair in item.pairs
                ],
            }
        case Term():
            return {"term": item.term_text, "definiens": item.definiens_text}
