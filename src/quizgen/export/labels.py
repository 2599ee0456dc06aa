"""Every word that a paper prints of its own, in Chinese and in English: in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from quizgen.model import Kind

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class PartLabels:
    """What stands over a part of the paper."""

    name: str
    instruction: str
    each: str
    """What marks are given for; `{}` is the number of marks."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a paper. Those with `{}` take a number or a name."""

    lang: str
    """For the `lang` of the page: it decides on the shapes of Chinese glyphs."""
    numerals: tuple[str, ...]
    """Of the parts."""
    after_numeral: str
    untitled: str
    fields: tuple[str, ...]
    """What a student fills in at the head."""
    part: str
    score: str
    total: str
    variant: str
    questions: str
    full_marks: str
    minutes: str
    worth: str
    """Of a part: `{}` marks in all."""
    opening: str
    closing: str
    """The brackets of asides."""
    comma: str
    separator: str
    """Between the facts of a subtitle."""
    key: str
    answer: str
    """Before an answer that stands behind its question."""
    key_separator: str
    bank: str
    """Over a box of words to choose from."""
    sources: str
    source_separator: str
    line: str
    page_of_source: str
    footer: tuple[str, str, str]
    """Before the page's number, between it and the count of pages, behind that."""
    seal: str
    """Along the line that the papers are bound at; the names are covered when it is sealed."""
    blank: str
    """For a screen reader."""
    parts: Mapping[Kind, PartLabels]
    practice: Mapping[str, str]
    """The words of the practice page, by the names that its script uses."""

    def aside(self, text: object) -> str:
        """The text in brackets."""
        return f"{self.opening}{text}{self.closing}"

    def day(self, date: str) -> str:
        """An ISO date as the language writes it."""
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date)
        if not found or self.lang != CHINESE.lang:
            return date
        year, month, day = map(int, found.groups())
        return f"{year} 年 {month} 月 {day} 日"


CHINESE = Labels(
    lang="zh-CN",
    numerals=("一", "二", "三", "四", "五", "六"),
    after_numeral="、",
    untitled="练习",
    fields=("班级", "姓名", "学号"),
    part="题号",
    score="得分",
    total="总分",
    variant="{} 卷",
    questions="共 {} 题",
    full_marks="满分 {} 分",
    minutes="时间 {} 分钟",
    worth="共 {} 分",
    opening="（",
    closing="）",
    comma="，",
    separator="　",
    key="参考答案",
    answer="答案：",
    key_separator="；",
    bank="选词",
    sources="材料来源：",
    source_separator="、",
    line="第\u00a0{}\u00a0行",
    page_of_source="第\u00a0{}\u00a0页",
    footer=("第 ", " 页　共 ", " 页"),
    seal="……………………密……………………封……………………线……………………",
    blank="空格",
    parts=MappingProxyType(
        {
            Kind.FILL_BLANK: PartLabels("填空题", "在横线上填写文中的原词。", "每空 {} 分"),
            Kind.LIST_RECALL: PartLabels("列举题", "按题目的要求逐条写出。", "每点 {} 分"),
            Kind.MATCHING: PartLabels(
                "连线题", "用线把左右两栏中对应的内容连起来，每项只用一次。", "每线 {} 分"
            ),
            Kind.TERM: PartLabels("名词解释", "写出下列名词的含义。", "每题 {} 分"),
        }
    ),
    practice=MappingProxyType(
        {
            "practice": "练习",
            "status": "对 {right}　错 {wrong}　共 {all} 题",
            "check": "检查",
            "reveal": "看答案",
            "hint": "提示",
            "right": "正确",
            "wrong": "不对",
            "partly": "对了 {right} 处，共 {all} 处",
            "empty": "还没有作答",
            "answer": "答案：",
            "begins": "以“{first}”开头，共 {count} 字",
            "judge": "与答案对照，自己判断：",
            "was_right": "答对了",
            "was_wrong": "没答对",
            "again": "再练错题",
            "everything": "回到全部题目",
            "list": "错题单",
            "copy": "复制",
            "copied": "已复制",
            "save": "保存",
            "close": "关闭",
            "print": "打印",
            "reset": "重新开始",
            "sure": "清除本页的作答和成绩？",
            "keys": "显示参考答案",
            "hide_keys": "收起参考答案",
            "theme": "明暗",
            "blank": "第 {question} 题，第 {blank} 空",
            "essay": "第 {question} 题，作答",
            "joined": "已连 {premise}—{response}",
            "parted": "已取消 {premise}",
            "none_wrong": "没有错题",
        }
    ),
)

ENGLISH = Labels(
    lang="zh-CN",
    numerals=("I", "II", "III", "IV", "V", "VI"),
    after_numeral=". ",
    untitled="Quiz",
    fields=("Class", "Name", "Number"),
    part="Part",
    score="Score",
    total="Total",
    variant="Paper {}",
    questions="{} questions",
    full_marks="{} marks",
    minutes="{} minutes",
    worth="{} in all",
    opening=" (",
    closing=")",
    comma=", ",
    separator=" · ",
    key="Answer key",
    answer="Answer: ",
    key_separator="; ",
    bank="Words",
    sources="Sources: ",
    source_separator=", ",
    line="line\u00a0{}",
    page_of_source="p.\u00a0{}",
    footer=("Page ", " of ", ""),
    seal="· · · · · · · · · · · · · · · fold and seal along this line · · · · · · · · · · · · · · ·",
    blank="blank",
    parts=MappingProxyType(
        {
            Kind.FILL_BLANK: PartLabels(
                "Fill in the blanks", "Use the words of the text.", "{} per blank"
            ),
            Kind.LIST_RECALL: PartLabels("Lists", "Write down each entry.", "{} per entry"),
            Kind.MATCHING: PartLabels(
                "Matching", "Join what belongs together; use each entry once.", "{} per line"
            ),
            Kind.TERM: PartLabels("Terms", "Explain each term.", "{} per term"),
        }
    ),
    practice=MappingProxyType(
        {
            "practice": "Practice",
            "status": "{right} right · {wrong} wrong · {all} in all",
            "check": "Check",
            "reveal": "Show answer",
            "hint": "Hint",
            "right": "Right",
            "wrong": "Not right",
            "partly": "{right} of {all} right",
            "empty": "No answer yet",
            "answer": "Answer: ",
            "begins": "Begins with “{first}”, {count} characters",
            "judge": "Compare with the answer and judge for yourself:",
            "was_right": "I was right",
            "was_wrong": "I was wrong",
            "again": "Wrong ones again",
            "everything": "Back to all questions",
            "list": "List of wrong ones",
            "copy": "Copy",
            "copied": "Copied",
            "save": "Save",
            "close": "Close",
            "print": "Print",
            "reset": "Start over",
            "sure": "Clear the answers and the score of this page?",
            "keys": "Show the answer key",
            "hide_keys": "Hide the answer key",
            "theme": "Light or dark",
            "blank": "Question {question}, blank {blank}",
            "essay": "Question {question}, answer",
            "joined": "Joined {premise}—{response}",
            "parted": "Parted {premise}",
            "none_wrong": "None is wrong",
        }
    ),
)


def labels_of(language: Language) -> Labels:
    """The labels in this language."""
    return ENGLISH if language == "en" else CHINESE
