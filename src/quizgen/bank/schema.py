"""The JSON Schema of a bank, for editors: made from the same fields that the program reads by.

Editors check YAML by the types that it has there, so a bank may be right for quizgen and yet be
marked by an editor where a text looks like a number; quotes around it please both.
"""

from __future__ import annotations

import json
from typing import Any

from quizgen.bank.fields import BY_NAME, FIELDS, Field, Shape
from quizgen.model import Kind

_NEEDED = {
    Kind.FILL_BLANK: ["stem"],
    Kind.LIST_RECALL: ["prompt", "members"],
    Kind.MATCHING: ["pairs"],
    Kind.TERM: ["term", "definition"],
}


def schema() -> dict[str, Any]:
    """The schema."""
    fields: dict[str, Any] = {field.name: _typed(field) for field in FIELDS}
    fields["conflict"] = {
        "type": "object",
        "description": "What the source now gives for fields that you changed; delete it once it is settled.",
        "properties": {name: {} for name in BY_NAME},
        "additionalProperties": False,
    }
    fields["made"] = {
        "type": "string",
        "description": "What quizgen wrote last, as digests: leave it alone.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "quizgen bank",
        "type": "object",
        "required": ["bank", "items"],
        "additionalProperties": False,
        "properties": {
            "bank": {"const": 1, "description": "The version of the format."},
            "title": {"type": "string", "description": "The name of what is built from it."},
            "items": {
                "type": ["array", "null"],
                "items": {"oneOf": [_of(kind, fields) for kind in Kind]},
            },
        },
    }


def written() -> str:
    """The schema as its file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _of(kind: Kind, fields: dict[str, Any]) -> dict[str, Any]:
    """An item of one kind."""
    names = [name for name in fields if name not in BY_NAME or kind in BY_NAME[name].kinds]
    return {
        "title": kind.value,
        "type": "object",
        "required": ["kind", *_NEEDED[kind]],
        "additionalProperties": False,
        "properties": {
            name: {"const": kind.value} if name == "kind" else fields[name] for name in names
        },
    }


def _typed(field: Field) -> dict[str, Any]:
    types: dict[Shape, dict[str, Any]] = {
        Shape.TEXT: {"type": "string"},
        Shape.FLAG: {"type": "boolean"},
        Shape.WHOLE: {"type": "integer", "minimum": 0},
        Shape.NUMBER: {"type": "number", "minimum": 0},
        Shape.TEXTS: {"type": "array", "items": {"type": "string"}},
        Shape.PAIRS: {
            "type": "array",
            "minItems": 2,
            "items": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }
    typed = dict(types[field.shape])
    if field.choices:
        typed = {"enum": list(field.choices)}
    if field.name == "stem":
        typed["pattern"] = r"\[\["
    return {**typed, "description": field.about}
