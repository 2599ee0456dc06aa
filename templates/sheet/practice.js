"use strict";
// The sheet as a page to practise on. It adds to the printed page what a screen needs, all of it
// marked screen-only, and keeps what was answered in the browser, under the id of each item.
(() => {
  const LABELS = JSON.parse(document.body.dataset.practice);
  const VARIANT = document.body.dataset.variant;
  const STORE = "quizgen:";

  /** The label of this name, with its `{…}` filled in. */
  const label = (name, values = {}) =>
    LABELS[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  const button = (name, action) => {
    const made = element("button", { type: "button", "data-does": name }, label(name));
    made.addEventListener("click", action);
    return made;
  };

{% include "sheet/practice-compare.js" %}
  // ---- what is kept -------------------------------------------------------

  const kept = {
    read(id) {
      try {
        const record = JSON.parse(localStorage.getItem(STORE + id));
        return record && typeof record === "object" ? record : {};
      } catch {
        return {};
      }
    },
    write(id, record) {
      try {
        if (record) localStorage.setItem(STORE + id, JSON.stringify(record));
        else localStorage.removeItem(STORE + id);
      } catch {
        // Storage is full or forbidden: the page works without it.
      }
    },
  };

{% include "sheet/practice-questions.js" %}
  const KINDS = { "fill-blank": Typed, "list-recall": Typed, term: Essay, matching: Joined };

  // ---- the page -----------------------------------------------------------

  let lastField = null;
  const status = element("span", { class: "status" });
  const bar = element("progress", { max: "1", value: "0", "aria-label": label("practice") });
  const questions = [];

  const inState = (state) => questions.filter((question) => question.li.dataset.state === state);

  function score() {
    const right = inState("right").length, wrong = inState("wrong").length;
    status.textContent = label("status", { right, wrong, all: questions.length });
    bar.value = questions.length ? (right + wrong) / questions.length : 0;
  }

  /** To the next question that is not yet answered right. */
  function onward(from) {
    const seen = questions.filter((question) => !question.li.classList.contains("out"));
    const later = seen.slice(seen.indexOf(from) + 1);
    const next = later.find((question) => question.li.dataset.state !== "right");
    next?.li.querySelector("input, textarea, [tabindex]")?.focus();
  }

  /** Show these questions alone; all of them without an argument. */
  function only(chosen) {
    for (const question of questions) {
      question.li.classList.toggle("out", Boolean(chosen) && !chosen.includes(question));
    }
    for (const part of document.querySelectorAll(".part")) {
      part.classList.toggle("out", !part.querySelector("ol.q > li:not(.out)"));
    }
    everything.hidden = !chosen;
  }

  function again() {
    const wrong = inState("wrong");
    if (!wrong.length) {
      say(label("none_wrong"));
      status.textContent = label("none_wrong");
      return;
    }
    wrong.forEach((question) => question.clear());
    only(wrong);
    scrollTo({ top: 0 });
    wrong[0].li.querySelector("input, textarea, [tabindex]")?.focus({ preventScroll: true });
    score();
  }

  const listing = element("textarea", { readonly: "", rows: "14", "aria-label": label("list") });
  const copying = button("copy", async () => {
    listing.select();
    try {
      await navigator.clipboard.writeText(listing.value);
    } catch {
      document.execCommand("copy");
    }
    copying.textContent = label("copied");
  });
  const saving = button("save", () => {
    const file = URL.createObjectURL(new Blob(["\ufeff", listing.value], { type: "text/plain" }));
    const link = element("a", { download: `${document.title}-${label("list")}.txt` });
    link.setAttribute("href", file);
    link.click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  });
  const dialog = element(
    "dialog", { class: "screen-only", "aria-label": label("list") },
    listing, element("p", { class: "tools" }, copying, saving, button("close", () => dialog.close())),
  );

  function list() {
    const wrong = inState("wrong");
    listing.value = wrong.length
      ? wrong.map((one) => `${one.number}. ${one.text}\n${label("answer")}${one.answer}\n`).join("\n")
      : label("none_wrong");
    copying.textContent = label("copy");
    dialog.showModal();
  }

  function reset() {
    if (!confirm(label("sure"))) return;
    for (const question of questions) {
      question.clear();
      kept.write(question.id, null);
    }
    only();
    score();
  }

  function theme() {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    kept.write("theme", { theme: root.dataset.theme });
  }

  const keys = button("keys", () => {
    const open = document.body.classList.toggle("with-key");
    keys.textContent = label(open ? "hide_keys" : "keys");
    keys.setAttribute("aria-expanded", String(open));
  });
  keys.setAttribute("aria-expanded", "false");
  const everything = button("everything", () => only());
  everything.hidden = true;

  const chosenTheme = kept.read("theme").theme;
  if (chosenTheme === "dark" || chosenTheme === "light") document.documentElement.dataset.theme = chosenTheme;

  for (const key of document.querySelectorAll("[data-answers]")) {
    const Kind = KINDS[document.getElementById(key.dataset.question)?.dataset.kind];
    if (Kind) questions.push(new Kind(key));
  }

  for (const word of document.querySelectorAll(".word")) {
    word.addEventListener("click", () => {
      if (!lastField) return;
      lastField.value = word.textContent;
      lastField.dispatchEvent(new Event("input"));
      lastField.focus();
    });
  }

  document.body.classList.add("practising");
  document.body.prepend(element(
    "header", { class: "bar screen-only", "aria-label": label("practice") },
    element("p", { class: "progress" }, status, bar),
    element(
      "p", { class: "tools" }, button("again", again), everything, button("list", list),
      button("print", () => print()), button("theme", theme), button("reset", reset),
    ),
  ));
  document.querySelector("main").append(element("p", { class: "tools screen-only ending" }, keys));
  document.body.append(spoken, dialog);
  score();
})();
