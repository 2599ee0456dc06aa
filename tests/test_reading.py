"""Bytes to text: every encoding that people have, and no silent guess."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.errors import InputError
from quizgen.reading import read, read_bytes
from quizgen.reading.inputs import expand

SIMPLIFIED = "光合作用是绿色植物利用光能，把二氧化碳和水转化为有机物的过程。它在叶绿体中进行。"
TRADITIONAL = "造紙術是中國古代的發明之一，後來經由中亞傳到西方，為知識的傳播帶來了便利。"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", SIMPLIFIED),
        ("gb18030", SIMPLIFIED),
        ("gbk", SIMPLIFIED),
        ("big5hkscs", TRADITIONAL),
        ("utf-16-le", SIMPLIFIED + "\n2024 and more Latin text, as notes have it.\n"),
        ("utf-16-be", SIMPLIFIED + "\n2024 and more Latin text, as notes have it.\n"),
    ],
)
def test_finds_the_encoding(encoding: str, text: str) -> None:
    assert read_bytes(text.encode(encoding), "notes.txt").text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_counts_as_a_character(mark: bytes, encoding: str) -> None:
    source = read_bytes(mark + SIMPLIFIED.encode(encoding), "notes.txt")
    assert source.text == "\ufeff" + SIMPLIFIED
    assert source.encoding == encoding


def test_line_ends_are_kept() -> None:
    assert read_bytes("甲\r\n乙\r丙\n".encode(), "a.txt").text == "甲\r\n乙\r丙\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"%PDF-1.7 and so on", "is a broken PDF"),
        (b"PK\x03\x04 and so on", "is a broken container"),
        (bytes(range(256)) * 8, "binary"),
        (SIMPLIFIED.encode()[:-1], "UTF-8 but for 1 broken place"),
        (b"\n".join([SIMPLIFIED.encode(), b"\xff", SIMPLIFIED.encode()]), "line 2"),
        ("Ünïcödé ñot Chinese".encode("latin-1"), "unknown encoding"),
        (codecs.BOM_UTF16_LE + "中文".encode("utf-16-le") + b"\x00\xd8", "UTF-16"),
    ],
)
def test_refuses_what_is_no_text(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_bytes(data, "notes.txt")
    assert "notes.txt" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_encoding_that_is_named_is_used() -> None:
    assert read_bytes("é".encode("latin-1"), "a.txt", encoding="latin-1").text == "é"
    with pytest.raises(InputError, match="no encoding 'klingon'"):
        read_bytes(b"a", "a.txt", encoding="klingon")
    with pytest.raises(InputError, match="byte 0"):
        read_bytes("é".encode("latin-1"), "a.txt", encoding="utf-8")


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text))
def test_any_utf8_is_read_as_it_is_or_refused(text: str) -> None:
    try:
        source = read_bytes(text.encode(), "a.txt")
    except InputError:
        return
    assert source.text == text


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source = read_bytes(data, "a.txt")
    except InputError:
        return
    assert source.text.encode(source.encoding) == data


def test_what_a_user_may_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "picture.png", "sub/c.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("文", encoding="utf-8")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)

    def names(*given: str) -> list[str]:
        return [str(Path(path).relative_to(tmp_path)) for path in expand(given)]

    assert names(str(tmp_path)) == ["a.md", "b.txt", "sub/c.txt"]
    assert names(str(tmp_path / "*.txt"), str(tmp_path / "b.txt")) == ["b.txt"]
    assert names(str(tmp_path / "picture.png")) == ["picture.png"]
    assert expand(["-"]) == ("-",)
    (tmp_path / "empty").mkdir()
    for missing, said in (("nothing.txt", "no file"), ("*.pdf", "no file"), ("empty", "no texts")):
        with pytest.raises(InputError, match=said):
            expand([str(tmp_path / missing)])


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*missing\.txt"):
        read(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)
