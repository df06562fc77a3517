// The text as it is spoken: each word knows when it sounds, and is lit then.

export class Transcript {
  #element;
  #points = [];
  #told = 0;
  #tail;
  #words = [];
  #lit = -1;

  constructor(element, text) {
    this.#element = element;
    // Spans count characters as Python does: by code point, not by UTF-16 unit.
    this.#points = Array.from(text);
    this.#tail = document.createTextNode(text);
    element.replaceChildren(this.#tail);
    element.classList.remove("over");
  }

  add(words) {
    for (const { span: [start, end], start: from, end: until } of words) {
      const last = this.#words.at(-1);
      if (start < this.#told) {
        if (last) last.until = Math.max(last.until, until);
        continue;
      }
      // What stands at a word without a space between belongs to it: “Tomorrow, and not ” Tomorrow ,.
      const gap = this.#points.slice(this.#told, start).join("");
      const [, closing, rest] = gap.match(last ? /^(\S*)(.*)$/s : /^()(.*)$/s);
      const [, space, opening] = rest.match(/^(.*?)(\S*)$/s);
      last?.element.append(closing);
      const element = document.createElement("span");
      element.textContent = opening + this.#points.slice(start, end).join("");
      element.dataset.from = from;
      this.#tail.before(space, element);
      this.#told = end;
      this.#tail.data = this.#points.slice(end).join("");
      this.#words.push({ element, from, until });
    }
  }

  complete() {
    const closing = this.#tail.data.match(/^\S*/)[0];
    this.#words.at(-1)?.element.append(closing);
    this.#tail.data = this.#tail.data.slice(closing.length);
  }

  light(seconds) {
    let now = -1;
    for (let low = 0, high = this.#words.length - 1; low <= high; ) {
      const middle = (low + high) >> 1;
      if (this.#words[middle].from <= seconds) [now, low] = [middle, middle + 1];
      else high = middle - 1;
    }
    if (now === this.#lit) return;
    this.#lit = now;
    this.#element.classList.remove("over");
    this.#words.forEach(({ element }, index) => {
      element.classList.toggle("said", index < now);
      element.classList.toggle("now", index === now);
    });
    this.#follow(now);
  }

  finish() {
    this.#lit = this.#words.length;
    this.#element.classList.add("over");
    for (const { element } of this.#words) {
      element.classList.remove("now");
      element.classList.add("said");
    }
  }

  #follow(now) {
    if (now < 0) return;
    const { element } = this.#words[now];
    const top = element.offsetTop - this.#element.offsetTop;
    const { scrollTop, clientHeight } = this.#element;
    if (top < scrollTop || top + 40 > scrollTop + clientHeight) this.#element.scrollTop = top - clientHeight / 3;
  }
}
