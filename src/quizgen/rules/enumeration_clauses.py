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
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from quizgen.language import Token
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
    r"(?P<lead>[^，,]{0,40}?)"
    r"(?P<cue>就是要|就要|就必须|必须|必須|需要|应当|應當|重在|关键在于|关键是|要(?![求素点件]))[：:，,]?"
)
_REPORTS = re.compile("(?:指出|强调|提出|要求|強調|明确)$")
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
    if any(_BARRED.match(text, part.start) for part in parts[1:]):
        parts = parts[: next(k for k, p in enumerate(parts) if k and _BARRED.match(text, p.start))]
    tokens = passage.tokens(sentence)
    found = _after_cue(text, parts, tokens) or _of_subject(text, parts, tokens)
    if found:
        yield found
        return
    runs = list(_same_head(text, parts, tokens))
    yield from runs
    if not runs:
        yield from _alike(text, parts, tokens)


def _after_cue(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Enumeration | None:
    """X，就是要 A，B，C: all clauses to the end of the sentence."""
    for index, part in enumerate(parts):
        cue = _CUE.match(text, part.start, part.end)
        reported = index > 0 and text[part.start - 1] in "“「" and text[part.start - 2] in "，：,:"
        if cue:
            weak = cue["cue"] in ("要", "需要", "必须", "必須", "应当", "應當")
            lead = trimmed(text, Span(*cue.span("lead")))
            body = Span(cue.end(), part.end)
            if lead.length < 2:
                if index == 0 or weak:
                    continue
                lead = parts[index - 1]
            elif weak and (lead.length < 4 or _BARRED.search(text, *lead)):
                continue
        elif reported and _REPORTS.search(text, *parts[index - 1]):
            lead, body, weak = parts[index - 1], part, True
        else:
            continue
        members = [body, *parts[index + 1 :]]
        if weak and index > 0 and not reported:
            continue
        if len(members) < 3 or not all(_SHORTEST <= m.length <= _LONGEST for m in members):
            continue
        measures = sum(_is_measure(tokens, m) for m in members)
        if measures * 2 < len(members) or (weak and measures < len(members)):
            continue
        return Enumeration(
            rule=NAME,
            members=tuple(members),
            lead=_named(text, lead),
            score=0.72 if weak else 0.86,
        )
    return None


def _named(text: str, lead: Span) -> Span | None:
    """The thing in 打造X: what the measures are for, without the verb before it."""
    if text[lead.start : lead.start + 2] in _MEASURES and lead.length > 5:
        lead = Span(lead.start + 2, lead.end)
    return last_clause(text, lead)


def _of_subject(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Enumeration | None:
    """某经济带借助A，打造B，扩大C: a subject and what it does, to the end of the sentence."""
    if len(parts) < 4 or not all(_SHORTEST <= p.length <= _LONGEST for p in parts):
        return None
    if not all(_is_measure(tokens, part, loose=True) for part in parts[1:]):
        return None
    if sum(_is_measure(tokens, part) for part in parts[1:]) < 2:
        return None
    verb = 0
    for token in tokens:
        if token.start < parts[0].start:
            continue
        if token.end > parts[0].end or token.tag[:1] in "rwm" or token.word in ("是", "有", "的"):
            return None
        if token.start > parts[0].start and (
            token.tag in ("v", "p", "d") or token.word in _MEASURES
        ):
            verb = token.start
            break
    if verb - parts[0].start < 4 or parts[0].end - verb < _SHORTEST:
        return None
    if text[parts[0].start : parts[0].start + 2] in _MEASURES:
        return None
    return Enumeration(
        rule=NAME,
        members=(Span(verb, parts[0].end), *parts[1:]),
        lead=Span(parts[0].start, verb),
        score=0.66,
    )


def _same_head(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Iterator[Enumeration]:
    """推动A，推动B，推动C."""
    run: list[Span] = []
    for part in [*parts, None]:
        if (
            part is not None
            and run
            and text[part.start : part.start + 2] == text[run[0].start : run[0].start + 2]
            and _SHORTEST <= part.length <= _LONGEST
        ):
            run.append(part)
            continue
        if (
            len(run) >= 3
            and _is_measure(tokens, run[0])
            and not _SPEAKING.search(text, run[0].start, run[-1].end)
        ):
            at = parts.index(run[0])
            yield Enumeration(
                rule=NAME,
                members=tuple(run),
                lead=last_clause(text, parts[at - 1]) if at else None,
                score=0.84,
            )
        run = [part] if part is not None else []


def _is_measure(tokens: Sequence[Token], span: Span, loose: bool = False) -> bool:
    """Whether a clause begins with a verb of measures; `loose`: any verb, or 以, 在, 把."""
    at = bisect_left(tokens, span.start, key=lambda t: t.end - 1)
    if at == len(tokens):
        return False
    token = tokens[at]
    word = token.word[max(0, span.start - token.start) :]
    if word in _MEASURES or word[:2] in _MEASURES:
        return True
    return loose and (word in "以在把让為为用按" or token.tag in ("v", "vn", "ad"))


def _alike(text: str, parts: Sequence[Span], tokens: Sequence[Token]) -> Iterator[Enumeration]:
    """用A破除B，用C培育D，用E拓宽F: the same first character, the same length or end."""
    whole, parts = parts, [_uncued(text, part) for part in parts]
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
            and not any(_is_measure(tokens, member) for member in run)
            and max(m.length for m in run) - min(m.length for m in run) <= 4
        ):
            at = parts.index(run[0])
            before = Span(whole[0].start, run[0].start)
            lead = (
                last_clause(text, Span(before.start, before.end), 12)
                if at
                else _before(text, before)
            )
            yield Enumeration(rule=NAME, members=tuple(run), lead=lead, score=0.8)
        run = [part] if part is not None else []


def _uncued(text: str, part: Span) -> Span:
    """干部要用A: without the subject and 要."""
    cue = _CUE.match(text, part.start, part.end)
    if cue and cue["cue"] == "要" and cue.end() - part.start <= 8 < part.length:
        return Span(cue.end(), part.end)
    return part


def _before(text: str, span: Span) -> Span | None:
    """The subject before 要."""
    subject = trimmed(text, span)
    if subject.length > 1 and text[subject.end - 1] == "要":
        subject = Span(subject.start, subject.end - 1)
    return subject if subject.length > 1 else None


RULE = Rule(
    name=NAME,
    family="enumeration",
    detect=detect,
    summary="推动A，推动B，推动C; …；…；…",
    examples=(
        hit(
            "建设智慧校园，就是要完善网络设施，加强数据管理，提升师生素养。",
            listed("完善网络设施", "加强数据管理", "提升师生素养", lead="智慧校园"),
        ),
        hit(
            "干部要用脚步丈量民情，用耳朵倾听民声，用双手化解民忧。",
            listed("用脚步丈量民情", "用耳朵倾听民声", "用双手化解民忧", lead="干部"),
        ),
        hit(
            "法律的作用有：指引人们的行为；指明行为的后果；指导裁判的作出。",
            listed("指引人们的行为", "指明行为的后果", "指导裁判的作出", lead="法律的作用有"),
        ),
        hit(
            "这份规划重在保护古树名木，完善排水管网，提升街区风貌。",
            listed("保护古树名木", "完善排水管网", "提升街区风貌", lead="这份规划"),
        ),
        hit(
            "检察机关指出，“推动数据共享，推动标准统一，推动结果互认，营造清朗网络空间”。",
            listed(
                "推动数据共享",
                "推动标准统一",
                "推动结果互认",
                "营造清朗网络空间",
                lead="检察机关指出",
            ),
        ),
        near_miss("她要加强锻炼，提高成绩，实现梦想。", "a person's plans"),
        near_miss("如果加强通风，降低湿度，减少霉变，粮食就能久存。", "a condition"),
        near_miss("他推开门，走进屋，放下了行李。", "narration"),
        near_miss("雨停了，天晴了，孩子们跑了出来。", "narration"),
        near_miss("加强管理，提高效率。", "two clauses"),
    ),
)
