"""What a Word file needs and python-docx has no call for: numbering, borders, fields, columns.

Names and orders of elements are those of ECMA-376, part 1, 17 (WordprocessingML). Text never goes
through here but for the labels of numbers: what an item says is text in `w:t` and nothing else.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

_TWIPS = 567
"""In a centimetre."""


def twips(centimetres: float) -> str:
    """A length as Word writes it, in twentieths of a point."""
    return str(round(centimetres * _TWIPS))


def element(tag: str, **attributes: str) -> Any:
    """An element `w:…` with attributes of the same namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def numbering(document: Any, form: str, text: str, indent: float, hang: float) -> int:
    """A new list of one level; its number, for `numbered`.

    Args:
        document: the document.
        form: ECMA-376 17.18.59: `decimal`, `chineseCounting`, `upperRoman`.
        text: the label, `%1.`.
        indent: of the text, in centimetres.
        hang: how far the label stands to the left of the text.
    """
    root = document.part.numbering_part.element
    abstracts = _children(root, "abstractNum")
    number = 1 + max((int(_value(one, "abstractNumId")) for one in abstracts), default=0)
    abstract = element("abstractNum", abstractNumId=str(number))
    abstract.append(element("multiLevelType", val="singleLevel"))
    level = element("lvl", ilvl="0")
    level.append(element("start", val="1"))
    level.append(element("numFmt", val=form))
    level.append(element("lvlText", val=text))
    level.append(element("lvlJc", val="left"))
    place = element("pPr")
    place.append(element("ind", left=twips(indent), hanging=twips(hang)))
    level.append(place)
    abstract.append(level)
    # All abstract lists stand before the lists that use them.
    used = _children(root, "num")
    if used:
        used[0].addprevious(abstract)
    else:
        root.append(abstract)
    name = 1 + max((int(_value(one, "numId")) for one in used), default=0)
    listed = element("num", numId=str(name))
    listed.append(element("abstractNumId", val=str(number)))
    root.append(listed)
    return name


def numbered(paragraph: Any, number: int) -> None:
    """Make the paragraph the next of the list."""
    properties = paragraph._p.get_or_add_pPr()
    listed = properties.get_or_add_numPr()
    listed.get_or_add_ilvl().val = 0
    listed.get_or_add_numId().val = number


def ruled(paragraph: Any) -> None:
    """A line under the paragraph, and one between it and the next like it."""
    borders = element("pBdr")
    for side in ("bottom", "between"):
        borders.append(element(side, val="single", sz="4", space="1", color="666666"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap",
        "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi",
        "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
        "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
        "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr",
        "w:pPrChange",
    )  # fmt: skip


def underlined_cell(cell: Any) -> None:
    """A line to write on under the cell."""
    borders = element("tcBorders")
    borders.append(element("bottom", val="single", sz="4", space="0", color="333333"))
    cell._tc.get_or_add_tcPr().append(borders)


def whole_rows(table: Any) -> None:
    """No row of the table is parted by the end of a page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))


def field(paragraph: Any, code: str) -> None:
    """A field of ours, PAGE or NUMPAGES, that the word processor fills in."""
    run = paragraph.add_run()
    for part in (
        element("fldChar", fldCharType="begin"),
        _instruction(code),
        element("fldChar", fldCharType="separate"),
    ):
        run._r.append(part)
    run.add_text("1")
    run._r.append(element("fldChar", fldCharType="end"))


def _instruction(code: str) -> Any:
    made = element("instrText")
    made.text = f" {code} "
    return made


def columns(section: Any, count: int, space: float) -> None:
    """Set the section in columns with a line between them."""
    properties = section._sectPr
    for old in _children(properties, "cols"):
        properties.remove(old)
    made = element("cols", num=str(count), space=twips(space), sep="1")
    grid = _children(properties, "docGrid")
    if grid:
        grid[0].addprevious(made)
    else:
        properties.append(made)


def fonts(style: Any, latin: str, chinese: str) -> None:
    """The fonts of a style, for Latin letters and for Chinese."""
    style.font.name = latin
    properties = style.element.get_or_add_rPr()
    names = properties.get_or_add_rFonts()
    for name in list(names.attrib):
        if name.endswith("Theme"):
            del names.attrib[name]
    from docx.oxml.ns import qn

    for script, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        names.set(qn(f"w:{script}"), font)


def speak(styles: Any, language: str) -> None:
    """Set the language of Chinese text: it decides on the shapes of glyphs and signs."""
    from docx.oxml.ns import qn

    for found in styles.element.iterfind(f".//{qn('w:lang')}"):
        found.set(qn("w:eastAsia"), language)


def steady(document: bytes) -> bytes:
    """The file with the times of its parts taken out, so that the same gives the same bytes."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as before,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return buffer.getvalue()


def _children(parent: Any, tag: str) -> list[Any]:
    from docx.oxml.ns import qn

    return list(parent.findall(qn(f"w:{tag}")))


def _value(node: Any, name: str) -> str:
    from docx.oxml.ns import qn

    return str(node.get(qn(f"w:{name}")))
