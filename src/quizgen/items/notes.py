"""What stands beside a question and on the back of a card: notes, difficulty, and why it is asked."""

from __future__ import annotations

from quizgen.items.idea import Asks
from quizgen.model import Difficulty

OPEN_ENDED = "文中列举的"
ORDER_FREE = "顺序不限"
IN_ORDER = "按顺序"

_ASKED: dict[Asks, str] = {
    "list": "列举",
    "pair": "两项并提",
    "term": "术语",
    "name": "名称",
    "role": "地位（作用）",
    "quoted": "提法",
    "work": "篇名（书名）",
    "number": "数据",
    "date": "时间",
    "event": "成果（事件）",
    "phrase": "关键词",
}
_LONG_KEY = 9
_MUCH_ASKED = 0.3
_LITTLE_ASKED = 0.15


def list_note(*, open_ended: bool, order_free: bool, several: bool, help_: str = "") -> str:
    """The note of a list: whether it is open, whether its order counts, its first characters."""
    notes = [OPEN_ENDED] if open_ended else []
    if several and order_free:
        notes.append(ORDER_FREE)
    return "，".join(notes) + ("；" if notes and help_ else "") + help_


def difficulty_of(keys: tuple[str, ...], stem: str, asks: Asks) -> Difficulty:
    """By how much is to be recalled, and how much of the sentence is left to recall it from."""
    share = sum(map(len, keys)) / len(stem)
    if len(keys) > 3 or share > _MUCH_ASKED or any(len(key) >= _LONG_KEY for key in keys):
        return "难"
    if len(keys) == 1 and share <= _LITTLE_ASKED and asks not in ("number", "date"):
        return "易"
    return "中"


def why(asks: str, where: str) -> str:
    """One line: what is asked, and where it stands."""
    return " · ".join(part for part in (f"考查{asks}", where) if part)


def asked_of_blank(asks: Asks, count: int) -> str:
    """What a sentence with gaps asks."""
    return f"{_ASKED[asks]}（{count}项）" if asks == "list" else _ASKED[asks]
