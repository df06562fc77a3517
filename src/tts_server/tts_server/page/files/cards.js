// What each model says of itself, and what was measured of it here.

import { languageName, make } from "./elements.js";

const STATES = { loaded: "loaded", here: "ready to load", absent: "not downloaded", unreachable: "out of reach" };

export function showCards(list, engines, chosen, choose) {
  const shown = [...engines].sort((one, other) => order(one, chosen) - order(other, chosen));
  list.replaceChildren(...shown.map((engine) => card(engine, engine.id === chosen, choose)));
}

function order(engine, chosen) {
  return engine.id === chosen ? -1 : Object.keys(STATES).indexOf(engine.state);
}

function card(engine, chosen, choose) {
  const button = make("button", { type: "button", text: chosen ? "Chosen" : "Use it", disabled: chosen }, [
    make("span", { className: "visually-hidden", text: `: ${engine.label}` }),
  ]);
  button.addEventListener("click", () => choose(engine.id));
  const traits = [
    ...engine.pros.map((text) => make("li", { text })),
    ...engine.cons.map((text) => make("li", { text, className: "con" })),
  ];
  return make("li", { className: `card ${chosen ? "chosen" : ""} ${engine.state}`, "data-engine": engine.id }, [
    make("header", {}, [
      make("h3", { text: engine.label }),
      make("span", { className: `state ${engine.state}`, text: STATES[engine.state] ?? engine.state }),
    ]),
    make("p", { className: "about", text: engine.description }),
    measures(engine.measured),
    make("ul", { className: "traits" }, traits),
    make("p", { className: "facts", text: facts(engine) }),
    button,
  ]);
}

function measures(measured) {
  const shown = [
    ["RTF, median", figure(measured.rtf_p50)],
    ["RTF, p95", figure(measured.rtf_p95)],
    ["Spoken", duration(measured.audio_seconds)],
  ];
  return make("dl", { className: "measures" }, shown.map(([term, text]) =>
    make("div", {}, [make("dt", { text: term }), make("dd", { text })])));
}

function facts(engine) {
  const { code, weights } = engine.licence;
  const licence = [code && `code ${code}`, weights && `weights ${weights}`].filter(Boolean).join(", ");
  return [
    engine.id,
    counted(engine.voices, "voice"),
    spoken(engine.languages),
    `${engine.sample_rate / 1000} kHz`,
    licence && `licence: ${licence}`,
  ].filter(Boolean).join(" · ");
}

function spoken(languages) {
  const names = [...new Set(languages.map(languageName))];
  return names.length > 3 ? `${names.length} languages` : names.join(", ");
}

function counted(count, thing) {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}

function figure(value) {
  if (value === null || value === undefined) return "–";
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}

function duration(seconds) {
  if (!seconds) return "–";
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
