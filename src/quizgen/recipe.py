"""Recipes: what a question set is made of, in a TOML file that is kept and used again.

Paths in a recipe are relative to its folder. The set is built into `out/` beside it unless it says
otherwise.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, cast, get_args

from quizgen.bank.fields import Status
from quizgen.drawing import Choice
from quizgen.errors import InputError
from quizgen.export import formats
from quizgen.export.choosing import options_of
from quizgen.model import Difficulty, Kind

SUFFIX = ".toml"
_TABLE = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(?:=|\.)""")


@dataclass(frozen=True, slots=True)
class Output:
    """A format to write."""

    format: formats.Format
    options: Mapping[str, Any]
    where: str
    """Begins every message about it."""
    suffix: str = ""
    """Put behind the name of the set: `-A`."""
    seed: int | None = None
    """Another seed for this output alone: the same questions, shuffled otherwise."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question set as its recipe describes it."""

    path: Path
    title: str
    sources: tuple[str, ...]
    """Texts, folders and patterns, from where the program runs."""
    banks: tuple[Path, ...]
    statuses: tuple[Status, ...]
    folder: Path
    """To build into."""
    outputs: tuple[Output, ...]
    choice: Choice
    date: str = ""
    encoding: str | None = None
    words: tuple[Path, ...] = ()
    """User dictionaries."""
    templates: Path | None = None
    log: Path | None = None
    """The log of used items."""
    since: str = ""
    """What was used before this date may be used again."""
    inputs: tuple[Path, ...] = field(default=())
    """Every other file that it reads: a change of one is a reason to build again."""


def is_recipe(name: str) -> bool:
    """Whether a file of this name is taken for a recipe."""
    return name.lower().endswith(SUFFIX)


def parse_recipe(data: bytes, path: Path) -> Recipe:
    """The recipe in the bytes of a file; files that it names for terms are read.

    Raises:
        InputError: what is wrong, with the line and, for a wrong name, the nearest right one.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8; save it as UTF-8") from None
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
        line = found[1] if found and found[1] else str(len(text.splitlines()) or 1)
        what = re.sub(r" \(at .*\)$", "", str(error))
        raise InputError(
            f"{path}:{line}: {what[:1].lower()}{what[1:]}; see docs/recipes.md"
        ) from None
    return _Reader(path, text).recipe(values)


class _Table:
    """A table of the recipe: gives values of a type, and knows what nobody asked for."""

    def __init__(
        self, reader: _Reader, name: str, values: Mapping[str, Any], number: int = 0
    ) -> None:
        self.reader, self.name, self.number = reader, name, number
        self.values = {key.replace("_", "-"): value for key, value in values.items()}
        self.spelt = {key.replace("_", "-"): key for key in values}
        self.known: list[str] = []

    def text(self, key: str, default: str = "") -> str:
        return cast("str", self._take(key, default, str, "a text in quotes"))

    def number_(self, key: str, least: int = 0) -> int | None:
        value = self._take(key, None, int, "a whole number")
        if value is not None and (isinstance(value, bool) or value < least):
            raise self.wrong(key, f"{key} is a whole number, {least} or more")
        return cast("int | None", value)

    def date(self, key: str) -> str:
        value = self.values.get(key)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            self.known.append(key)
            return value.isoformat()
        written = self.text(key)
        try:
            return dt.date.fromisoformat(written).isoformat() if written else ""
        except ValueError:
            raise self.wrong(key, f"{written!r} is no date; write it as 2026-01-31") from None

    def texts(self, key: str, among: Iterable[str] = ()) -> tuple[str, ...]:
        value = self._take(key, [], list | str, "a list of texts")
        parts = [value] if isinstance(value, str) else value
        choices = tuple(among)
        for part in parts:
            if not isinstance(part, str):
                raise self.wrong(key, f"{key} is a list of texts, {part!r} is none")
            if choices and part not in choices:
                raise self.wrong(key, _unknown(part, choices, f"{key}: there is no"))
        return tuple(parts)

    def numbers(self, key: str) -> dict[Kind, float]:
        """A number for each kind."""
        value = self._take(key, {}, dict, "a table such as { fill-blank = 20, term = 5 }")
        kinds = [kind.value for kind in Kind]
        for name, number in value.items():
            if name not in kinds:
                raise self.wrong(key, _unknown(name, kinds, f"{key}: there is no kind"))
            if isinstance(number, bool) or not isinstance(number, int | float) or number < 0:
                raise self.wrong(key, f"{key}: {name} is a number, 0 or more, not {number!r}")
        return {Kind(name): number for name, number in value.items()}

    def table(self, key: str) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", self._take(key, {}, dict, f"a table, [{key}]"))

    def done(self) -> None:
        """Complain of a key that nobody asked for."""
        for key in self.values:
            if key not in self.known:
                raise self.wrong(key, _unknown(key, self.known, "there is no"))

    def wrong(self, key: str, what: str) -> InputError:
        line = self.reader.line(self.name, self.number, self.spelt.get(key, key))
        return InputError(f"{self.reader.path}:{line}: {what}")

    def _take(self, key: str, default: Any, type_: Any, what: str) -> Any:
        self.known.append(key)
        value = self.values.get(key, default)
        if value is not default and not isinstance(value, type_):
            raise self.wrong(key, f"{key} is {what}, not {value!r}")
        return value


class _Reader:
    def __init__(self, path: Path, text: str) -> None:
        self.path, self.base = path, path.parent
        self.lines = _lines(text)
        self.inputs: list[Path] = []

    def line(self, table: str, number: int, key: str) -> int:
        """The line of a key, else that of its table."""
        return self.lines.get((table, number, key)) or self.lines.get((table, number, "")) or 1

    def recipe(self, values: Mapping[str, Any]) -> Recipe:
        top = _Table(self, "", values)
        sources, banks = top.texts("sources"), top.texts("bank")
        if not sources and not banks:
            raise InputError(f"{self.path}:1: name the texts in `sources`, or a `bank`")
        choice = self._choice(top)
        used = _Table(self, "used", top.table("used"))
        log = used.text("log")
        since = used.date("since")
        used.done()
        outputs = self._outputs(top)
        templates = top.text("templates")
        recipe = Recipe(
            path=self.path,
            title=top.text("title") or self.path.stem,
            sources=tuple(str(self.base / name) for name in sources),
            banks=tuple(self.base / name for name in banks),
            statuses=tuple(Status(name) for name in top.texts("statuses", Status)),
            folder=self.base / top.text("folder", "out"),
            outputs=outputs,
            choice=choice,
            date=top.date("date"),
            encoding=top.text("encoding") or None,
            words=tuple(self.base / name for name in top.texts("dictionary")),
            templates=self.base / templates if templates else None,
            log=self.base / log if log else None,
            since=since,
            inputs=tuple(self.inputs),
        )
        top.done()
        if templates and not (self.base / templates).is_dir():
            raise top.wrong("templates", f"there is no folder {self.base / templates}")
        if recipe.statuses and not banks:
            raise top.wrong("statuses", "statuses are those of a bank, and there is none")
        return recipe

    def _choice(self, top: _Table) -> Choice:
        seed = top.number_("seed") or 0
        table = _Table(self, "select", top.table("select"))
        counts = table.numbers("counts")
        for kind, count in counts.items():
            if not isinstance(count, int):
                raise table.wrong("counts", f"counts: {kind} is a whole number, not {count}")
        draws = ("best", "random")
        draw = table.text("draw", "best")
        if draw not in draws:
            raise table.wrong("draw", _unknown(draw, draws, "draw: there is no"))
        choice = Choice(
            kinds=tuple(Kind(name) for name in table.texts("kinds", Kind)) or tuple(Kind),
            articles=table.texts("articles"),
            sections=table.texts("sections"),
            rules=table.texts("rules"),
            tags=table.texts("tags"),
            difficulties=table.texts("difficulties", get_args(Difficulty)),
            must_have=self._terms(table, "must-have"),
            must_not=self._terms(table, "must-not"),
            stop=self._terms(table, "stop"),
            glossary=self._glossary(top, table),
            max_items=table.number_("max-items", 1),
            counts={kind: int(count) for kind, count in counts.items()},
            shares=table.numbers("shares"),
            draw=cast("Literal['best', 'random']", draw),
            seed=seed,
        )
        table.done()
        if choice.counts and choice.shares:
            raise table.wrong("shares", "counts and shares exclude one another")
        return choice

    def _terms(self, table: _Table, key: str) -> tuple[str, ...]:
        """Terms, or the lines of text files that are named with their suffix `.txt`."""
        terms: list[str] = []
        for term in table.texts(key):
            terms += self._file(table, key, term) if term.endswith(".txt") else [term]
        return tuple(terms)

    def _glossary(self, top: _Table, select: _Table) -> dict[str, float]:
        """Terms with weights: the table `[glossary]`, and files named in `select.glossary`."""
        found: dict[str, float] = {}
        for name in select.texts("glossary"):
            for row in self._file(select, "glossary", name):
                term, _, weight = row.rpartition("\t") if "\t" in row else (row, "", "1")
                try:
                    found[term.strip()] = float(weight)
                except ValueError:
                    raise select.wrong(
                        "glossary", f"{name}: expected `term<TAB>weight`, found {row!r}"
                    ) from None
        table = _Table(self, "glossary", {})
        for term, weight in top.table("glossary").items():
            if isinstance(weight, bool) or not isinstance(weight, int | float):
                table.spelt[term] = term
                raise table.wrong(term, f"{term} has a weight, a number, not {weight!r}")
            found[term] = float(weight)
        return found

    def _file(self, table: _Table, key: str, name: str) -> list[str]:
        path = self.base / name
        self.inputs.append(path)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise table.wrong(key, f"cannot read {path}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise table.wrong(key, f"{path} is not UTF-8; save it as UTF-8") from None
        rows = (line.strip() for line in text.splitlines())
        return [row for row in rows if row and not row.startswith("#")]

    def _outputs(self, top: _Table) -> tuple[Output, ...]:
        rows = top._take("output", [], list, "written as [[output]]")
        if not rows:
            rows = [{"format": name} for name in formats.DEFAULT]
        outputs: list[Output] = []
        names: set[tuple[str, str]] = set()
        for number, row in enumerate(rows):
            if not isinstance(row, Mapping):
                raise top.wrong("output", "output is written as [[output]]")
            table = _Table(self, "output", row, number)
            name, suffix = table.text("format"), table.text("suffix")
            if not name:
                raise table.wrong(
                    "format", f"name a format; there are {', '.join(formats.names())}"
                )
            try:
                known = formats.find(name)
            except InputError as error:
                raise table.wrong("format", str(error)) from None
            if (name, suffix) in names:
                raise table.wrong("format", f"two outputs {name} of one name; give one a `suffix`")
            if re.search(r'[<>:"/\\|?*\x00-\x1f]', suffix):
                raise table.wrong("suffix", f"{suffix!r} cannot be part of a file's name")
            names.add((name, suffix))
            seed = table.number_("seed")
            options = {key: row[table.spelt[key]] for key in table.values if key not in table.known}
            kind = formats.load(known).Options
            for key, value in options.items():
                try:
                    options_of(kind, {key: value}, name)
                except InputError as error:
                    raise table.wrong(key, str(error)) from None
            outputs.append(Output(known, options, f"{self.path}: {name}", suffix, seed))
        return tuple(outputs)


def _unknown(name: str, known: Iterable[str], said: str) -> str:
    choices = list(known)
    near = get_close_matches(name, choices, 1)
    hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(sorted(choices))}"
    return f"{said} {name!r}{hint}"


def _lines(text: str) -> dict[tuple[str, int, str], int]:
    """The line of each key: by table, number of the table among those of its name, and key."""
    found: dict[tuple[str, int, str], int] = {}
    table, number = "", 0
    counts: dict[str, int] = {}
    quoted = ""
    for at, line in enumerate(text.splitlines(), 1):
        if not quoted:
            if head := _TABLE.match(line):
                table = head[1].strip("\"'")
                number = counts.get(table, 0)
                counts[table] = number + 1
                found.setdefault((table, number, ""), at)
            elif key := _KEY.match(line):
                name = next(part for part in key.groups() if part is not None)
                found.setdefault((table, number, name), at)
        for mark in ('"""', "'''"):
            if (not quoted or quoted == mark) and line.count(mark) % 2:
                quoted = "" if quoted else mark
    return found
