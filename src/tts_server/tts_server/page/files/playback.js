// One speech: asked for, heard as it comes, and heard again.

import { ask, Problem, sentence } from "./api.js";
import { events, samples } from "./events.js";
import { Player } from "./player.js";

const RATE = 24000;

export class Playback extends EventTarget {
  #abort = new AbortController();
  #closed = false;

  constructor(body, transcript, wave) {
    super();
    this.body = body;
    this.transcript = transcript;
    this.wave = wave;
    this.player = new Player(RATE);
    this.warnings = [];
    this.firstSound = null;
  }

  async run() {
    const asked = performance.now();
    this.player.play(0);
    const asking = ask("v1/audio/speech", {
      body: { ...this.body, response_format: "pcm", sample_rate: RATE, stream_format: "sse", captions: "json" },
      signal: this.#abort.signal,
    });
    const [answer] = await Promise.all([asking, this.player.ready()]);
    let rest = new Uint8Array();
    let whole = false;
    for await (const event of events(answer)) {
      if (this.#closed) return;
      if (event.error) throw new Problem(sentence(event.error.message));
      if (event.type === "speech.audio.delta") {
        this.firstSound ??= performance.now() - asked;
        if (event.words) this.transcript.add(event.words);
        const { values, rest: left } = samples(event.audio, rest);
        rest = left;
        this.wave.push(values, RATE);
        this.player.push(values);
        this.dispatchEvent(new Event("progress"));
      }
      if (event.type === "speech.audio.done") {
        whole = true;
        this.warnings = event.warnings ?? [];
      }
    }
    if (this.#closed) return;
    if (!whole) throw new Problem("The speech broke off before its end.");
    this.transcript.complete();
    this.player.complete();
    this.dispatchEvent(new Event("whole"));
  }

  close() {
    this.#closed = true;
    this.#abort.abort();
    this.player.close();
  }
}
