"""QTI 1.2 in the dialect that Canvas imports: a zip of a manifest and one assessment."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from quizgen.export.flat import (
    SEPARATOR,
    alternatives,
    cued,
    explained,
    flat,
    inline,
    left_out,
    noted,
)
from quizgen.export.flat import one_line as line
from quizgen.export.formats import Context, Exported, File
from quizgen.export.ooxml import steady
from quizgen.export.wording import gapped, in_text_order
from quizgen.model import FillBlank, Item, ListRecall, Matching, Quiz, Term

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_NAME = "quizgen"


@dataclass(frozen=True, slots=True)
class Options:
    """What a question is worth."""

    points: float = 1.0
    """For each blank, member, pair or term."""


def export(quiz: Quiz, options: Options, context: Context) -> Exported:  # noqa: ARG001
    """The zip that Canvas takes under Import Course Content, QTI .zip file."""
    items = in_text_order(quiz.items)
    root = ET.Element("questestinterop", xmlns=_QTI)
    assessment = ET.SubElement(root, "assessment", ident=_NAME, title=line(quiz.title))
    section = ET.SubElement(assessment, "section", ident="root_section")
    for item in items:
        _item(section, quiz, item, options)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", _xml(_manifest()))
        archive.writestr(f"{_NAME}/{_NAME}.xml", _xml(root))
    return Exported((File("-qti.zip", steady(out.getvalue())),), _remarks(items))


def _manifest() -> ET.Element:
    manifest = ET.Element("manifest", identifier=f"{_NAME}_manifest", xmlns=_CP)
    metadata = ET.SubElement(manifest, "metadata")
    ET.SubElement(metadata, "schema").text = "IMS Content"
    ET.SubElement(metadata, "schemaversion").text = "1.1.3"
    ET.SubElement(manifest, "organizations")
    resources = ET.SubElement(manifest, "resources")
    resource = ET.SubElement(resources, "resource", identifier=_NAME, type="imsqti_xmlv1p2")
    ET.SubElement(resource, "file", href=f"{_NAME}/{_NAME}.xml")
    return manifest


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    content: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return content


def _item(section: ET.Element, quiz: Quiz, item: Item, options: Options) -> None:
    match item:
        case FillBlank():
            mark = _mark(item.stem)
            keys = [
                [key, *others] for key, others in zip(item.keys, alternatives(item), strict=True)
            ]
            if item.order_free:
                keys = [_first(own, keys) for own in keys]
            stem = gapped(item, lambda n, blank: f"[{mark}{n}]{_plain(cued(blank))}", _plain)
            _blanks(section, item, stem + _plain(noted(item)), mark, keys, options)
        case ListRecall():
            mark = _mark(item.prompt)
            keys = [[key] for key in item.member_texts]
            if not item.ordered:
                keys = [_first(own, keys) for own in keys]
            rows = "".join(f"<br>{n}. [{mark}{n}]" for n in range(1, len(keys) + 1))
            _blanks(section, item, _plain(item.prompt + noted(item)) + rows, mark, keys, options)
        case Matching():
            _matching(section, item, options)
        case Term():
            written = flat(quiz, item)
            made = _begun(section, item, "essay_question", options.points)
            presentation = _asked(made, _plain(written.question))
            answer = ET.SubElement(
                presentation, "response_str", ident="response1", rcardinality="Single"
            )
            ET.SubElement(ET.SubElement(answer, "render_fib"), "response_label", ident="answer1")
            _scored(made, [])
            _feedback(made, f"参考答案：{SEPARATOR.join(written.answers)}", item)


def _mark(text: str) -> str:
    """A name of blanks that the text does not hold in brackets."""
    mark = "blank"
    while f"[{mark}" in text:
        mark += "_"
    return mark


def _first(own: Sequence[str], keys: Sequence[Sequence[str]]) -> list[str]:
    """The own key and then every other, for blanks without an order."""
    return list(dict.fromkeys([*own, *(word for words in keys for word in words)]))


def _begun(section: ET.Element, item: Item, kind: str, points: float) -> ET.Element:
    made = ET.SubElement(section, "item", ident=line(item.id), title=line(item.id))
    fields = ET.SubElement(ET.SubElement(made, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", kind), ("points_possible", f"{points:g}")):
        field = ET.SubElement(fields, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = label
        ET.SubElement(field, "fieldentry").text = entry
    return made


def _asked(made: ET.Element, text: str) -> ET.Element:
    presentation = ET.SubElement(made, "presentation")
    _material(presentation, f"<div>{text}</div>", "text/html")
    return presentation


def _material(parent: ET.Element, text: str, kind: str = "text/plain") -> None:
    ET.SubElement(ET.SubElement(parent, "material"), "mattext", texttype=kind).text = text


def _blanks(
    section: ET.Element,
    item: FillBlank | ListRecall,
    text: str,
    mark: str,
    keys: Sequence[Sequence[str]],
    options: Options,
) -> None:
    made = _begun(section, item, "fill_in_multiple_blanks_question", options.points * len(keys))
    presentation = _asked(made, text)
    rights: list[tuple[str, str]] = []
    for n, words in enumerate(keys, 1):
        response = ET.SubElement(presentation, "response_lid", ident=f"response_{mark}{n}")
        _material(response, f"{mark}{n}")
        choices = ET.SubElement(response, "render_choice")
        for k, word in enumerate(words, 1):
            label = ET.SubElement(choices, "response_label", ident=f"{n}-{k}")
            _material(label, line(word))
        rights.append((f"response_{mark}{n}", f"{n}-1"))
    _scored(made, rights)
    _feedback(made, "", item)


def _matching(section: ET.Element, item: Matching, options: Options) -> None:
    made = _begun(section, item, "matching_question", options.points * len(item.pairs))
    presentation = _asked(made, _plain(item.title + noted(item)))
    rights: list[tuple[str, str]] = []
    for n, pair in enumerate(item.pairs, 1):
        response = ET.SubElement(presentation, "response_lid", ident=f"response_{n}")
        _material(response, line(pair.premise_text))
        choices = ET.SubElement(response, "render_choice")
        for k, other in enumerate(item.pairs, 1):
            _material(
                ET.SubElement(choices, "response_label", ident=str(k)), line(other.response_text)
            )
        rights.append((f"response_{n}", str(n)))
    _scored(made, rights)
    _feedback(made, "", item)


def _scored(made: ET.Element, rights: Sequence[tuple[str, str]]) -> None:
    processing = ET.SubElement(made, "resprocessing")
    outcomes = ET.SubElement(processing, "outcomes")
    ET.SubElement(
        outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"
    )
    shown = ET.SubElement(processing, "respcondition", {"continue": "Yes"})
    ET.SubElement(ET.SubElement(shown, "conditionvar"), "other")
    ET.SubElement(shown, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    for respident, ident in rights:
        condition = ET.SubElement(processing, "respcondition")
        variable = ET.SubElement(condition, "conditionvar")
        ET.SubElement(variable, "varequal", respident=respident).text = ident
        ET.SubElement(
            condition, "setvar", varname="SCORE", action="Add"
        ).text = f"{100 / len(rights):.2f}"


def _feedback(made: ET.Element, key: str, item: Item) -> None:
    said = "\n".join(filter(None, (key, explained(item))))
    feedback = ET.SubElement(made, "itemfeedback", ident="general_fb")
    _material(
        ET.SubElement(feedback, "flow_mat"), "<br>".join(map(_plain, said.split("\n"))), "text/html"
    )


def _plain(text: str) -> str:
    return html.escape(inline(text))


def _remarks(items: Sequence[Item]) -> tuple[str, ...]:
    free = sum(
        (isinstance(item, FillBlank) and item.order_free and len(item.blanks) > 1)
        or (isinstance(item, ListRecall) and not item.ordered)
        for item in items
    )
    essays = sum(isinstance(item, Term) for item in items)
    told = (
        (
            free,
            "questions without an order take any of their keys in each blank, the same twice too",
        ),
        (essays, "terms are essays, graded by hand"),
    )
    said = tuple(f"{count} {remark}" for count, remark in told if count)
    return (*said, *left_out(items, ("hints", "tags", "difficulties")))
