// The page: puts its parts together.

import { ask, Problem, useKey } from "./api.js";
import { showCards } from "./cards.js";
import { Choices } from "./choices.js";
import { one } from "./elements.js";
import { Playback } from "./playback.js";
import { copy, curl, python } from "./recipes.js";
import { Transcript } from "./transcript.js";
import { Wave } from "./wave.js";

const SHAPES = { play: "M4 2.5v11l9-5.5z", pause: "M4 2.500h3v11h-3zM9 2.500h3v11h-3z" };

const choices = new Choices();
const wave = new Wave(one("wave"));
let current = null;

function say(status) {
  // The same again would be read aloud again.
  if (one("status").textContent !== status) one("status").textContent = status;
}

function complain(error) {
  const shown = one("error");
  shown.textContent = error instanceof Problem ? error.message : `The page failed: ${error.message}.`;
  shown.hidden = false;
  one("key-form").hidden = error.status !== 401;
  if (error.status === 401) one("key").focus();
}

function forgive() {
  one("error").hidden = true;
  one("error").textContent = "";
}

function time(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function showRecipes() {
  if (!choices.engine) return;
  const body = choices.body(one("text").value, one("format").value);
  one("curl").textContent = curl(body);
  one("python").textContent = python(body);
  const characters = Array.from(one("text").value).length;
  one("count").textContent = `${characters.toLocaleString("en")} character${characters === 1 ? "" : "s"}`;
}

function showEngines() {
  showCards(one("cards"), choices.engines, choices.engine?.id, (id) => {
    choices.pick(id);
    one("speak").focus();
  });
}

function showState() {
  const playing = current?.player.playing ?? false;
  one("speak-label").textContent = playing ? "Pause" : current ? "Play" : "Speak";
  one("speak-shape").setAttribute("d", playing ? SHAPES.pause : SHAPES.play);
  one("stop").hidden = Boolean(current?.done);
  one("stop").disabled = !current;
  one("edit").hidden = !current?.done;
  one("seek").disabled = !current;
  one("text").hidden = Boolean(current);
  one("transcript").hidden = !current;
}

function showPosition() {
  const { position = 0, duration = 0 } = current?.player ?? {};
  const seek = one("seek");
  seek.max = duration;
  if (document.activeElement !== seek || current?.player.playing) seek.value = position;
  seek.setAttribute("aria-valuetext", `${position.toFixed(1)} of ${duration.toFixed(1)} seconds`);
  one("clock").textContent = duration ? `${time(position)} / ${time(duration)}` : "0:00";
  wave.draw(position, duration);
}

function follow(speech) {
  if (speech !== current) return;
  showPosition();
  if (speech.player.playing) {
    speech.transcript.light(speech.player.position);
    requestAnimationFrame(() => follow(speech));
  }
}

function play(from) {
  const speech = current;
  speech.player.play(from);
  showState();
  follow(speech);
}

async function begin() {
  const text = one("text").value;
  forgive();
  if (!text.trim()) {
    complain(new Problem("There is nothing to speak yet: type a sentence first."));
    one("text").focus();
    return;
  }
  wave.clear();
  const shown = one("transcript");
  shown.lang = choices.language;
  const speech = new Playback(choices.body(text, "pcm"), new Transcript(shown, text), wave);
  current = speech;
  say("Asking the model…");
  speech.addEventListener("progress", () => {
    if (speech === current && !speech.done) say(`Speaking. The first sound took ${Math.round(speech.firstSound)} ms.`);
  });
  speech.player.addEventListener("ended", () => finish(speech));
  const running = speech.run();
  const typing = document.activeElement === one("text");
  showState();
  // The field that had the focus is hidden now, and Enter should pause.
  if (typing) one("speak").focus();
  follow(speech);
  try {
    await running;
    await choices.refresh();
    showEngines();
  } catch (error) {
    if (error.name === "AbortError" || speech !== current) return;
    const lost = document.activeElement === one("speak");
    edit();
    complain(error);
    if (lost && error.status !== 401) one("text").focus();
  }
}

function finish(speech) {
  if (speech !== current) return;
  speech.done = true;
  speech.transcript.finish();
  const notes = speech.warnings.length ? ` To know: ${speech.warnings.join("; ")}.` : "";
  say(`Done: ${speech.player.duration.toFixed(1)} seconds, the first sound after ${Math.round(speech.firstSound)} ms.${notes}`);
  showState();
  showPosition();
}

function edit() {
  current?.close();
  current = null;
  wave.clear();
  say("");
  showState();
  showPosition();
}

async function download() {
  const button = one("download");
  const format = one("format").value;
  forgive();
  button.disabled = true;
  say("Making the file…");
  try {
    const answer = await ask("v1/audio/speech", { body: { ...choices.body(one("text").value, format), stream: false } });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `speech.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say(`Saved as speech.${format}.`);
  } catch (error) {
    say("");
    complain(error);
  } finally {
    button.disabled = false;
  }
}

async function load() {
  forgive();
  one("key-form").hidden = true;
  try {
    await choices.load();
    if (choices.engines.length) one("speak").disabled = false;
    else complain(new Problem("This server has no model yet. Install one, such as tts-espeak, and start it again."));
  } catch (error) {
    complain(error);
  }
}

one("speak-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!current) begin();
  else if (current.player.playing) {
    current.player.pause();
    say("Paused.");
    showState();
  } else {
    say("");
    play();
  }
});
one("stop").addEventListener("click", () => {
  edit();
  say("Stopped.");
  one("text").focus();
});
one("edit").addEventListener("click", () => {
  edit();
  one("text").focus();
});
one("seek").addEventListener("input", () => play(Number(one("seek").value)));
one("transcript").addEventListener("click", (event) => {
  if (event.target.dataset.from) play(Number(event.target.dataset.from));
});
one("text").addEventListener("input", showRecipes);
one("format").addEventListener("change", showRecipes);
one("download").addEventListener("click", download);
one("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  useKey(one("key").value);
  load();
});
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    try {
      await copy(one(button.dataset.copy).textContent);
      say("Copied.");
    } catch (error) {
      complain(new Problem(`It could not be copied: ${error.message}.`));
    }
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) one("speak-form").requestSubmit();
  if (event.key === "Escape" && current) one("stop").click();
});
choices.addEventListener("failed", ({ detail }) => complain(detail));
choices.addEventListener("change", () => {
  forgive();
  if (current) edit();
  showRecipes();
  showEngines();
});

one("speak").disabled = true;
showState();
showPosition();
load();
