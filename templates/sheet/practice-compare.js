  // ---- comparing ----------------------------------------------------------

  const DIGITS = "零一二三四五六七八九";
  const NUMERAL = "零〇一二两三四五六七八九十百千万亿";
  // What a number may stand before and still be a number: 三个, 2020年; never 一带, 三农.
  const UNIT = "个条项种类次年月日天号岁人名位件部篇章节届期级度倍元角分米里吨克升亩时点秒周世代大步方层阶";

  /** The value of a Chinese numeral, or null. */
  function valueOf(numeral) {
    const run = numeral.replace(/〇/g, "零").replace(/两/g, "二");
    if (/^[零一二三四五六七八九]+$/.test(run)) return [...run].map((c) => DIGITS.indexOf(c)).join("");
    let total = 0, section = 0, digit = null;
    for (const char of run) {
      const at = DIGITS.indexOf(char);
      if (at >= 0) {
        if (digit) return null;
        digit = at;
        continue;
      }
      const ten = { 十: 10, 百: 100, 千: 1000 }[char];
      if (ten) section += (digit ?? (ten === 10 ? 1 : NaN)) * ten;
      else if (section + (digit ?? 0) === 0) return null;
      else {
        total = (total + section + (digit ?? 0)) * (char === "万" ? 1e4 : 1e8);
        section = 0;
      }
      digit = null;
    }
    const value = total + section + (digit ?? 0);
    return Number.isFinite(value) ? String(value) : null;
  }

  const SAFE = new RegExp(`(第?)([${NUMERAL}]+)(?=[${UNIT}]|$)`, "gu");

  /** The text without what does not count: width, case, space, quotes, the way a number is written. */
  function fold(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
      .replace(/["'`“”‘’「」『』〝〞«»〔〕]/g, "")
      .replace(/[‐-―−~〜～-]+/g, "-")
      .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
      .replace(new RegExp(`百分之([${NUMERAL}]+)`, "g"), (all, run) => {
        const value = valueOf(run);
        return value === null ? all : `${value}%`;
      })
      .replace(/百分之(\d+(?:\.\d+)?)/g, "$1%")
      .replace(SAFE, (all, ordinal, run, at, whole) => {
        const value = valueOf(run);
        // Inside a word, 统一 or 万一, a numeral is none.
        const alone = ordinal || at === 0 || /[^\u4e00-\u9fff]/.test(whole[at - 1]) || run.length > 1;
        return value === null || !alone ? all : ordinal + value;
      })
      .replace(/(\d+(?:\.\d+)?)(万亿|万|亿)/g, (_, number, unit) =>
        String(Math.round(number * { 万: 1e4, 亿: 1e8, 万亿: 1e12 }[unit] * 1e4) / 1e4))
      .replace(/[、,;:]/g, "、")
      .replace(/^[、.。!?]+|[、.。!?…]+$/g, "");
  }

  /** Which of the given texts are right; without an order each wording counts once. */
  function marked(given, keys, free) {
    const typed = given.map(fold);
    const wanted = keys.map((wordings) => wordings.map(fold));
    if (!free) return typed.map((text, at) => text !== "" && wanted[at].includes(text));
    const left = new Set(wanted.keys());
    return typed.map((text) => {
      const found = [...left].find((at) => text !== "" && wanted[at].includes(text));
      if (found !== undefined) left.delete(found);
      return found !== undefined;
    });
  }
