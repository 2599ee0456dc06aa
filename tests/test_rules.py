"""Every rule does with its own examples exactly what they say, and is registered."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from pathlib import Path

import pytest

import quizgen.rules
from quizgen.language import default_language
from quizgen.layout import lay_out
from quizgen.model import Definition, Document, Enumeration, Finding, KeyPhrase, Source
from quizgen.rules import RULES
from quizgen.rules.base import Example, Found, Passage, Rule

_PREFIX = {"enumeration": "enumeration_", "definition": "definition_", "key-phrase": "key_phrase_"}


def _run(rule: Rule, text: str) -> tuple[Document, list[Finding]]:
    source = Source(path="example.txt", sha256="", text=text)
    document = lay_out(source)
    found: list[Finding] = []
    for article in document.articles:
        found += rule.detect(Passage(document, article, default_language()))
    return document, found


def _surface(document: Document, finding: Finding) -> Found:
    match finding:
        case Enumeration():
            return Found(
                tuple(document.slice(member) for member in finding.members),
                document.slice(finding.lead) if finding.lead else None,
                finding.ordered,
                finding.open_ended,
                finding.complete,
            )
        case Definition():
            return Found((document.slice(finding.term), document.slice(finding.definiens)))
        case KeyPhrase():
            return Found((document.slice(finding.phrase),))


def _examples() -> list[tuple[Rule, Example]]:
    return [(rule, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"),
    _examples(),
    ids=[f"{rule.name}-{example.text[:12]}" for rule, example in _examples()],
)
def test_rule_finds_exactly_what_its_example_states(rule: Rule, example: Example) -> None:
    document, found = _run(rule, example.text)
    assert [_surface(document, finding) for finding in found] == list(example.found)
    for finding in found:
        assert finding.rule == rule.name
        assert 0 < finding.score <= 1
        if isinstance(finding, Enumeration):
            assert len(finding.members) >= (2 if finding.complete else 1)
            assert all(
                a.end <= b.start for a, b in zip(finding.members, finding.members[1:], strict=False)
            )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_documented_by_hits_and_near_misses(rule: Rule) -> None:
    hits = [example for example in rule.examples if example.found]
    near_misses = [example for example in rule.examples if not example.found]
    assert len(hits) >= 3
    assert len(near_misses) >= 3
    assert all(example.why for example in near_misses)
    assert rule.summary
    module = importlib.import_module(f"quizgen.rules.{rule.name}")
    assert module.RULE is rule
    assert module.__doc__
    assert rule.name.startswith(_PREFIX[rule.family])


def test_every_rule_module_is_registered_once() -> None:
    modules = {
        module.name
        for module in pkgutil.iter_modules(quizgen.rules.__path__)
        if module.name.startswith(tuple(_PREFIX.values()))
    }
    names = [rule.name for rule in RULES]
    assert sorted(names) == sorted(modules)


def test_the_catalogue_is_fresh() -> None:
    path = Path(__file__).parent.parent / "scripts" / "rules_catalogue.py"
    spec = importlib.util.spec_from_file_location("rules_catalogue", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = path.parent.parent / "docs" / "rules.md"
    assert written.read_text(encoding="utf-8") == module.catalogue(), (
        "the catalogue is stale: run scripts/rules_catalogue.py"
    )
