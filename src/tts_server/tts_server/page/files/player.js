// Plays samples as they come. What has come can be heard again, from anywhere.

import { Problem } from "./api.js";

const LEAD = 0.08;
const PATIENCE = 5000;

export class Player extends EventTarget {
  #context;
  #rate;
  #chunks = [];
  #running = new Set();
  #begun = [];
  #from = 0;
  #next = 0;
  #complete = false;
  #playing = false;

  constructor(rate) {
    super();
    this.#rate = rate;
    // At the samples' own rate no chunk is resampled by itself, so that there is no seam between two.
    this.#context = new AudioContext({ sampleRate: rate });
  }

  get duration() {
    const last = this.#chunks.at(-1);
    return last ? last.start + last.buffer.duration : 0;
  }

  get playing() {
    return this.#playing;
  }

  get position() {
    if (!this.#playing) return this.#from;
    const now = this.#context.currentTime - (this.#context.outputLatency || 0);
    let at = this.#from;
    for (const { when, start, end } of this.#begun) {
      if (now < when) break;
      at = Math.min(start + now - when, end);
    }
    return at;
  }

  // Some browsers wait for ever for a loudspeaker that is not there.
  ready() {
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Problem("No loudspeaker answers this browser. Download the speech instead.")), PATIENCE);
    });
    return Promise.race([this.#context.resume(), late]);
  }

  push(values) {
    if (!values.length) return;
    const buffer = this.#context.createBuffer(1, values.length, this.#rate);
    buffer.copyToChannel(values, 0);
    const chunk = { buffer, start: this.duration };
    this.#chunks.push(chunk);
    if (this.#playing) this.#schedule(chunk, 0);
  }

  complete() {
    this.#complete = true;
    this.#settle();
  }

  play(from = this.#from) {
    this.#silence();
    this.#from = Math.max(0, Math.min(from, this.duration));
    this.#playing = true;
    this.#next = 0;
    this.#context.resume();
    for (const chunk of this.#chunks) {
      const offset = Math.max(0, this.#from - chunk.start);
      if (offset < chunk.buffer.duration) this.#schedule(chunk, offset);
    }
    this.#settle();
  }

  pause() {
    this.#from = this.position;
    this.#silence();
  }

  close() {
    this.#from = this.position;
    this.#silence();
    if (this.#context.state !== "closed") this.#context.close();
  }

  #schedule(chunk, offset) {
    const source = this.#context.createBufferSource();
    source.buffer = chunk.buffer;
    source.connect(this.#context.destination);
    const when = Math.max(this.#next, this.#context.currentTime + (this.#next ? 0 : LEAD));
    const start = chunk.start + offset;
    source.start(when, offset);
    this.#next = when + chunk.buffer.duration - offset;
    this.#begun.push({ when, start, end: chunk.start + chunk.buffer.duration });
    this.#running.add(source);
    source.onended = () => {
      this.#running.delete(source);
      this.#settle();
    };
  }

  #silence() {
    this.#playing = false;
    for (const source of this.#running) {
      source.onended = null;
      source.stop();
    }
    this.#running.clear();
    this.#begun = [];
  }

  #settle() {
    if (!this.#playing || !this.#complete || this.#running.size) return;
    this.#playing = false;
    this.#begun = [];
    this.#from = 0;
    this.dispatchEvent(new Event("ended"));
  }
}
