"""The documents about banks say what the program does."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
import yaml

from quizgen.bank.fields import Status
from quizgen.bank.parse import parse
from quizgen.bank.schema import schema, written
from tests.conftest import ROOT
from tests.test_bank import BY_HAND, banked

DOCS = ROOT / "docs"


def example() -> str:
    text = (DOCS / "bank.md").read_text(encoding="utf-8")
    return text.split("```yaml\n")[1].split("```")[0].replace(" …      #", "      #")


def test_the_example_is_a_bank() -> None:
    bank = parse(example(), "bank.md")
    assert bank.name == "生物必修一"
    assert len(bank.entries) == 5
    assert [entry.status for entry in bank.entries] == [Status.NEW, *[Status.KEPT] * 4]


def test_the_schema_is_fresh() -> None:
    assert (DOCS / "bank.schema.json").read_text(encoding="utf-8") == written(), "run `make docs`"
    jsonschema.Draft202012Validator.check_schema(json.loads(written()))


@pytest.mark.parametrize("text", [example(), banked().text, "bank: 1\nitems:\n"])
def test_the_schema_takes_what_the_program_takes(text: str) -> None:
    jsonschema.validate(yaml.safe_load(text), schema())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: term", "kind: tern"),
        ("tags:", "tgas:"),
        ("[[细胞膜]]", "细胞膜"),
        ("definition: 12:30", "prompt: 问"),
        ("bank: 1", "bank: 2"),
        ("  - 叶: 光合作用\n", ""),
    ],
)
def test_the_schema_refuses_what_the_program_refuses(old: str, new: str) -> None:
    right = BY_HAND.replace("term: no", "term: 'no'").replace("12:30", "'12:30'")
    jsonschema.validate(yaml.safe_load(right), schema())
    wrong = BY_HAND.replace("term: no", "term: 'no'").replace(old, new)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(wrong), schema())


def test_the_keys_are_those_of_the_review() -> None:
    from quizgen.review.terminal import Review

    text = (DOCS / "bank.md").read_text(encoding="utf-8").split("## Review")[1]
    told = set(re.findall(r"`([^`\s]+)`", text))
    names = {"less_than_sign": "<", "greater_than_sign": ">", "left_square_bracket": "[", "tab": "Tab",
             "right_square_bracket": "]", "plus": "+", "minus": "-", "slash": "/", "left": "←",
             "right": "→", "question_mark": "?"}  # fmt: skip
    for binding in Review.BINDINGS:
        keys = {names.get(key, key) for key in binding.key.split(",")}  # type: ignore[union-attr]
        assert keys & (told | {"?"}), f"the key {sorted(keys)} is not in docs/bank.md"
