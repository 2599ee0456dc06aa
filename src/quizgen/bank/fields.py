"""What an item has in a bank: the fields, their order and their types, and items to and from them."""

from __future__ import annotations

import enum
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast, get_args

from quizgen.bank.blanks import BlankError, parse_stem, write_stem
from quizgen.items.identity import item_id
from quizgen.model import (
    NOWHERE,
    Difficulty,
    FillBlank,
    Item,
    Kind,
    ListRecall,
    Matching,
    Pair,
    Provenance,
    Term,
    kind_of,
)

Value: TypeAlias = str | bool | int | float | tuple[str, ...] | tuple[tuple[str, str], ...]
Fields: TypeAlias = Mapping[str, Value]


class Shape(enum.Enum):
    """How a field is written."""

    TEXT = "a text"
    FLAG = "true or false"
    WHOLE = "a whole number"
    NUMBER = "a number"
    TEXTS = "a list of texts"
    PAIRS = "a list of `left: right`"


class Status(enum.StrEnum):
    """What a person has said of an item."""

    NEW = "new"
    """Nothing yet."""
    KEPT = "kept"
    EDITED = "edited"
    DROPPED = "dropped"
    """Never asked, and never offered again."""


Group = Literal["own", "asks", "place", "tool"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an item in a bank."""

    name: str
    shape: Shape
    group: Group
    """`own`: a person's; `asks`: what is asked; `place`: where it comes from; `tool`: quizgen's."""
    about: str
    kinds: tuple[Kind, ...] = tuple(Kind)
    choices: tuple[str, ...] = ()
    inline: bool = True
    """A list on the line of its name."""


_BLANK, _LIST, _MATCH, _TERM = (
    (Kind.FILL_BLANK,),
    (Kind.LIST_RECALL,),
    (Kind.MATCHING,),
    (Kind.TERM,),
)
FIELDS: tuple[Field, ...] = (
    Field("id", Shape.TEXT, "own", "Names the item for good; leave it out of items of your own."),
    Field("status", Shape.TEXT, "own", "What you say of it.", choices=tuple(Status)),
    Field("kind", Shape.TEXT, "asks", "The kind of item.", choices=tuple(Kind)),
    Field("stem", Shape.TEXT, "asks", "The sentence, its keys in [[ ]].", _BLANK),
    Field("prompt", Shape.TEXT, "asks", "The question.", _LIST),
    Field("members", Shape.TEXTS, "asks", "What is to be listed.", _LIST, inline=False),
    Field("title", Shape.TEXT, "asks", "What is matched.", _MATCH),
    Field("heads", Shape.TEXTS, "asks", "The heads of the two columns.", _MATCH),
    Field("pairs", Shape.PAIRS, "asks", "What belongs together.", _MATCH, inline=False),
    Field("term", Shape.TEXT, "asks", "The term.", _TERM),
    Field("definition", Shape.TEXT, "asks", "What it means.", _TERM),
    Field("order-free", Shape.FLAG, "asks", "The keys may come in any order.", _BLANK),
    Field("ordered", Shape.FLAG, "asks", "The order counts.", _LIST),
    Field("open-ended", Shape.FLAG, "asks", "The text names only some.", (*_BLANK, *_LIST)),
    Field("note", Shape.TEXT, "asks", "Printed beside the question."),
    Field("hint", Shape.TEXT, "asks", "A help, shown on demand."),
    Field("why", Shape.TEXT, "asks", "A line for the back of a card."),
    Field("difficulty", Shape.TEXT, "asks", "How hard it is.", choices=get_args(Difficulty)),
    Field("tags", Shape.TEXTS, "own", "Words of your own, to choose by."),
    Field("source", Shape.TEXT, "place", "The text, as seen from the bank."),
    Field("article", Shape.TEXT, "place", "The title of the article."),
    Field("section", Shape.TEXT, "place", "The heading that it stands under."),
    Field("line", Shape.WHOLE, "place", "The line of the text."),
    Field("page", Shape.WHOLE, "place", "The page of the text."),
    Field("quote", Shape.TEXT, "place", "What the text says."),
    Field("rule", Shape.TEXT, "place", "The rule that found it."),
    Field("score", Shape.NUMBER, "place", "How sure quizgen is, 0 to 1."),
    Field("gone", Shape.FLAG, "tool", "The text no longer has it."),
)
BY_NAME = {field.name: field for field in FIELDS}
CONFLICT, MADE = "conflict", "made"
NAMES = (*BY_NAME, CONFLICT, MADE)
"""All names, in the order in which they are written."""
ASKS = frozenset(field.name for field in FIELDS if field.group == "asks")
PLACE = frozenset(field.name for field in FIELDS if field.group == "place")


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class FieldError(ValueError):
    """A field that does not fit; `name` says which."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def digest(value: Value) -> str:
    """Eight hexadecimal digits that stand for a value."""
    written = json.dumps(value, ensure_ascii=False)
    return hashlib.blake2b(written.encode("utf-8", "replace"), digest_size=4).hexdigest()


def fields_of(item: Item) -> dict[str, Value]:
    """The fields of an item, without its id and those that are empty."""
    fields: dict[str, Value] = {"kind": kind_of(item).value}
    match item:
        case FillBlank():
            fields["stem"] = write_stem(item.stem, item.blanks)
            fields["order-free"] = item.order_free
            fields["open-ended"] = item.open_ended
        case ListRecall():
            fields["prompt"] = item.prompt
            fields["members"] = item.member_texts
            fields["ordered"] = item.ordered
            fields["open-ended"] = item.open_ended
        case Matching():
            fields["title"] = item.title
            if item.premise_head or item.response_head:
                fields["heads"] = (item.premise_head, item.response_head)
            fields["pairs"] = tuple((pair.premise_text, pair.response_text) for pair in item.pairs)
        case Term():
            fields["term"] = item.term_text
            fields["definition"] = item.definiens_text
    place = item.provenance
    fields.update(
        {
            "note": item.note,
            "hint": item.hint,
            "why": item.why,
            "difficulty": item.difficulty,
            "tags": item.tags,
            "source": place.source,
            "article": place.article,
            "section": place.section,
            "line": place.line,
            "page": place.page,
            "quote": place.quote,
            "rule": item.rule,
            "score": item.score,
        }
    )
    return {name: _shown(fields[name]) for name in BY_NAME if fields.get(name)}


def item_of(fields: Fields, *, order: int = 0) -> Item:
    """The item that the fields describe.

    Args:
        fields: of one item.
        order: its place in the bank, which is its place in study.

    Raises:
        FieldError: a field that is missing, empty, of no use, or of another kind of item.
    """
    kind = Kind(_text(fields, "kind"))
    for name in fields:
        if kind not in BY_NAME[name].kinds:
            raise FieldError(name, f"a {kind} item has no {name}")
    source = str(fields.get("source", ""))
    common = {
        "rule": str(fields.get("rule", "")),
        "score": _number(fields, "score", 1.0),
        "note": str(fields.get("note", "")),
        "hint": str(fields.get("hint", "")),
        "why": str(fields.get("why", "")),
        "tags": fields.get("tags", ()),
        "difficulty": fields.get("difficulty", "中"),
        "provenance": Provenance(
            source=source.rsplit("/", 1)[-1],
            article=str(fields.get("article", "")),
            section=str(fields.get("section", "")),
            line=int(_number(fields, "line", 0)),
            page=int(_number(fields, "page", 0)),
            quote=str(fields.get("quote", "")),
            order=order,
        ),
    }
    article = str(fields.get("article", ""))
    id_ = str(fields.get("id", ""))
    match kind:
        case Kind.FILL_BLANK:
            try:
                stem, blanks = parse_stem(_text(fields, "stem"))
            except BlankError as error:
                raise FieldError("stem", str(error)) from None
            if not blanks:
                raise FieldError("stem", "the stem has no blank; put its key in [[ ]]")
            keys = [stem[blank.start : blank.end] for blank in blanks]
            return FillBlank(
                id=id_ or item_id(kind, article, *keys, stem[:12]),
                stem=stem,
                stem_spans=(),
                blanks=blanks,
                order_free=bool(fields.get("order-free")),
                open_ended=bool(fields.get("open-ended")),
                **common,  # type: ignore[arg-type]
            )
        case Kind.LIST_RECALL:
            members = _texts(fields, "members", 2)
            return ListRecall(
                id=id_ or item_id(kind, article, *sorted(members)),
                prompt=_text(fields, "prompt"),
                members=(NOWHERE,) * len(members),
                member_texts=members,
                ordered=bool(fields.get("ordered")),
                open_ended=bool(fields.get("open-ended")),
                **common,  # type: ignore[arg-type]
            )
        case Kind.MATCHING:
            heads = _texts(fields, "heads", 0) or ("", "")
            if len(heads) != 2:
                raise FieldError("heads", f"there are two columns, but {len(heads)} heads")
            pairs = tuple(Pair(NOWHERE, NOWHERE, left, right) for left, right in pairs_of(fields))
            if len(pairs) < 2:
                raise FieldError("pairs", "two pairs at least are needed to match")
            return Matching(
                id=id_ or item_id(kind, article, *(pair.premise_text for pair in pairs)),
                title=str(fields.get("title", "")),
                premise_head=heads[0],
                response_head=heads[1],
                pairs=pairs,
                **common,  # type: ignore[arg-type]
            )
        case Kind.TERM:
            term, definition = _text(fields, "term"), _text(fields, "definition")
            return Term(
                id=id_ or item_id(kind, article, term, definition[:24]),
                term=NOWHERE,
                definiens=NOWHERE,
                term_text=term,
                definiens_text=definition,
                **common,  # type: ignore[arg-type]
            )


def _shown(value: Value) -> Value:
    """The value without signs that cannot be written in a bank."""
    if isinstance(value, str):
        return _CONTROL.sub("\ufffd", value)
    if isinstance(value, tuple):
        return cast("Value", tuple(_shown(part) for part in value))
    return value


def texts_of(fields: Fields, name: str) -> tuple[str, ...]:
    """The texts of a list; none if there is no such field."""
    return cast("tuple[str, ...]", fields.get(name, ()))


def pairs_of(fields: Fields) -> tuple[tuple[str, str], ...]:
    """What is to be matched; nothing if there is no such field."""
    return cast("tuple[tuple[str, str], ...]", fields.get("pairs", ()))


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str) or not value.strip():
        raise FieldError(name, f"{name} is missing or empty")
    return value


def _texts(fields: Fields, name: str, least: int) -> tuple[str, ...]:
    value = texts_of(fields, name)
    if len(value) < least:
        raise FieldError(name, f"{name} needs {least} entries at least")
    return value


def _number(fields: Fields, name: str, default: float) -> float:
    value = fields.get(name, default)
    return float(value) if isinstance(value, int | float) else default
