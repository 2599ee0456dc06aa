"""The questions that ask for a whole list: a sentence with its list left out, or its lead.

A prompt stands alone: the subject and the verb that govern the list are in it. A heading asks only
for a list that it names (细胞膜的功能), or whose points the text makes under it; where several lists
stand under one heading none is asked by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizgen.items.balance import is_balanced
from quizgen.items.headwords import needs_owner, subject_of
from quizgen.items.places import Places
from quizgen.items.stems import ELISION, after_connectives, leans, stems_of
from quizgen.items.subjects import Subjects, needs_subject
from quizgen.language import Language
from quizgen.model import Document, Enumeration, Findings, Span
from quizgen.patterns import pattern
from quizgen.rules.clauses import ARTICLE_OF_LAW, cuts, trimmed

GAP = "（　　）"
_LEAST, _LONGEST = 8, 70
"""Characters of a prompt, without the question itself."""
_LONGEST_STEM = 240
"""With its list a sentence may be so long; the list is left out."""
_AT_A_GLANCE = 56
_SHORT_OPENING = 6
_ANNOUNCES = pattern(
    "下列|如下|以下|包括|包含|分为|分成|分作|组成|构成|有[^，。]{0,3}$|主要[是有]|是[:：]?$|为[:：]?$|"
    "(?<![第十百])(?:[二两三四五六七八九十]|[2-9])(?:个|种|类|项|条|点|大|步|级|层|方面|部分|阶段|方)"
)
_NAMES_A_LIST = pattern(
    "(?:功能|特点|特征|特性|意义|原因|原则|规律|内容|方法|步骤|条件|作用|种类|类型|类别|形式|要求|任务|措施|问题|影响|表现|因素|"
    "阶段|过程|途径|优点|缺点|优势|目标|目的|职责|权利|义务|情形|规定|手段|方式|性质|要素|要点|涵义|含义|成分|指标|标准|依据|"
    "举措|着力点|路径|启示|经验|教训|成就|背景|症状|病因|机制|层次|结构)$"
)
_MARKER = pattern(
    ARTICLE_OF_LAW.pattern
    + "|[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|[（(]?[0-9]{1,2}[）).．、](?![0-9])|[①-⑳]|[*•●·\\-–—#]+\\s+|\\s+"
)
_THESE = pattern("下列|以下|如下")
_COUNTED_THESE = pattern("(?:下列|以下)(?=[几二两三四五六七八九十2-9])")
_THESE_NOUN = pattern("(?:下列|以下)(?=[^，。]{2})")
_NUMBER_AT_END = pattern(
    "(?<![第十百之])(?:[二两三四五六七八九十]|[2-9])(?:个|种|类|项|条|点|大|步|级|层|方面|部分|阶段)[^，。、是有]{0,8}$"
)
_OPEN = pattern("(?:有|是|为|包括|包含|主要)$")
_POINTS_BACK = pattern("上述|前述|这[些种个样一里]|那[些种个]|此[类种]")
_FOCUS = frozenset({"重点", "着力", "主要", "具体", "必须", "要", "应"})
_ASIDE = pattern("[（(][^（()）]*[）)]$")
_LONGEST_NAME, _LONGEST_TOPIC = 12, 36
_ORDINAL_LEFT = pattern("(?:一是|首先|第一步?是?|其一|一方面|[1１][.．、]|①|（一）)[，,]?$")
_CLAUSE = 5
"""Points of so many characters say something; shorter ones are names."""
_HUNG = pattern("[“‘《「『]$")
_LEFT = pattern("^[”’》」』]")


class Prompts:
    """Words the question for each list of a document."""

    def __init__(
        self, document: Document, findings: Findings, places: Places, language: Language
    ) -> None:
        """Prepare subjects, frames and the count of lists under each lead: linear in the findings."""
        self.document = document
        self.places = places
        self.language = language
        self.subjects = Subjects(document, findings.definitions, language)
        self.frames = {
            sentence.span: Span(sentence.span.start, found.cue.end)
            for found in findings.definitions
            if found.type == "aim"
            and found.cue
            and (sentence := places.sentence(found.cue.start))
            and sentence.span.contains(found.cue)
        }
        self._under = Counter(
            document.slice(found.lead) for found in findings.enumerations if found.lead
        )

    def of(self, found: Enumeration) -> str:
        """The question; nothing where none stands alone."""
        first, last = min(found.members), max(found.members)
        sentence = self.places.sentence(first.start)
        if sentence and sentence.span.end >= last.end:
            if found.rule == "enumeration_timeline":
                # The sentence is the list: nothing is left to ask by.
                return ""
            prompt = self._in_sentence(sentence.span, Span(first.start, last.end))
            count = f"{len(found.members)}项"
            tail = f"写出文中列举的{count}。" if found.open_ended else f"写出这{count}。"
            return f"{prompt}{tail}" if prompt else ""
        return self._by_lead(found)

    # ---- lists within a sentence ----------------------------------------

    def _in_sentence(self, sentence: Span, listed: Span) -> str:
        """The sentence, or the part of it that stands alone, with a gap in place of the list."""
        text = self.document.text
        stems = stems_of(
            text, sentence, [listed], self.subjects, self.frames.get(sentence), _LONGEST_STEM
        )
        prompts = list(self._gapped([(stem.text, stem.place(listed)) for stem in stems]))
        # As much of the sentence as can be read at a glance, else as little as stands alone.
        short = [prompt for prompt in prompts if len(prompt) <= _AT_A_GLANCE]
        return max(short, key=len) if short else min(prompts, key=len, default="")

    def _gapped(self, stems: list[tuple[str, tuple[int, int] | None]]) -> Iterator[str]:
        for stem, place in stems:
            if place is None:
                continue
            before, after = stem[: place[0]], stem[place[1] :]
            hung, left = _HUNG.search(before), _LEFT.match(after)
            if hung and left:
                # A quotation mark that the list opened or closed goes with it.
                before, after = before[: hung.start()], after[left.end() :]
            before = _ORDINAL_LEFT.sub("", before)
            ends = cuts(after, 0, len(after), "，。；！？")
            if len(before) < _SHORT_OPENING and len(ends) > 1:
                ends = ends[1:]
            after = after[: ends[0]] if ends else after
            prompt = f"{before}{GAP}{after.rstrip('。；，')}。"
            said = len(before) + len(after)
            if before.endswith(ELISION):
                prompt = prompt.replace(ELISION + GAP, GAP, 1)
            if _LEAST <= said <= _LONGEST and is_balanced(prompt):
                yield prompt

    # ---- lists under a lead ---------------------------------------------

    def _by_lead(self, found: Enumeration) -> str:
        if found.lead is None:
            return ""
        count = len(found.members)
        many = f"文中列举的{count}项" if found.open_ended else f"{count}项"
        words = self.document.slice(found.lead)
        name = subject_of(words).strip("“”：:。 ")
        if found.rule == "enumeration_count":
            return f"“{name}”指哪{count}项？" if 1 < len(name) <= _LONGEST_NAME else ""
        if found.rule == "enumeration_quoted":
            fits = 1 < len(name) <= _LONGEST_NAME
            return f"文中提到的“{name}”有哪{count}种？" if fits else ""
        first = min(found.members)
        title, heading = self.places.article_title(first.start), self.places.heading(first.start)
        if words not in (title, heading):
            said = self._sentence_of(found.lead, first.start, count)
            if said:
                return asked(said, many)
            if said is None or not heading or found.rule != "enumeration_ordinal":
                return ""
            words = heading
        if self._under[words] > 1:
            return ""
        return self._under_heading(found, subject_of(words), many)

    def _under_heading(self, found: Enumeration, topic: str, many: str) -> str:
        if not 2 <= len(topic) <= _LONGEST_TOPIC or not is_balanced(topic):
            return ""
        if _NAMES_A_LIST.search(topic):
            return f"{topic}有哪{many}？" if not needs_owner(topic) else ""
        if min(member.length for member in found.members) < _CLAUSE:
            return ""
        quoted = topic if "“" in topic else f"“{topic}”"
        return f"关于{quoted}，文中讲了哪{len(found.members)}点？用原文的标题（首句）作答。"

    def _sentence_of(self, lead: Span, at: int, count: int) -> str | None:
        """The lead with all of its sentence; nothing if it announces no list or leans on others.

        None if it names the members itself, in other words.

        What has no subject, or is the bare name of a list (失败原因), is asked of its heading.
        """
        text = self.document.text
        sentence = self.places.sentence(lead.start)
        if sentence is None or sentence.doubtful:
            return ""
        start, end = sentence.span.start, min(sentence.span.end, at)
        while mark := _MARKER.match(text, start, end):
            start = mark.end()
        whole = trimmed(text, after_connectives(text, Span(start, end), lead.start))
        said = _ORDINAL_LEFT.sub("", text[whole.start : whole.end]).rstrip("，：:")
        if _POINTS_BACK.search(said):
            # 因为存在这些条件，系统有三种区: the last clause may do without the rest.
            said = said.rpartition("，")[2]
            whole = Span(whole.end - len(said), whole.end)
        if not 2 <= len(said) <= _LONGEST or "\n" in said or not is_balanced(said):
            return ""
        if _POINTS_BACK.search(said) or leans(text, whole):
            return ""
        if not _ANNOUNCES.search(said) and not _NAMES_A_LIST.search(said):
            return ""
        if not _THESE.search(said) and len(re.findall("[、和与]", said)) >= count - 1:
            return None
        topic = subject_of(self.places.heading(at)) or subject_of(self.places.article_title(at))
        topic = _ASIDE.sub("", topic)
        if needs_owner(said):
            return f"{topic}的{said}" if 2 <= len(topic) <= _LONGEST_TOPIC else ""
        if self._lacks_subject(whole):
            subject = self.subjects.before(whole.start)
            if subject:
                return f"〔{subject}〕{said}"
            return f"〔{topic}〕{said}" if 2 <= len(topic) <= _LONGEST_TOPIC else ""
        return said

    def _lacks_subject(self, whole: Span) -> bool:
        """Whether a lead begins with the verb of a subject that stands elsewhere."""
        text = self.document.text
        tokens = self.language.tokens(text[whole.start : min(whole.end, whole.start + 8)])
        if text.startswith("有", whole.start):
            return tokens[0].word == "有" and not _THESE.match(text, whole.start + 1)
        return needs_subject(text, whole, self.language) or tokens[0].word in _FOCUS


def asked(said: str, many: str) -> str:
    """A lead as a question: 应当载明下列内容 asks 应当载明哪些内容, 分为三个阶段 asks 分为哪三个阶段."""
    if "之一" in said:
        return f"{said}。写出{many}。"
    counted = _COUNTED_THESE.sub("哪", said)
    if counted != said:
        return f"{counted}？写出{many}。" if "哪几" in counted else f"{counted}？"
    these = _THESE_NOUN.sub("哪些", said)
    if these != said:
        return f"{these}？写出{many}。"
    number = _NUMBER_AT_END.search(said)
    if number and not said[: number.start()].endswith("第"):
        return f"{said[: number.start()]}哪{said[number.start() :]}？"
    if _OPEN.search(said) or _NAMES_A_LIST.search(said):
        verb = "" if _OPEN.search(said) else "有"
        return f"{said}{verb}哪{many}？"
    return f"{said}。写出{many}。"
