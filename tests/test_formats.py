"""The register of formats and the options that people write for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest

from quizgen.errors import InputError
from quizgen.export import formats
from quizgen.export.choosing import options_of


@dataclass(frozen=True, slots=True)
class Sample:
    paper: Literal["A4", "A3"] = "A4"
    marks: int = 0
    even_blanks: bool = False
    tags: tuple[str, ...] = ()
    title: str | None = None


def test_options_come_from_texts_and_from_values_alike() -> None:
    texts = {"paper": "A3", "marks": "2", "even-blanks": "yes", "tags": "a, b", "title": "t"}
    values = {"paper": "A3", "marks": 2, "even_blanks": True, "tags": ["a", "b"], "title": "t"}
    wanted = Sample("A3", 2, True, ("a", "b"), "t")
    assert options_of(Sample, texts, "x") == options_of(Sample, values, "x") == wanted
    assert options_of(Sample, {}, "x") == Sample()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"papper": "A4"}, "x: there is no option 'papper'; did you mean paper"),
        ({"paper": "A5"}, "x: paper is one of A4, A3, not 'A5'"),
        ({"marks": "many"}, "x: marks is a number, not 'many'"),
        ({"even_blanks": "perhaps"}, "x: even_blanks is true or false"),
        ({"tags": 3}, "x: tags is a list, not 3"),
        ({"title": 3}, "x: title is a text, not 3"),
    ],
)
def test_a_wrong_option_is_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as raised:
        options_of(Sample, values, "x")
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("known", formats.FORMATS, ids=lambda known: known.name)
def test_each_format_has_options_with_defaults(known: formats.Format) -> None:
    exporter = formats.load(known)
    assert options_of(exporter.Options, {}, known.name) == exporter.Options()
    assert callable(exporter.export)


def test_a_wrong_format_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError, match="no format 'anky'; did you mean anki"):
        formats.find("anky")
