  // ---- questions ----------------------------------------------------------

  const spoken = element("p", { class: "screen-only spoken", role: "status" });
  const say = (text) => { spoken.textContent = text; };

  class Question {
    constructor(key) {
      this.id = key.dataset.item;
      this.number = key.dataset.question.slice(1);
      this.li = document.getElementById(key.dataset.question);
      this.hint = key.dataset.hint ?? "";
      this.answer = key.querySelector(".k").textContent;
      Object.assign(this, JSON.parse(key.dataset.answers));
      this.text = this.read();
      this.verdict = element("span", { class: "verdict" });
      this.build();
      this.tools = element("p", { class: "tools screen-only" }, ...this.buttons(), this.verdict);
      this.li.append(this.tools);
      this.restore();
    }

    /** The question as plain text, for the list of wrong ones. */
    read() {
      const copy = this.li.cloneNode(true);
      copy.querySelectorAll(".n, .answer, .write, .more, .dots").forEach((part) => part.remove());
      copy.querySelectorAll(".premise, .response, .head").forEach((part) => part.append("\n"));
      const lines = copy.textContent.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
      return lines.filter(Boolean).join("\n");
    }

    buttons() {
      const made = [button("check", () => this.check()), button("reveal", () => this.reveal())];
      if (this.hint || this.begins()) made.push(button("hint", () => this.help()));
      return made;
    }

    /** A help made of the key itself, where the item has none of its own. */
    begins() {
      return "";
    }

    help() {
      this.tell(this.hint || this.begins());
    }

    tell(text) {
      this.verdict.textContent = text;
      say(text);
    }

    /** Settle whether the question was answered right. */
    settle(state, text) {
      this.li.dataset.state = state;
      this.tell(text);
      this.save();
      score();
    }

    reveal() {
      this.show();
      if (this.li.dataset.state !== "right") this.settle("wrong", "");
      say(label("answer") + this.answer);
    }

    show() {
      if (this.shown) return;
      this.shown = element("p", { class: "shown screen-only" }, label("answer"), element("b", {}, this.answer));
      this.li.append(this.shown);
    }

    save() {
      kept.write(this.id, { state: this.li.dataset.state, given: this.given(), variant: VARIANT });
    }

    restore() {
      const record = kept.read(this.id);
      if (Array.isArray(record.given) && record.variant === VARIANT) this.put(record.given);
      if (record.state === "right" || record.state === "wrong") {
        this.li.dataset.state = record.state;
        this.verdict.textContent = label(record.state);
      }
    }

    clear() {
      delete this.li.dataset.state;
      this.shown?.remove();
      this.shown = null;
      this.verdict.textContent = "";
      this.put([]);
    }
  }

  /** Gaps and lines: what is typed is compared with the key. */
  class Typed extends Question {
    build() {
      const places = [...this.li.querySelectorAll(".blank:not(.more), .write")];
      this.fields = places.slice(0, this.keys.length).map((place, at) => {
        place.removeAttribute("role");
        place.removeAttribute("aria-label");
        const field = element("input", {
          type: "text", class: "screen-only", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
          "aria-label": label("blank", { question: this.number, blank: at + 1 }),
        });
        field.addEventListener("keydown", (event) => this.key(event, at));
        field.addEventListener("input", () => { delete field.dataset.state; this.save(); });
        field.addEventListener("focus", () => { lastField = field; });
        place.append(field);
        return field;
      });
    }

    key(event, at) {
      // Enter also ends the choice of a word in an input method.
      if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      const next = this.fields[at + 1];
      if (next && !next.value) next.focus();
      else if (this.li.dataset.state === "right" && this.fields.every((field) => field.dataset.state)) onward(this);
      else this.check();
    }

    given() {
      return this.fields.map((field) => field.value);
    }

    put(values) {
      this.fields.forEach((field, at) => {
        field.value = typeof values[at] === "string" ? values[at] : "";
        delete field.dataset.state;
        field.removeAttribute("aria-invalid");
      });
    }

    begins() {
      const [first] = this.keys[0];
      return this.keys.length > 1 || [...first].length < 2
        ? ""
        : label("begins", { first: [...first][0], count: [...first].length });
    }

    check() {
      if (this.given().every((text) => !text.trim())) {
        this.tell(label("empty"));
        this.fields[0].focus();
        return;
      }
      const right = marked(this.given(), this.keys, this.free);
      this.fields.forEach((field, at) => {
        field.dataset.state = right[at] ? "right" : "wrong";
        field.setAttribute("aria-invalid", String(!right[at]));
      });
      const count = right.filter(Boolean).length;
      if (count === right.length) this.settle("right", label("right"));
      else this.settle("wrong", count ? label("partly", { right: count, all: right.length }) : label("wrong"));
    }
  }

  /** A term: equal words are right; else the reader judges, the answer in view. */
  class Essay extends Question {
    build() {
      this.field = element("textarea", {
        class: "screen-only", rows: "3", "aria-label": label("essay", { question: this.number }),
      });
      this.field.addEventListener("input", () => this.save());
      this.li.querySelector(".room").append(this.field);
    }

    given() {
      return [this.field.value];
    }

    put([text]) {
      this.field.value = typeof text === "string" ? text : "";
      this.judge?.remove();
      this.judge = null;
    }

    check() {
      if (!this.field.value.trim()) {
        this.tell(label("empty"));
        this.field.focus();
        return;
      }
      this.show();
      if (marked(this.given(), this.keys, false)[0]) {
        this.settle("right", label("right"));
        return;
      }
      if (!this.judge) {
        const judged = (state) => () => this.settle(state, label(state));
        this.judge = element(
          "p", { class: "tools screen-only" }, label("judge"),
          button("was_right", judged("right")), button("was_wrong", judged("wrong")),
        );
        this.li.append(this.judge);
      }
      say(`${label("answer")}${this.answer} ${label("judge")}`);
    }
  }

  /** Two columns: joined by tap, by keys or by drawing a line. */
  class Joined extends Question {
    build() {
      this.box = this.li.querySelector(".match");
      this.lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      this.lines.setAttribute("class", "lines screen-only");
      this.lines.setAttribute("aria-hidden", "true");
      this.box.append(this.lines);
      this.left = [...this.box.querySelectorAll(".premise")];
      this.right = [...this.box.querySelectorAll(".response")];
      this.letters = this.right.map((cell) => cell.dataset.letter);
      this.joins = this.left.map(() => null);
      this.picked = null;
      for (const [cells, side] of [[this.left, "premise"], [this.right, "response"]]) {
        cells.forEach((cell, at) => {
          cell.tabIndex = 0;
          cell.setAttribute("role", "button");
          cell.setAttribute("aria-pressed", "false");
          cell.addEventListener("click", () => this.pick(side, at));
          cell.addEventListener("keydown", (event) => this.press(event, side, at));
          cell.addEventListener("pointerdown", (event) => this.drag(event, side, at));
        });
      }
      this.left.forEach((cell) => cell.append(element("b", { class: "joined screen-only" })));
      new ResizeObserver(() => this.draw()).observe(this.box);
    }

    pick(side, at) {
      if (this.dragged) return;
      if (!this.picked || this.picked.side === side) {
        const same = this.picked?.at === at;
        this.picked = same ? null : { side, at };
        if (same && side === "premise") this.part(at);
      } else {
        this.join(side === "premise" ? at : this.picked.at, side === "premise" ? this.picked.at : at);
      }
      this.draw();
    }

    press(event, side, at) {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.pick(side, at);
        return;
      }
      if (side !== "premise" || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Backspace" || event.key === "Delete") this.part(at);
      const response = this.letters.indexOf(event.key.toUpperCase());
      if (response >= 0) this.join(at, response);
      this.draw();
    }

    drag(event, side, at) {
      if (event.button !== 0) return;
      const [x, y] = [event.clientX, event.clientY];
      this.dragged = false;
      const move = (moved) => {
        if (!this.dragged && Math.hypot(moved.clientX - x, moved.clientY - y) < 8) return;
        this.dragged = true;
        this.draw({ side, at, x: moved.clientX, y: moved.clientY });
      };
      const end = (ended) => {
        removeEventListener("pointermove", move);
        removeEventListener("pointerup", end);
        removeEventListener("pointercancel", end);
        if (this.dragged && ended.type === "pointerup") {
          const under = document.elementFromPoint(ended.clientX, ended.clientY);
          const others = side === "premise" ? this.right : this.left;
          const other = others.findIndex((cell) => cell.contains(under));
          if (other >= 0) this.join(side === "premise" ? at : other, side === "premise" ? other : at);
        }
        this.draw();
        // A click follows where the pointer went down and up in one cell.
        setTimeout(() => { this.dragged = false; });
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", end);
      addEventListener("pointercancel", end);
    }

    join(premise, response) {
      this.joins = this.joins.map((other) => (other === response ? null : other));
      this.joins[premise] = response;
      this.picked = null;
      this.judged = null;
      this.save();
      say(label("joined", { premise: premise + 1, response: this.letters[response] }));
    }

    part(premise) {
      if (this.joins[premise] === null) return;
      this.joins[premise] = null;
      this.judged = null;
      this.save();
      say(label("parted", { premise: premise + 1 }));
    }

    draw(dragging) {
      const frame = this.box.getBoundingClientRect();
      const middle = (cell, edge) => {
        const { left, right, top, height } = cell.getBoundingClientRect();
        return [(edge === "right" ? right + 4 : left - 4) - frame.left, top + Math.min(height / 2, 13) - frame.top];
      };
      const line = ([x1, y1], [x2, y2], state) => {
        const made = document.createElementNS("http://www.w3.org/2000/svg", "line");
        for (const [name, value] of Object.entries({ x1, y1, x2, y2, class: state })) made.setAttribute(name, value);
        return made;
      };
      this.lines.replaceChildren();
      this.joins.forEach((response, at) => {
        const state = response === null || !this.judged ? "" : this.judged[at] ? "right" : "wrong";
        if (response !== null) {
          this.lines.append(line(middle(this.left[at], "right"), middle(this.right[response], "left"), state));
        }
        this.left[at].dataset.state = state;
        this.left[at].lastChild.textContent = response === null ? "" : ` → ${this.letters[response]}`;
      });
      if (dragging) {
        const from = dragging.side === "premise"
          ? middle(this.left[dragging.at], "right")
          : middle(this.right[dragging.at], "left");
        this.lines.append(line(from, [dragging.x - frame.left, dragging.y - frame.top], ""));
      }
      const pressed = (cells, side) => cells.forEach((cell, at) =>
        cell.setAttribute("aria-pressed", String(this.picked?.side === side && this.picked.at === at)));
      pressed(this.left, "premise");
      pressed(this.right, "response");
    }

    given() {
      return this.joins.map((response) => (response === null ? "" : this.letters[response]));
    }

    put(letters) {
      this.joins = this.left.map((_, at) => {
        const response = this.letters.indexOf(letters[at]);
        return response < 0 ? null : response;
      });
      this.picked = null;
      this.judged = null;
      this.draw();
    }

    check() {
      if (this.joins.every((response) => response === null)) {
        this.tell(label("empty"));
        this.left[0].focus();
        return;
      }
      this.judged = marked(this.given(), this.keys, false);
      this.draw();
      const count = this.judged.filter(Boolean).length;
      if (count === this.judged.length) this.settle("right", label("right"));
      else this.settle("wrong", label("partly", { right: count, all: this.judged.length }));
    }
  }
