"""The practice page, used as a learner uses it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quizgen.export.pdf import find_browser
from quizgen.export.sheet import Options, export_sheet
from quizgen.model import NOWHERE, Blank, FillBlank, Item, ListRecall, Quiz
from quizgen.pipeline import make_quiz
from quizgen.reading import read
from tests.anki_collection import sample
from tests.conftest import ROOT
from tests.printing import pages_of, solid

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield opened
        opened.close()


class Learner:
    """Someone before the page; whatever the browser complains of is a failure."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith(("file:", "blob:")):
            self.faults.append(f"asked for {url}")

    def open(self, quiz: Quiz, folder: Path, **options: Any) -> None:
        (folder / "sheet.html").write_bytes(export_sheet(quiz, Options(**options)))
        self.page.goto((folder / "sheet.html").as_uri())

    def question(self, number: int) -> Any:
        return self.page.locator(f"#q{number}")

    def type(self, number: int, *texts: str) -> None:
        for at, text in enumerate(texts):
            self.question(number).locator("input, textarea").nth(at).fill(text)

    def does(self, number: int, what: str) -> None:
        self.question(number).locator(f"[data-does={what}]").click()

    def state(self, number: int) -> str | None:
        found: str | None = self.question(number).get_attribute("data-state")
        return found

    def status(self) -> str:
        return self.page.locator(".status").inner_text()


@pytest.fixture
def learner(browser: Browser) -> Iterator[Learner]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    someone = Learner(context.new_page())
    yield someone
    assert someone.faults == []
    context.close()


def blank(
    id_: str, *keys: str, free: bool = False, alternatives: tuple[str, ...] = (), hint: str = ""
) -> Item:
    """A sentence whose gaps have these keys."""
    stem, blanks = "", []
    for key in keys:
        stem += "其中有"
        begin = len(stem)
        stem += key
        blanks.append(Blank(begin, len(stem), NOWHERE, alternatives=alternatives))
        stem += "，"
    return FillBlank(
        id=id_, rule="r", score=0.9, stem=stem, stem_spans=(), blanks=tuple(blanks),
        order_free=free, hint=hint,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "typed", "right"),
    [
        ("光合作用", "光合作用", True),
        ("光合作用", " 光合 作用。", True),
        ("光合作用", "光和作用", False),
        ("ＴＣＰ协议", "tcp协议", True),
        ("“两个确立”", "两个确立", True),
        ("《论持久战》", "论持久战", False),
        ("1,200万", "1200万", True),
        ("三个", "3个", True),
        ("十八", "18", True),
        ("第二十次", "第20次", True),
        ("二〇二〇年", "2020年", True),
        ("一百零五天", "105天", True),
        ("三千五百万人", "3500万人", True),
        ("百分之六十", "60%", True),
        ("三个", "4个", False),
        ("一带一路", "一带一路", True),
        ("一带一路", "1带1路", False),
        ("统一", "统1", False),
        ("1978年", "1979年", False),
        ("3.5", "35", False),
        ("A—B", "A-B", True),
    ],
)
def test_answers_are_compared_without_what_does_not_count(
    learner: Learner, tmp_path: Path, key: str, typed: str, right: bool
) -> None:
    learner.open(Quiz("题", (blank("a", key),)), tmp_path)
    learner.type(1, typed)
    learner.does(1, "check")
    assert learner.state(1) == ("right" if right else "wrong")


def test_other_wordings_and_any_order(learner: Learner, tmp_path: Path) -> None:
    items = (
        blank("a", "18860", alternatives=("18860元",)),
        blank("b", "前期", "中期", free=True),
        blank("c", "前期", "中期"),
    )
    # The order of a sheet is that of the text.
    placed = tuple(
        replace(item, provenance=replace(item.provenance, order=at))
        for at, item in enumerate(items)
    )
    learner.open(Quiz("题", placed), tmp_path)
    learner.type(1, "18860元")
    learner.type(2, "中期", "前期")
    learner.type(3, "中期", "前期")
    for number in (1, 2, 3):
        learner.does(number, "check")
    assert [learner.state(number) for number in (1, 2, 3)] == ["right", "right", "wrong"]
    # One word twice is one right answer.
    learner.type(2, "中期", "中期")
    learner.does(2, "check")
    assert learner.state(2) == "wrong"
    assert "对了 1 处，共 2 处" in learner.question(2).inner_text()


def test_a_round_of_practice(learner: Learner, tmp_path: Path) -> None:
    learner.open(sample(), tmp_path)
    assert learner.status() == "对 0　错 0　共 4 题"
    learner.does(1, "check")
    assert "还没有作答" in learner.question(1).inner_text()
    learner.type(1, "叶绿体", "核糖体")
    learner.does(1, "check")
    learner.type(2, "后期", "前期", "中期")
    learner.does(2, "check")
    order_counts = not next(item for item in sample().items if isinstance(item, ListRecall)).ordered
    assert learner.state(2) == ("right" if order_counts else "wrong")
    # A term that is worded otherwise is for the learner to judge.
    learner.type(4, "水的扩散")
    learner.does(4, "check")
    assert "水分子通过半透膜的扩散" in learner.question(4).inner_text()
    assert learner.state(4) is None
    learner.does(4, "was_right")
    assert learner.state(4) == "right"
    # What is answered stays.
    before = learner.status()
    learner.page.reload()
    assert learner.status() == before
    assert learner.question(1).locator("input").nth(1).input_value() == "核糖体"
    assert learner.state(1) == "wrong"
    # The wrong ones to keep, and again.
    learner.page.locator("[data-does=list]").click()
    listed = learner.page.locator("dialog textarea").input_value()
    assert "1. ____" in listed
    assert "答案：叶绿体；线粒体" in listed
    assert "水分子" not in listed
    with learner.page.expect_download() as download:
        learner.page.locator("[data-does=save]").click()
    assert Path(download.value.path()).read_text(encoding="utf-8-sig") == listed
    learner.page.locator("[data-does=close]").click()
    learner.page.locator("[data-does=again]").click()
    assert learner.question(1).is_visible()
    assert not learner.question(4).is_visible()
    assert learner.question(1).locator("input").first.input_value() == ""
    learner.page.locator("[data-does=everything]").click()
    assert learner.question(4).is_visible()
    learner.page.on("dialog", lambda dialog: dialog.accept())
    learner.page.locator("[data-does=reset]").click()
    learner.page.reload()
    assert learner.status() == "对 0　错 0　共 4 题"


ALL = """() => {
  for (const key of document.querySelectorAll("[data-answers]")) {
    const question = document.getElementById(key.dataset.question);
    const answers = JSON.parse(key.dataset.answers).keys.map((wordings) => wordings[0]);
    if (question.dataset.kind === "matching") {
      question.querySelectorAll(".premise").forEach((premise, at) =>
        premise.dispatchEvent(new KeyboardEvent("keydown", { key: answers[at] })));
    } else {
      question.querySelectorAll("input, textarea").forEach((field, at) => {
        field.value = answers[at];
      });
    }
    question.querySelector("[data-does=check]").click();
  }
}"""


@pytest.mark.parametrize("name", ["biology.md", "law.txt", "networking.md"])
def test_every_key_of_a_real_quiz_is_right(learner: Learner, tmp_path: Path, name: str) -> None:
    quiz = make_quiz([read(ROOT / "seeds" / name)], title=name)
    learner.open(quiz, tmp_path, variants=1)
    learner.page.evaluate(ALL)
    assert learner.status() == f"对 {len(quiz.items)}　错 0　共 {len(quiz.items)} 题"
    assert learner.page.evaluate("document.documentElement.scrollWidth") <= 360


def joins(learner: Learner) -> list[str]:
    return [text.strip(" →") for text in learner.question(3).locator(".joined").all_inner_texts()]


def letters(learner: Learner) -> list[str]:
    """The letter of each premise's response, as the key has it."""
    key = learner.page.locator("[data-question=q3] .k").text_content() or ""
    return [pair.split("—")[1] for pair in key.split("；")]


@pytest.mark.parametrize("way", ["tap", "keys", "drag", "responses first"])
def test_columns_are_joined_in_every_way(learner: Learner, tmp_path: Path, way: str) -> None:
    learner.open(sample(), tmp_path)
    right = letters(learner)
    box = learner.question(3)
    box.scroll_into_view_if_needed()
    for at, letter in enumerate(right):
        premise = box.locator(".premise").nth(at)
        response = box.locator(f".response[data-letter={letter}]")
        if way == "tap":
            premise.click()
            response.click()
        elif way == "responses first":
            response.click()
            premise.click()
        elif way == "keys":
            premise.focus()
            learner.page.keyboard.press(letter.lower())
        else:
            start, end = premise.bounding_box(), response.bounding_box()
            assert start
            assert end
            learner.page.mouse.move(start["x"] + 20, start["y"] + 10)
            learner.page.mouse.down()
            learner.page.mouse.move(start["x"] + 60, start["y"] + 14, steps=3)
            learner.page.mouse.move(end["x"] + 20, end["y"] + 10, steps=3)
            learner.page.mouse.up()
    assert joins(learner) == right
    assert box.locator("svg line").count() == 3
    learner.does(3, "check")
    assert learner.state(3) == "right"
    # Joining a response anew takes it from where it was.
    box.locator(".premise").nth(0).focus()
    learner.page.keyboard.press(right[1].lower())
    assert joins(learner) == [right[1], "", right[2]]
    learner.does(3, "check")
    assert learner.state(3) == "wrong"
    learner.page.reload()
    assert joins(learner) == [right[1], "", right[2]]


def test_the_keyboard_alone_is_enough(learner: Learner, tmp_path: Path) -> None:
    learner.open(sample(), tmp_path)
    learner.question(1).locator("input").first.focus()
    press = learner.page.keyboard.press
    learner.page.keyboard.type("叶绿体")
    press("Enter")
    learner.page.keyboard.type("线粒体")
    press("Enter")
    assert learner.state(1) == "right"
    press("Enter")
    focused = "document.activeElement.closest('li[data-kind]')?.id"
    assert learner.page.evaluate(focused) == "q2"
    # An input method takes the Enter that ends its own choice.
    learner.question(2).locator("input").first.fill("前")
    learner.page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    assert learner.state(2) is None
    assert learner.page.evaluate(focused) == "q2"


def test_hints_and_answers_come_when_asked_for(learner: Learner, tmp_path: Path) -> None:
    items = (blank("a", "光合作用"), replace(blank("b", "线粒体"), hint="细胞的动力车间"))
    learner.open(Quiz("题", items), tmp_path)
    assert not learner.page.get_by_text("参考答案", exact=True).is_visible()
    learner.does(1, "hint")
    assert "以“光”开头，共 4 字" in learner.question(1).inner_text()
    learner.does(2, "hint")
    assert "细胞的动力车间" in learner.question(2).inner_text()
    assert "光合作用" not in learner.question(1).inner_text()
    learner.does(1, "reveal")
    assert "光合作用" in learner.question(1).inner_text()
    assert learner.state(1) == "wrong"
    learner.page.locator("[data-does=keys]").click()
    assert learner.page.locator("section.key").is_visible()


def test_words_of_the_box_go_into_the_gap(learner: Learner, tmp_path: Path) -> None:
    learner.open(Quiz("题", (blank("a", "光合作用"),)), tmp_path, word_bank=True)
    learner.question(1).locator("input").focus()
    learner.page.locator(".word").click()
    learner.does(1, "check")
    assert learner.state(1) == "right"


@pytest.mark.parametrize("key", ["end", "inline"])
def test_a_page_that_was_practised_on_prints_as_the_clean_sheet(
    learner: Learner, tmp_path: Path, key: str
) -> None:
    learner.open(sample(), tmp_path, key=key)
    texts = []
    for practised in (False, True):
        if practised:
            learner.type(1, "错的词", "也不对")
            learner.type(4, "乱写一气")
            for number in (1, 4):
                learner.does(number, "check")
            learner.does(2, "reveal")
            learner.page.locator("[data-does=again]").click()
        learner.page.pdf(path=tmp_path / "out.pdf", prefer_css_page_size=True)
        pages, sizes = pages_of(tmp_path / "out.pdf")
        assert sizes == {"210x297"}
        texts.append([solid(page) for page in pages])
    assert texts[0] == texts[1]
    assert "姓名" in texts[0][0]
    assert "检查" not in "".join(texts[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_serious_fault_for_those_who_cannot_see_or_point(
    browser: Browser, tmp_path: Path, scheme: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    learner = Learner(context.new_page())
    learner.open(sample(), tmp_path)
    learner.type(1, "叶绿体", "核糖体")
    learner.does(1, "check")
    learner.type(4, "水")
    learner.does(4, "check")
    learner.does(2, "reveal")
    learner.page.locator("[data-does=keys]").click()
    response = Axe().run(learner.page).response
    assert len(response["passes"]) > 20
    found = response["violations"]
    serious = [
        (fault["id"], [node["html"][:120] for node in fault["nodes"]][:3])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []
    wide = learner.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    context.close()


def test_hostile_text_does_not_run(learner: Learner, tmp_path: Path) -> None:
    bad = "<img src=x onerror=document.title='ran'></script><script>document.title='ran'</script>"
    quiz = replace(sample(), title=bad)
    items = tuple(replace(item, id=f"{item.id}{bad}\"'", hint=bad, note=bad) for item in quiz.items)
    learner.open(replace(quiz, items=items), tmp_path)
    learner.type(1, bad, "字" * 10_000)
    learner.does(1, "check")
    learner.does(1, "hint")
    learner.does(2, "reveal")
    learner.page.locator("[data-does=list]").click()
    assert learner.page.title() == bad
    assert learner.page.locator("img").count() == 0
    assert learner.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_storage_the_page_works(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})"
    )
    learner = Learner(context.new_page())
    learner.open(sample(), tmp_path)
    learner.type(1, "叶绿体", "线粒体")
    learner.does(1, "check")
    assert learner.state(1) == "right"
    assert learner.faults == []
    context.close()
