"""The review in a browser: a real Chromium, and what strangers may not do."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quizgen.bank import store
from quizgen.bank.fields import Status
from quizgen.review.session import Session
from quizgen.review.web import Server
from tests.test_bank import banked


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "b.yaml"
    found.write_text(banked().text, encoding="utf-8")
    return found


@pytest.fixture
def server(path: Path) -> Iterator[Server]:
    found = Server(Session(path))
    thread = threading.Thread(target=found.run)
    thread.start()
    yield found
    found.stop()
    thread.join()


@pytest.fixture
def page(server: Server) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        found = browser.new_page()
        found.set_default_timeout(30_000)
        asked: list[str] = []
        found.on("request", lambda request: asked.append(request.url))
        found.on("pageerror", lambda error: pytest.fail(f"the page failed: {error}"))
        found.goto(server.address)
        yield found
        outside = [url for url in asked if not url.startswith(server.address)]
        browser.close()
        assert not outside, "the page asks for something outside"


def saved(path: Path) -> dict[str, Status]:
    return {entry.id: entry.status for entry in store.load(path).entries}


def fields(path: Path, id_: str) -> Any:
    return next(entry for entry in store.load(path).entries if entry.id == id_).fields


def wait(page: Any, selector: str, text: str) -> None:
    page.locator(selector, has_text=re.compile(re.escape(text))).wait_for()


@pytest.mark.browser
def test_by_keys_and_by_buttons(page: Any, path: Path) -> None:
    wait(page, "#question", "分裂期分为前期")
    page.keyboard.press("k")
    wait(page, "#where", "2 / 5")
    page.get_by_role("button", name="删去").click()
    wait(page, "#where", "3 / 5")
    assert saved(path) | {"a1": Status.KEPT, "a2": Status.DROPPED} == saved(path)
    wait(page, "#counts", "保留 1，改过 0，删去 1")
    page.keyboard.press("u")
    wait(page, "#where", "2 / 5")
    assert saved(path)["a2"] is Status.NEW
    page.keyboard.press("ArrowLeft")
    wait(page, "#question .blank", "做渗透作")
    page.keyboard.press("Shift+ArrowRight")
    wait(page, "#question .blank", "做渗透作用")
    page.keyboard.press("]")
    wait(page, "#state", "改过")
    page.locator("#question .blank", has_text=re.compile("^渗透作用$")).wait_for()
    page.keyboard.press("+")
    page.locator("#question .blank").nth(1).wait_for()
    page.locator("#question .blank").nth(0).click()
    page.keyboard.press("-")
    page.locator("#question .blank").nth(1).wait_for(state="detached")
    assert str(fields(path, "a2")["stem"]).endswith("叫做[[渗透作用]]。")


@pytest.mark.browser
def test_editing(page: Any, path: Path) -> None:
    wait(page, "#question", "分裂期")
    page.keyboard.press("e")
    box = page.get_by_role("textbox", name="[[ ]]")
    text = box.input_value()
    assert "made:" not in text
    assert "quote:" not in text
    box.fill(text.replace("[[前期]]", "[[前期"))
    page.get_by_role("button", name="保存").click()
    wait(page, "#message", "the item:4:")
    # What was typed is still there.
    assert "[[前期、" in box.input_value()
    box.fill(text.replace("四个时期", "四期"))
    page.get_by_role("button", name="保存").click()
    wait(page, "#question", "四期")
    assert saved(path)["a1"] is Status.EDITED
    page.get_by_label("改成").select_option("list-recall")
    wait(page, "#question li", "前期")
    assert fields(path, "a1")["members"] == ("前期", "中期", "后期", "末期")


@pytest.mark.browser
def test_adding(page: Any, path: Path) -> None:
    wait(page, "#question", "分裂期")
    page.get_by_label("加一题").select_option("term")
    box = page.get_by_role("textbox", name="[[ ]]")
    box.wait_for()
    box.fill(box.input_value().replace("term: 名词", "term: 渗透压"))
    page.get_by_role("button", name="保存").click()
    wait(page, "#question", "渗透压")
    wait(page, "#where", "2 / 6")
    assert [entry.id for entry in store.load(path).entries][:3] == ["a1", "own-1", "a2"]


@pytest.mark.browser
def test_filters_and_conflicts(page: Any, path: Path) -> None:
    wait(page, "#question", "分裂期")
    page.get_by_label("题型").select_option("matching")
    wait(page, "#question td", "合成蛋白质")
    page.get_by_label("题型").select_option("")
    page.get_by_label("查找").fill("没有这个词")
    page.get_by_label("查找").press("Enter")
    page.locator("#none").wait_for()
    text = path.read_text(encoding="utf-8")
    conflict = "  conflict:\n    hint: 五个字\n  made: a2"
    path.write_text(text.replace("  made: a2", conflict), encoding="utf-8")
    # The session sees the change with its next decision.
    page.get_by_label("查找").fill("渗透作用")
    page.get_by_label("查找").press("Enter")
    wait(page, "#question", "渗透作用")
    page.locator("#question").click()
    page.keyboard.press("k")
    wait(page, "#news", "五个字")
    page.get_by_role("button", name="用原文的").click()
    page.locator("#conflict").wait_for(state="hidden")
    assert fields(path, "a2")["hint"] == "五个字"


def ask(server: Server, method: str, path: str, body: str = "", **headers: str) -> int:
    connection = http.client.HTTPConnection(server.host, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body or None, sent)
    status = connection.getresponse().status
    connection.close()
    return status


def test_strangers_are_sent_away(server: Server, path: Path) -> None:
    before = path.read_bytes()
    order = json.dumps({"do": "drop"})
    act = f"/{server.token}/act"
    ours = f"http://{server.host}"
    assert ask(server, "GET", f"/{server.token}/") == 200
    for status, method, where, body, headers in (
        (404, "GET", "/", "", {}),
        (404, "GET", "/wrong/", "", {}),
        (404, "GET", f"/{server.token}/../{server.token}/", "", {}),
        # A page elsewhere whose name was made to lead here.
        (404, "GET", f"/{server.token}/", "", {"Host": "evil.example"}),
        (403, "POST", act, order, {}),
        (403, "POST", act, order, {"Origin": "http://evil.example"}),
        (403, "POST", act, order, {"Origin": ours, "Host": "evil.example"}),
        (403, "POST", "/wrong/act", order, {"Origin": ours}),
        (403, "POST", act, "", {"Origin": ours, "Content-Length": "99999999"}),
        (400, "POST", act, "{", {"Origin": ours}),
        (400, "POST", act, "[]", {"Origin": ours}),
    ):
        assert ask(server, method, where, body, **headers) == status, (method, where, headers)
    assert path.read_bytes() == before
    assert server._http.server_address[0] == "127.0.0.1"
    assert ask(server, "POST", act, order, Origin=ours) == 200
    assert saved(path)["a1"] is Status.DROPPED


def test_orders_that_make_no_sense_are_told(server: Server, path: Path) -> None:
    before = path.read_bytes()
    for order in ({"do": "fly"}, {"do": "go"}, {"do": "kind", "kind": "poem"}, {"id": "zz", "do": "keep"},
                  {"do": "move", "start": "x", "end": 1}, {"do": "filter"}):  # fmt: skip
        assert server.act(order)["message"]
    assert path.read_bytes() == before
