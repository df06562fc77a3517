// Model, language, voice, speed and the model's own options.

import { askJson } from "./api.js";
import { languageName, make, one } from "./elements.js";

const MANY = 8;

export class Choices extends EventTarget {
  #engines = [];
  #voices = [];
  #default = null;
  #round = 0;

  constructor() {
    super();
    one("model").addEventListener("change", () => this.pick(one("model").value));
    one("language").addEventListener("change", () => this.#showVoices());
    one("voice").addEventListener("change", () => this.#changed());
    one("speed").addEventListener("input", () => this.#changed());
    one("option-fields").addEventListener("input", () => this.#changed());
  }

  get engine() {
    return this.#engines.find((engine) => engine.id === one("model").value);
  }

  get engines() {
    return this.#engines;
  }

  async load() {
    this.#engines = (await askJson("v1/engines")).engines;
    const usable = this.#engines.find((engine) => engine.default) ?? this.#engines[0];
    if (!usable) return;
    const groups = { Here: ["loaded", "here"], "Not downloaded": ["absent"], "Out of reach": ["unreachable"] };
    const shown = Object.entries(groups)
      .map(([label, states]) => make("optgroup", { label }, this.#engines
        .filter(({ state }) => states.includes(state))
        .map(({ id, label: text }) => make("option", { value: id, text }))))
      .filter((group) => group.children.length);
    const model = one("model");
    model.replaceChildren(...(shown.length > 1 ? shown : shown[0].children));
    model.disabled = false;
    await this.choose(usable.id);
  }

  async refresh() {
    this.#engines = (await askJson("v1/engines")).engines;
  }

  async pick(id) {
    try {
      await this.choose(id);
    } catch (error) {
      this.dispatchEvent(new CustomEvent("failed", { detail: error }));
    }
  }

  async choose(id) {
    const round = ++this.#round;
    one("model").value = id;
    this.#show([], null);
    const { voices, default: preferred } = await askJson(`v1/audio/voices?model=${encodeURIComponent(id)}`);
    if (round === this.#round) this.#show(voices, preferred ?? voices[0]?.id ?? null);
  }

  #show(voices, preferred) {
    this.#voices = voices;
    this.#default = preferred;
    this.#showLanguages();
    this.#showVoices();
    this.#showOptions();
    const speed = one("speed");
    speed.disabled = !this.engine.features.includes("speed");
    if (speed.disabled) speed.value = 1;
    this.#changed();
  }

  body(input, format) {
    const speed = Number(one("speed").value);
    const options = this.#options();
    return {
      model: one("model").value,
      voice: this.#voices.length ? one("voice").value : "alloy",
      input,
      response_format: format,
      ...(speed === 1 ? {} : { speed }),
      ...(Object.keys(options).length ? { options } : {}),
    };
  }

  get language() {
    return this.#voices.find((voice) => voice.id === one("voice").value)?.language ?? "";
  }

  #changed() {
    one("speed-shown").textContent = `${Number(one("speed").value).toFixed(2)}×`;
    this.dispatchEvent(new Event("change"));
  }

  #showLanguages() {
    const tags = [...new Set(this.#voices.map((voice) => voice.language))];
    const named = tags.map((tag) => [languageName(tag), tag]).sort(([one], [other]) => one.localeCompare(other));
    const all = make("option", { value: "", text: `All ${tags.length}` });
    const shown = named.map(([name, tag]) => make("option", { value: tag, text: name }));
    const select = one("language");
    select.replaceChildren(...(tags.length === 1 ? shown : [all, ...shown]));
    select.disabled = tags.length < 2;
    // A list of hundreds of voices helps nobody: begin with the default voice's own language.
    const preferred = this.#voices.find((voice) => voice.id === this.#default)?.language;
    if (tags.length > MANY && preferred) select.value = preferred;
  }

  #showVoices() {
    const language = one("language").value;
    const shown = this.#voices.filter((voice) => !language || voice.language === language);
    const select = one("voice");
    select.replaceChildren(...shown.map((voice) => make("option", {
      value: voice.id,
      text: [voice.label || voice.id, language ? "" : languageName(voice.language)].filter(Boolean).join(" · "),
    })));
    if (!this.#voices.length) select.replaceChildren(make("option", { text: "–" }));
    select.disabled = !this.#voices.length;
    if (shown.some((voice) => voice.id === this.#default)) select.value = this.#default;
    this.#changed();
  }

  #showOptions() {
    const { options } = this.engine;
    one("options").hidden = !options.length;
    one("option-fields").replaceChildren(...options.map(field));
  }

  #options() {
    const given = {};
    for (const input of one("option-fields").querySelectorAll("[data-type]")) {
      const { name, type, usual } = input.dataset;
      const text = input.value;
      if (text === "" || text === usual) continue;
      given[name] = type === "bool" ? text === "true" : type === "str" ? text : Number(text);
    }
    return given;
  }
}

function field(option) {
  const id = `option-${option.name}`;
  const usual = option.default === null ? "" : String(option.default);
  const data = { id, "data-name": option.name, "data-type": option.type, "data-usual": usual, "aria-describedby": `${id}-doc` };
  const choices = option.type === "bool" ? ["true", "false"] : option.choices;
  let input;
  if (choices.length) {
    const empty = option.default === null ? [make("option", { value: "", text: "–" })] : [];
    input = make("select", data, [...empty, ...choices.map((text) => make("option", { text, selected: text === usual }))]);
  } else if (option.type === "str") {
    input = make("input", { ...data, type: "text", value: usual });
  } else {
    const step = option.type === "int" ? 1 : "any";
    input = make("input", { ...data, type: "number", value: usual, min: option.min, max: option.max, step });
  }
  return make("p", { className: "field" }, [
    make("label", { for: id, text: option.name }),
    input,
    make("span", { id: `${id}-doc`, className: "hint", text: option.doc }),
  ]);
}
