"""Recipes: every option does what it says, every mistake has its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quizgen.bank.merge import merge
from quizgen.bank.parse import parse
from quizgen.drawing import Choice, draw, named
from quizgen.errors import InputError
from quizgen.model import Kind, Provenance, kind_of
from quizgen.pipeline import study
from quizgen.reading import read
from quizgen.recipe import parse_recipe
from quizgen.used import Use, next_log, parse_log, passed_over
from tests.conftest import ROOT
from tests.running import here
from tests.test_bank import blank, sample
from tests.test_cli import files, quizgen

BANKS = sorted((ROOT / "decks").glob("*.yaml"))
RECIPES = sorted((ROOT / "decks").glob("*.toml"))

GOOD = """\
title = "细胞"
sources = ["notes.txt"]
seed = 3

[select]
kinds = ["term"]
max-items = 4

[glossary]
"渗透" = 2

[[output]]
format = "sheet"
paper = "A3"

[[output]]
format = "anki"
"""


def recipe(text: str, folder: Path = Path("decks")) -> object:
    return parse_recipe(text.encode(), folder / "r.toml")


def test_what_a_recipe_says(tmp_path: Path) -> None:
    found = parse_recipe(GOOD.encode(), tmp_path / "r.toml")
    assert found.title == "细胞"
    assert found.sources == (str(tmp_path / "notes.txt"),)
    assert found.folder == tmp_path / "out"
    assert found.choice == Choice(kinds=(Kind.TERM,), max_items=4, seed=3, glossary={"渗透": 2.0})
    assert [output.format.name for output in found.outputs] == ["sheet", "anki"]
    assert found.outputs[0].options == {"paper": "A3"}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title =", "titel =", 1, "did you mean title?"),
        ("max-items = 4", "max-item = 4", 7, "did you mean max-items?"),
        ("max-items = 4", 'max-items = "four"', 7, "whole number"),
        ("max-items = 4", "max-items = 0", 7, "1 or more"),
        ('["term"]', '["terms"]', 6, "did you mean term?"),
        ('["notes.txt"]', "[3]", 2, "list of texts"),
        ('sources = ["notes.txt"]', "", 1, "`sources`, or a `bank`"),
        ("seed = 3", "seed = true", 3, "whole number"),
        ("seed = 3", 'date = "next week"', 3, "2026-01-31"),
        ("seed = 3", 'statuses = ["kept"]', 3, "there is none"),
        ("seed = 3", "seed = ", 3, "docs/recipes.md"),
        ("seed = 3", "seed = 3\nseed = 4", 4, "overwrite"),
        ('"渗透" = 2', '"渗透" = "two"', 10, "a number"),
        ('format = "anki"', 'format = "ankii"', 17, "did you mean anki?"),
        ('paper = "A3"', 'papr = "A3"', 14, "did you mean paper?"),
        ('paper = "A3"', 'paper = "A9"', 14, "A4"),
        ('format = "anki"', 'format = "sheet"', 17, "suffix"),
        ("max-items = 4", 'draw = "rnadom"', 7, "did you mean random?"),
        ("max-items = 4", "counts = { terms = 3 }", 7, "did you mean term?"),
        ("max-items = 4", "counts = { term = 1.5 }", 7, "whole number"),
        ("max-items = 4", "counts = { term = 1 }\nshares = { term = 1 }", 8, "exclude"),
        ("max-items = 4", 'stop = ["no.txt"]', 7, "cannot read"),
    ],
)
def test_mistakes_have_their_line(old: str, new: str, line: int, said: str, tmp_path: Path) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    with pytest.raises(InputError) as caught:
        recipe(text, tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'r.toml'}:{line}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_starter_is_a_recipe_with_every_option(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("天黑了。", encoding="utf-8")
    made = quizgen("new", str(tmp_path / "r.toml"), str(tmp_path / "a.txt"))
    assert made.returncode == 0, made.stderr
    text = (tmp_path / "r.toml").read_text(encoding="utf-8")
    found = parse_recipe(text.encode(), tmp_path / "r.toml")
    assert found.sources == (str(tmp_path / "a.txt"),)
    # Every line that is switched off is right once it is switched on, each by itself.
    for name in ("停用词.txt", "术语.txt"):
        (tmp_path / name).write_text("细胞\n", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    lines = text.splitlines()
    options = 0
    head = ""
    for at, line in enumerate(lines):
        if not line.startswith("# ") or "=" not in line:
            head = line if line.startswith(("[", "# [")) else head
            continue
        options += 1
        changed = lines.copy()
        changed[at] = line[2:]
        if line.startswith("# statuses"):
            changed[at] += '\nbank = "b.yaml"'
        if head.startswith("# ["):
            changed[changed.index(head)] = head[2:]
        parse_recipe("\n".join(changed).encode(), tmp_path / "r.toml")
    assert options > 20
    assert quizgen("new", str(tmp_path / "r.toml")).returncode == 4
    assert (tmp_path / "r.toml").read_text(encoding="utf-8") == text


# ---- drawing ------------------------------------------------------------


def ids(choice: Choice) -> set[str]:
    return {item.id for item in draw(sample(), choice).items}


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice(), {"a1", "a2", "b1", "c1", "d1"}),
        (Choice(kinds=(Kind.TERM,)), {"d1"}),
        (Choice(rules=("enumeration_items",)), {"b1"}),
        (Choice(articles=("细",)), {"a1", "a2", "b1", "c1", "d1"}),
        (Choice(articles=("胞",), sections=("*功能",)), set()),
        (Choice(must_not=("渗透",)), {"a1", "b1", "d1"}),
        (Choice(stop=("渗透作用",)), {"a1", "b1", "c1", "d1"}),
        # A word that is shown but not asked is no reason to stop.
        (Choice(stop=("半透膜",)), {"a1", "a2", "b1", "c1", "d1"}),
        (Choice(difficulties=("难",)), set()),
        (Choice(tags=("重点",)), set()),
        (Choice(used=frozenset({"a1", "c1"})), {"a2", "b1", "d1"}),
        (Choice(counts={Kind.FILL_BLANK: 1, Kind.TERM: 1}), {"a1", "d1"}),
        (Choice(must_have=("渗透作用",), counts={Kind.FILL_BLANK: 1}), {"a2"}),
        (Choice(glossary={"渗透": 1}, counts={Kind.FILL_BLANK: 1}), {"a2"}),
    ],
)
def test_each_wish(choice: Choice, wanted: set[str]) -> None:
    assert ids(choice) == wanted


def test_what_cannot_be_had_is_said() -> None:
    drawn = draw(sample(), Choice(must_have=("光合作用",), counts={Kind.TERM: 3}))
    assert drawn.remarks == ("no item asks “光合作用”", "3 term wanted, 1 found")


def test_shares_and_sizes() -> None:
    many = [blank(f"x{n}", f"第{n}节讲的是[[概念{n}]]，请记住。", n) for n in range(20)]
    pool = [*many, *sample()[2:]]
    drawn = draw(pool, Choice(max_items=4, shares={Kind.FILL_BLANK: 0.75, Kind.TERM: 0.25}))
    kinds = [kind_of(item) for item in drawn.items]
    assert sorted(kinds) == [Kind.FILL_BLANK] * 3 + [Kind.TERM]
    # Without shares no kind crowds out the others.
    assert {kind_of(item) for item in draw(pool, Choice(max_items=6)).items} == set(Kind)
    assert len(draw(pool, Choice(max_items=6)).items) == 6
    # Without a size the scarcest kind decides.
    drawn = draw(pool, Choice(shares={Kind.FILL_BLANK: 0.8, Kind.TERM: 0.2}))
    assert len(drawn.items) == 5


def test_every_section_has_its_share() -> None:
    # The second section's items are all less sure than those of the first.
    pool = [
        replace(
            blank(f"{section}{n}", f"第{n}节讲的是[[概念{n}]]，请记住。", n),
            score=0.9 - 0.3 * section,
            provenance=Provenance("notes.txt", "细胞", f"第{section}节", order=n),
        )
        for section in (0, 1)
        for n in range(10)
    ]
    taken = draw(pool, Choice(max_items=6)).items
    assert sorted(item.provenance.section for item in taken) == ["第0节"] * 3 + ["第1节"] * 3
    # What is needed comes first, and counts.
    taken = draw(pool, Choice(must_have=("概念7",), counts={Kind.FILL_BLANK: 2})).items
    assert "07" in {item.id for item in taken}
    assert len(taken) == 2


def test_seeds() -> None:
    many = [blank(f"x{n}", f"第{n}节讲的是[[概念{n}]]，请记住。", n) for n in range(20)]
    one, two = (
        {item.id for item in draw(many, Choice(max_items=5, seed=seed)).items} for seed in (1, 2)
    )
    assert one != two
    again = {item.id for item in draw(many[::-1], Choice(max_items=5, seed=1)).items}
    assert one == again


def test_names_and_patterns() -> None:
    assert named("第二章 节约用水", ("用水",))
    assert named("第二章 节约用水", ("第二章*",))
    assert not named("第二章 节约用水", ("章*",))


# ---- used items ---------------------------------------------------------


def test_the_log_of_used_items() -> None:
    path = Path("used.tsv")
    log = next_log((), "weekly", "2026-03-01", ["b", "a"])
    assert log == b"2026-03-01\tweekly\ta\n2026-03-01\tweekly\tb\n"
    uses = parse_log(log, path)
    # What this edition asked it may ask again; another date or recipe may not.
    assert passed_over(uses, "weekly", "2026-03-01") == frozenset()
    assert passed_over(uses, "weekly", "2026-03-08") == {"a", "b"}
    assert passed_over(uses, "exam", "2026-03-01") == {"a", "b"}
    assert passed_over(uses, "exam", "", since="2026-04-01") == frozenset()
    again = next_log(uses, "weekly", "2026-03-01", ["c"])
    assert parse_log(again, path) == (Use("2026-03-01", "weekly", "c"),)
    with pytest.raises(InputError, match=r"used\.tsv:2:"):
        parse_log(log.replace(b"\tb", b" b"), path)


def test_two_weeks_ask_different_things(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(
        f'title = "周练"\nsources = ["{(ROOT / "seeds" / "law.txt").as_posix()}"]\n'
        '[select]\nmax-items = 5\n[used]\nlog = "used.tsv"\n[[output]]\nformat = "sheet"\n',
        encoding="utf-8",
    )
    for date in ("2026-03-01", "2026-03-08", "2026-03-01"):
        done = here("build", str(tmp_path / "r.toml"), "--date", date)
        assert done.returncode == 0, done.stderr
    uses = parse_log((tmp_path / "used.tsv").read_bytes(), tmp_path / "used.tsv")
    weeks = [
        {use.item for use in uses if use.date == date} for date in ("2026-03-01", "2026-03-08")
    ]
    assert [len(week) for week in weeks] == [5, 5]
    assert not weeks[0] & weeks[1]


# ---- our own ------------------------------------------------------------


def test_our_recipes_build(tmp_path: Path) -> None:
    assert len(RECIPES) >= 4
    done = here("build", *map(str, RECIPES), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "no item asks" not in done.stderr
    made = files(tmp_path / "out")
    assert sum(name.endswith(".html") for name in made) >= 5


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_our_banks_are_whole_and_stay_so(path: Path) -> None:
    bank = parse(path.read_text(encoding="utf-8"), str(path))
    by_hand = [entry for entry in bank.entries if not entry.made]
    assert by_hand
    read_again = {
        source: study(read(path.parent / source)).items
        for source in {str(entry.fields["source"]) for entry in bank.entries if entry.made}
    }
    merged, _ = merge(bank, read_again)
    held = {entry.id: entry for entry in merged.entries}
    for entry in bank.entries:
        assert held[entry.id].status is entry.status
    comments = [line for line in bank.text.splitlines() if line.startswith("#")]
    assert all(line in merged.text for line in comments)


def test_a_recipe_speaks_for_itself(tmp_path: Path) -> None:
    done = here("build", str(RECIPES[0]), "--max-items", "3")
    assert done.returncode == 3
    assert "stands in the recipe" in done.stderr
    done = here("build", str(tmp_path / "none.toml"))
    assert done.returncode == 3
    assert "quizgen new" in done.stderr
    assert here("build", str(ROOT / "seeds" / "law.txt")).returncode == 3


def test_the_example_of_the_docs_is_a_recipe(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    (tmp_path / "stop.txt").write_text("我们\n", encoding="utf-8")
    (tmp_path / "terms.txt").write_text("以水定需\t3\n", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    one = example.replace("shares = {", "# shares = {")
    found = parse_recipe(one.encode(), tmp_path / "r.toml")
    assert found.choice.glossary == {"以水定需": 3.0, "数字赋能": 2.0}
    assert found.choice.stop == ("我们",)
    assert found.outputs[1].suffix == "-A卷"
