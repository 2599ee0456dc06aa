"""Lists of whole clauses: 推动A，推动B，推动C; 用A破除B，用C培育D; …；…；….

Policy texts and textbooks list measures, aims and features as clauses side by side. Three clauses
or more in one sentence are a list if they are built alike: the same first word; or the same first
character and the same length; or each begins with a verb of measures (加强, 完善, 推动, …), with
or without an adverb. 就是要, 需要, 必须 before the first clause are its lead, not its part.

Left out on purpose: clauses that share nothing but commas (narration), clauses that begin with a
pronoun or a person, questions, anything within quotes; two clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.model import Enumeration, Span
from quizgen.rules.base import Passage, Rule, hit, listed, near_miss
from quizgen.rules.clauses import asked_sentences, clauses, cuts, last_clause, trimmed, words

NAME = "enumeration_clauses"

_MEASURES = words(
    "推动 推進 推进 加强 加強 坚持 堅持 完善 提升 提高 建设 建設 建立 健全 深化 优化 優化 "
    "促进 促進 实施 實施 落实 落實 强化 強化 扩大 擴大 构建 構建 打造 培育 发展 發展 实现 "
    "實現 保护 保護 维护 維護 改善 改革 创新 創新 拓展 畅通 暢通 打破 打通 突破 突出 放大 "
    "做大 做强 做优 做好 做实 用好 抓好 抓住 抓实 讲好 守好 守护 保障 规范 規範 統籌 统筹 "
    "支持 鼓励 鼓勵 引导 引導 加大 加快 严格 嚴格 防范 防範 化解 增强 增強 挖掘 深挖 发挥 "
    "發揮 立足 聚焦 围绕 圍繞 锁定 抢抓 明确 明確 树立 树牢 瞄准 找准 塑造 激发 筑牢 夯实 "
    "巩固 鞏固 营造 營造 形成 弘扬 传承 傳承 繁荣 满足 滿足 探索 开展 開展 组织 制定 制訂 "
    "普及 降低 减少 減少 消除 控制 缩小 缩短 增加 节约 節約 学习 运用 吸引 补齐 调整 贯彻 "
    "落细 压实 疏通 扎实 大力 积极 積極 深入 着力 全面 不断 不斷 进一步 進一步 持续 持續 "
    "切实 切實 稳步 有序 因地制宜 坚定不移 千方百计 统筹推进 加紧 加速 着眼 牢牢 牢固 充分 "
    "主动 严厉 依法 扩展 反哺 筑造 引领 掌握 监督 指导 管理 调动"
)
_CUE = re.compile(
    r"(?P<lead>.{0,40}?)(?:，|,)?(?:就是要|就要|就必须|必须|必須|需要|应当|應當|要求|重在|旨在|关键在于|要)[：:，,]?"
)
_BARRED = re.compile(
    "[我你他她它咱您]|这|那|這|有人|有的|谁|什么|没|不是|如果|因为|虽然|只有|无论|于是|然后"
)
_SPEAKING = re.compile("[？！?!“”「」]|…")
_SHORTEST, _LONGEST = 4, 46


def detect(passage: Passage) -> Iterator[Enumeration]:
    """Every run of three and more clauses built alike, sentence by sentence."""
    text = passage.text
    for sentence in asked_sentences(passage):
        if sentence.length < 18:
            continue
        if len(cuts(text, sentence.start, sentence.end, "；;")) >= 2:
            found = _by_semicolons(passage, sentence)
            if found:
                yield found
                continue
        if len(cuts(text, sentence.start, sentence.end, "，,；;")) >= 2:
            yield from _by_commas(passage, sentence)


def _by_semicolons(passage: Passage, sentence: Span) -> Enumeration | None:
    text = passage.text
    start, lead = sentence.start, None
    parts = clauses(text, sentence, "；;。")
    if len(parts) < 3:
        return None
    colon = cuts(text, parts[0].start, parts[0].end, "：:")
    if colon:
        start = colon[0] + 1
        lead = last_clause(text, Span(parts[0].start, colon[0]))
        parts[0] = trimmed(text, Span(start, parts[0].end))
    if any(not 3 <= part.length <= 70 for part in parts):
        return None
    said = text[sentence.start : sentence.end]
    if re.search(r"[（(][一1]|①|[一1]是|首先|第一|其一|[？！?!]|[我你他她]", said):
        return None
    alike = len({text[p.start] for p in parts}) == 1
    if lead is None and not alike:
        return None
    return Enumeration(
        rule=NAME, members=tuple(parts), lead=lead, score=0.85 if lead and alike else 0.72
    )


def _by_commas(passage: Passage, sentence: Span) -> Iterator[Enumeration]:
    text = passage.text
    parts = clauses(text, sentence, "，,；;。：:")
    lead: Span | None = None
    run: list[Span] = []
    first = ""
    for index, part in enumerate(parts):
        part_lead, body, cued = _split(text, part)
        fits = _SHORTEST <= body.length <= _LONGEST and not _BARRED.match(text, body.start)
        word = _first_word(passage, sentence, body) if fits else ""
        if cued and fits and not run:
            before = parts[index - 1] if index else None
            lead = part_lead or before
            run = [body]
            first = word
            continue
        if cued and run:
            yield from _close(passage, run, lead)
            run, lead = [], None
            if fits:
                run, lead, first = [body], part_lead or parts[index - 1], word
            continue
        if fits and (word in _MEASURES or (run and word and word == first)):
            if not run:
                lead = parts[index - 1] if index else None
                first = word
            run.append(part)
            continue
        yield from _close(passage, run, lead)
        run, lead = [], None
        if fits:
            run, first, lead = [body], word, parts[index - 1] if index else None
    yield from _close(passage, run, lead)
    yield from _alike(passage, parts)


def _split(text: str, part: Span) -> tuple[Span | None, Span, bool]:
    """A clause parted at 就是要, 需要: the lead, the rest, and whether there was such a word."""
    found = _CUE.match(text, part.start, part.end)
    if not found or part.end - found.end() < _SHORTEST:
        return None, part, False
    lead = trimmed(text, Span(*found.span("lead")))
    if lead.length > 1:
        word = text[found.end("lead") : found.end()].strip("，,：:")
        if word in ("要", "要求") and text[lead.end - 1] in "需重主必只想将就不还首紧快提":
            return None, part, False
    return (lead if lead.length > 1 else None), Span(found.end(), part.end), True


def _first_word(passage: Passage, sentence: Span, body: Span) -> str:
    tokens = passage.tokens(sentence)
    for token in tokens:
        if token.start >= body.start:
            return token.word
        if token.end > body.start:
            return passage.text[body.start : token.end]
    return ""


def _close(passage: Passage, run: Sequence[Span], lead: Span | None) -> Iterator[Enumeration]:
    """A run of clauses as a list; the first, which began it, only if it is like the rest."""
    text = passage.text
    if not run:
        return
    heads = [text[m.start : m.start + 2] for m in run]
    members = list(run)
    if members and not _is_measure(passage, members[0]) and heads[0] not in heads[1:]:
        lead = members[0] if lead is None else lead
        members = members[1:]
    if len(members) < 3:
        return
    said = text[members[0].start : members[-1].end]
    if "？" in said or "！" in said:
        return
    same = len({text[m.start : m.start + 2] for m in members}) == 1
    yield Enumeration(
        rule=NAME,
        members=tuple(members),
        lead=last_clause(text, lead) if lead else None,
        score=0.84 if same else 0.7,
    )


def _is_measure(passage: Passage, span: Span) -> bool:
    tokens = passage.language.tokens(passage.text[span.start : span.end])
    return bool(tokens) and tokens[0].word in _MEASURES


def _alike(passage: Passage, parts: Sequence[Span]) -> Iterator[Enumeration]:
    """用A破除B，用C培育D，用E拓宽F: the same first character, the same length or end."""
    text = passage.text
    run: list[Span] = []
    for part in [*parts, None]:
        if part is not None and (
            run
            and text[part.start] == text[run[0].start]
            and (part.length == run[-1].length or text[part.end - 1] == text[run[-1].end - 1])
            and 4 <= part.length <= 24
        ):
            run.append(part)
            continue
        if (
            len(run) >= 3
            and not _BARRED.match(text, run[0].start)
            and not _SPEAKING.search(text, run[0].start, run[-1].end)
            and not any(_is_measure(passage, member) for member in run)
            and max(m.length for m in run) - min(m.length for m in run) <= 4
        ):
            at = parts.index(run[0])
            lead = last_clause(text, parts[0]) if at else None
            yield Enumeration(rule=NAME, members=tuple(run), lead=lead, score=0.8)
        run = [part] if part is not None else []


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="推动A，推动B，推动C; …；…；…",
    examples=(
        hit(
            "建设智慧校园，就是要完善网络设施，加强数据管理，提升师生素养。",
            listed("完善网络设施", "加强数据管理", "提升师生素养", lead="建设智慧校园"),
        ),
        hit(
            "干部要用脚步丈量民情，用耳朵倾听民声，用双手化解民忧。",
            listed("用脚步丈量民情", "用耳朵倾听民声", "用双手化解民忧", lead="干部"),
        ),
        hit(
            "法律的作用有：指引人们的行为；指明行为的后果；指导裁判的作出。",
            listed("指引人们的行为", "指明行为的后果", "指导裁判的作出", lead="法律的作用有"),
        ),
        near_miss("他推开门，走进屋，放下了行李。", "narration"),
        near_miss("雨停了，天晴了，孩子们跑了出来。", "narration"),
        near_miss("加强管理，提高效率。", "two clauses"),
    ),
)
