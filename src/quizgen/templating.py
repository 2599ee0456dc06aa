"""Finds templates: the user's own first, then those that come with quizgen.

A user's file may extend the built-in one: `{% extends "builtin/sheet/sheet.html" %}`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.errors import InputError

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment, Template

_HERE = Path(__file__).parent


def builtin_folder() -> Path:
    """The templates that come with quizgen: in the wheel, or in the repository beside `src`."""
    packed = _HERE / "templates"
    return packed if packed.is_dir() else _HERE.parent.parent / "templates"


@lru_cache(maxsize=8)
def environment(own: Path | None = None) -> Environment:
    """A jinja2 environment over the built-in templates and, before them, a folder of one's own."""
    from jinja2 import (
        ChoiceLoader,
        FileSystemLoader,
        PrefixLoader,
        StrictUndefined,
    )
    from jinja2.sandbox import SandboxedEnvironment

    builtin = FileSystemLoader(builtin_folder())
    loaders = [FileSystemLoader(own)] if own else []
    return SandboxedEnvironment(
        loader=ChoiceLoader([*loaders, builtin, PrefixLoader({"builtin": builtin})]),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_cache(),
    )


def _cache() -> BytecodeCache | None:
    """Compiled templates from one run to the next, in a temporary folder of the user's alone.

    Compiling takes longer than rendering. Without such a folder it is done anew each time.
    """
    from jinja2 import FileSystemBytecodeCache

    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


def template(name: str, own: Path | None = None) -> Template:
    """A template by its name, `sheet/sheet.html`.

    Raises:
        InputError: a template of the user's has a mistake; names file and line.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        return environment(own).get_template(name)
    except TemplateSyntaxError as error:
        raise InputError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except TemplateNotFound as error:
        raise InputError(f"there is no template {error.name}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"the template {name} is not in UTF-8; save it in UTF-8") from error


def render(name: str, own: Path | None = None, /, **values: object) -> str:
    """The template `name` with these values.

    Raises:
        InputError: a template of the user's has a mistake or names what there is not; says where.
    """
    from jinja2 import TemplateError

    found = template(name, own)
    try:
        return found.render(values)
    except (
        TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError,
        ValueError,
    ) as error:  # fmt: skip
        message = getattr(error, "message", None) or str(error) or type(error).__name__
        raise InputError(f"{_place_of(error, name)}: {message}") from error


def _place_of(error: Exception, name: str) -> str:
    """File and line of the template that an error arose in."""
    from traceback import walk_tb

    file, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if file and line:
        return f"{file}:{line}"
    # jinja2 gives its frames the names and lines of the templates.
    frames = [(frame.f_code.co_filename, at) for frame, at in walk_tb(error.__traceback__)]
    places = [f"{file}:{at}" for file, at in frames if not file.endswith((".py", ">"))]
    return places[-1] if places else f"template {name}"


CHANGEABLE = ("anki", "sheet")
"""The folders of templates that `--templates` puts a user's own before."""


def changeable() -> tuple[str, ...]:
    """The built-in templates that a user's own may stand in for: `anki/card.css`, and so on."""
    folder = builtin_folder()
    found = (path for room in CHANGEABLE for path in (folder / room).rglob("*") if path.is_file())
    return tuple(sorted(path.relative_to(folder).as_posix() for path in found))


def text_of(name: str, own: Path | None = None) -> str:
    """The text of a file that is used as it stands, `anki/card.css`."""
    for folder in (own, builtin_folder()):
        if folder and (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    raise InputError(f"there is no template {name}")
