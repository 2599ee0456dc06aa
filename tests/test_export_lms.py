"""Moodle XML, QTI, GIFT and Quizlet: read back as their importers read them.

No registry holds a checker of Moodle XML or of Canvas's QTI; these checks are our own, by a plain
XML reader. GIFT was read by a parser of another's by hand.
"""

from __future__ import annotations

import html
import io
import re
import zipfile

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from quizgen.model import NOWHERE, Blank, FillBlank, Matching, Pair, Quiz
from tests.anki_collection import fill_blank, sample, term
from tests.test_export_tables import hostile, made

NAMES = ("moodle", "qti", "gift", "quizlet")
NASTY = "用 {x} ~ a=b:c#d \\ 与%50%值 -> \"乙\" <b> & 'c'"


def nasty() -> Quiz:
    keys = ("{x}", "%50%值")
    stem = NASTY + "是。"
    blanks = tuple(Blank(stem.index(key), stem.index(key) + len(key), NOWHERE) for key in keys)
    item = FillBlank(id="a:b", rule="r", score=0.9, stem=stem, stem_spans=(), blanks=blanks)
    pairs = tuple(
        Pair(NOWHERE, NOWHERE, premise, response)
        for premise, response in (("甲 -> 乙", "{丙}"), ("丁", "=戊"), ("己", "~庚"))
    )
    matching = Matching(
        id="m", rule="r", score=0.9, title="题", premise_head="左", response_head="右", pairs=pairs
    )
    return Quiz("题{", (item, matching, term(NASTY, NASTY)))


def parsed(name: str, quiz: Quiz) -> ElementTree.Element:
    content = made(name, quiz).files[0].content
    if name == "moodle":
        assert content.startswith(b"<?xml"), "Moodle takes nothing before the declaration"
        return ElementTree.fromstring(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        (file,) = [e.attrib["href"] for e in manifest.iter() if e.tag.endswith("}file")]
        return ElementTree.fromstring(archive.read(file))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_quiz_gives_the_same_bytes(name: str) -> None:
    for quiz in (sample(), hostile(), nasty(), Quiz("空", ())):
        assert made(name, quiz) == made(name, quiz)


def read_cloze(text: str) -> tuple[str, list[list[str]]]:
    """The question without its blanks, and the answers of each, as Moodle unescapes them."""
    answers: list[list[str]] = []

    def take(found: re.Match[str]) -> str:
        parts = re.split(r"(?<!\\)~", found[1])
        answers.append(
            [html.unescape(re.sub(r"\\(.)", r"\1", part.removeprefix("="))) for part in parts]
        )
        return "\0"

    rest = re.sub(r"\{1:SHORTANSWER:((?:\\.|[^}\\])*)\}", take, text)
    return html.unescape(re.sub(r"</?(?:p|ol|li)>", "", rest)), answers


def test_moodle_asks_the_stem_and_takes_the_keys() -> None:
    (question,) = [q for q in parsed("moodle", nasty()) if q.get("type") == "cloze"]
    text = question.findtext("questiontext/text")
    assert text is not None
    rest, answers = read_cloze(text)
    assert answers == [["{x}"], ["%50%值"]]
    assert rest.replace("\0", "{x}", 1).replace("\0", "%50%值") == NASTY + "是。"


def test_moodle_pairs_files_and_grades() -> None:
    root = parsed("moodle", nasty())
    assert [q.get("type") for q in root] == ["category", "cloze", "matching", "essay"]
    pairs = [
        (html.unescape(s.findtext("text") or ""), s.findtext("answer/text"))
        for s in root.iter("subquestion")
    ]
    assert pairs == [("甲 -> 乙", "{丙}"), ("丁", "=戊"), ("己", "~庚")]
    assert html.unescape(root.findtext(".//graderinfo/text") or "") == f"<p>{NASTY}</p>"


def test_free_order_takes_every_key_and_says_so() -> None:
    blanks = (Blank(0, 1, NOWHERE), Blank(2, 3, NOWHERE))
    item = FillBlank(
        id="f", rule="r", score=1, stem="甲、乙。", stem_spans=(), blanks=blanks, order_free=True
    )
    done = made("moodle", Quiz("题", (item,)))
    (question,) = [
        q for q in ElementTree.fromstring(done.files[0].content) if q.get("type") == "cloze"
    ]
    assert read_cloze(question.findtext("questiontext/text") or "")[1] == [
        ["甲", "乙"],
        ["乙", "甲"],
    ]
    assert any("without an order" in remark for remark in done.remarks)
    gift = made("gift", Quiz("题", (item,))).files[0].content.decode()
    assert "填空：{=甲}、乙。" in gift
    assert "填空：甲、{=乙}。" in gift


def test_canvas_finds_every_blank_and_its_right_answer() -> None:
    root = parsed("qti", nasty())
    space = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
    items = root.findall(".//q:item", space)
    kinds = [item.findtext(".//q:fieldentry", namespaces=space) for item in items]
    assert kinds == ["fill_in_multiple_blanks_question", "matching_question", "essay_question"]
    for item, wanted in zip(items, (["{x}", "%50%值"], ["{丙}", "=戊", "~庚"]), strict=False):
        right = {v.get("respident"): v.text for v in item.iterfind(".//q:varequal", space)}
        chosen = [
            label.findtext(".//q:mattext", namespaces=space)
            for response in item.iterfind(".//q:response_lid", space)
            for label in response.iterfind(".//q:response_label", space)
            if label.get("ident") == right[response.get("ident")]
        ]
        assert chosen == wanted
    text = items[0].findtext("q:presentation/q:material/q:mattext", namespaces=space) or ""
    names = re.findall(r"\[(blank_*[0-9]+)\]", text)
    asked = [r.get("ident") for r in items[0].iterfind(".//q:response_lid", space)]
    assert [f"response_{name}" for name in names] == asked


def test_a_stem_with_the_name_of_a_blank_in_it_gets_other_names() -> None:
    root = parsed("qti", Quiz("题", (fill_blank("写作 [blank1] 的，是标记。"),)))
    texts = [e.text or "" for e in root.iter() if e.tag.endswith("}mattext")]
    assert "[blank1]" in texts[0]
    assert "[blank_1]" in texts[0]


def test_a_line_for_quizlet_is_two_columns() -> None:
    text = made("quizlet", Quiz("题", (*hostile().items, *nasty().items))).files[0].content.decode()
    lines = text.splitlines()
    assert all(line.count("\t") == 1 for line in lines)
    assert "甲 -> 乙\t{丙}" in lines


def test_gift_escapes_what_it_acts_on() -> None:
    text = made("gift", nasty()).files[0].content.decode()
    blocks = [block for block in text.split("\n\n") if block.strip()]
    assert len(blocks) == 5
    for block in blocks[1:]:
        bare = re.sub(r"\\.", "", block)
        assert bare.count("{") == bare.count("}") == 1
        assert bare.count("::") == 2
    assert "{=%100%%50%值" in text, "a percentage at the beginning is no weight"


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_breaks_a_format(one: str, other: str) -> None:
    quiz = Quiz(one, (term(one or "甲", other or "乙"), *nasty().items))
    for name in ("moodle", "qti"):
        assert len(list(parsed(name, quiz))) > 0
    blocks = made("gift", quiz).files[0].content.decode().rstrip("\n").split("\n\n")
    assert len(blocks) == 6
