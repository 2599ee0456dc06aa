"""The formats that a quiz goes out in: what each is called, and where it lives.

A format is a module (or an object) with two names:

- `Options`, a frozen dataclass: every field has a default, a plain type (`str`, `bool`, `int`,
  `float`, a `Literal` or a tuple of these) and a docstring. The command line (`--set`) and the
  recipes fill it.
- `export(quiz, options, context) -> Exported`: pure; the same arguments give the same bytes.

Modules are imported when they are asked for. Others add a format with an entry point in the group
`quizgen.formats`: its name is the format's name, its object a module as above.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, cast

from quizgen.errors import InputError
from quizgen.model import Quiz

ENTRY_POINTS = "quizgen.formats"


@dataclass(frozen=True, slots=True)
class File:
    """A file of an export, named after the quiz: `suffix` follows the quiz's name."""

    suffix: str
    """`.apkg`, `-答案.html`."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Exported:
    """What an exporter gives."""

    files: tuple[File, ...]
    remarks: tuple[str, ...] = ()
    """What the format could not hold, a line each, for the user."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an exporter may know beside the quiz and its options."""

    templates: Path | None = None
    """A folder with templates of the user's own."""
    stem: str = ""
    """The path of the outputs without their suffix: for messages, and for names in files."""
    before: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """What stood in the files that the format keeps (see `Format.keeps`), by suffix."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that comes with quizgen."""

    name: str
    module: str
    about: str
    """One line for `--help`."""
    keeps: tuple[str, ...] = ()
    """Suffixes of files whose earlier contents the exporter needs."""


class Exporter(Protocol):
    """The module of a format."""

    Options: type[Any]

    def export(self, quiz: Quiz, options: Any, context: Context) -> Exported:
        """Render the quiz."""
        ...


FORMATS: tuple[Format, ...] = (
    Format("anki", "quizgen.export.anki", "Anki deck (.apkg)", (".edition.json", ".apkg")),
    Format(
        "anki-txt", "quizgen.export.anki_txt", "Anki's text format (-anki.txt)", (".edition.json",)
    ),
    Format("sheet", "quizgen.export.sheet", "printable sheet with its key (.html)"),
    Format("docx", "quizgen.export.docx", "the sheet for Word, WPS and LibreOffice (.docx)"),
    Format("csv", "quizgen.export.table_csv", "table for Excel, WPS and programs (.csv)"),
    Format("tsv", "quizgen.export.table_tsv", "the table, parted by tabs (.tsv)"),
    Format("json", "quizgen.export.json_quiz", "the quiz for programs (.json)"),
    Format("markdown", "quizgen.export.markdown", "the sheet as Markdown (.md)"),
    Format("moodle", "quizgen.export.moodle", "Moodle XML (-moodle.xml)"),
    Format("gift", "quizgen.export.gift", "GIFT, which Moodle and others import (-gift.txt)"),
    Format("qti", "quizgen.export.qti", "QTI 1.2 for Canvas (-qti.zip)"),
    Format("quizlet", "quizgen.export.quizlet", "lines for Quizlet's import (-quizlet.txt)"),
    Format("kaoshibao", "quizgen.export.kaoshibao", "table that 考试宝 imports (-考试宝.xlsx)"),
)
DEFAULT = ("anki", "sheet")


def names() -> tuple[str, ...]:
    """All formats there are, others' too."""
    return (*(known.name for known in FORMATS), *_others())


def find(name: str) -> Format:
    """The format of this name.

    Raises:
        InputError: there is none; names the nearest.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    if name in _others():
        return Format(name, "", f"added by {_others()[name].value}")
    near = get_close_matches(name, names(), 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise InputError(f"there is no format {name!r}{hint}; there are {', '.join(names())}")


def load(known: Format) -> Exporter:
    """Import the module of a format."""
    if known.module:
        return cast("Exporter", import_module(known.module))
    return cast("Exporter", _others()[known.name].load())


def _others() -> dict[str, Any]:
    """The entry points of other packages."""
    from importlib.metadata import entry_points

    ours = {known.name for known in FORMATS}
    return {
        point.name: point for point in entry_points(group=ENTRY_POINTS) if point.name not in ours
    }
