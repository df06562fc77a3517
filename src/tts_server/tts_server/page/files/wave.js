// The shape of the sound, drawn as it grows; what has been heard stands out.

const BAR = 3;
const GAP = 2;
const STEP = 0.02;

export class Wave {
  #canvas;
  #peaks = [];
  #open = 0;
  #room = 0;
  #last = [0, 0];

  constructor(canvas) {
    this.#canvas = canvas;
    const again = () => this.draw(...this.#last);
    new ResizeObserver(again).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  }

  clear() {
    this.#peaks = [];
    this.#open = 0;
    this.#room = 0;
  }

  push(values, rate) {
    const step = Math.round(STEP * rate);
    for (const value of values) {
      this.#open = Math.max(this.#open, Math.abs(value));
      this.#room += 1;
      if (this.#room === step) {
        this.#peaks.push(this.#open);
        this.#open = 0;
        this.#room = 0;
      }
    }
  }

  draw(position, duration) {
    this.#last = [position, duration];
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const scale = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const brush = this.#canvas.getContext("2d");
    const style = getComputedStyle(this.#canvas);
    const [heard, coming] = ["--accent", "--wave"].map((name) => style.getPropertyValue(name).trim());
    brush.scale(scale, scale);
    const bars = Math.floor((width + GAP) / (BAR + GAP));
    const reached = duration ? (position / duration) * bars : 0;
    for (let bar = 0; bar < bars; bar += 1) {
      const tall = Math.max(BAR, this.#peak(bar, bars) * height);
      brush.fillStyle = bar < reached ? heard : coming;
      brush.beginPath();
      brush.roundRect(bar * (BAR + GAP), (height - tall) / 2, BAR, tall, BAR / 2);
      brush.fill();
    }
  }

  #peak(bar, bars) {
    const first = Math.floor((bar * this.#peaks.length) / bars);
    const last = Math.max(first + 1, Math.floor(((bar + 1) * this.#peaks.length) / bars));
    return this.#peaks.slice(first, last).reduce((most, each) => Math.max(most, each), 0);
  }
}
