"""
What a KittenTTS model costs, and what our path to it costs over the bare graph.

    python -m benchmarks kitten --model FOLDER

Everything that is compared is measured in turn in the same run, so that a busy machine slows all
alike; costs are in processor seconds for a second of speech where that says more.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peers.options import add_model, make_parser, model_folder

import tts_core
from tts_core import Cancelled, CancelToken, LoadOptions, Model, Registry, Utterance
from tts_espeak.reading import american
from tts_kitten import tts_model
from tts_kitten.config import parsed
from tts_kitten.contract import SAMPLE_RATE
from tts_kitten.graph import CONTRACT, Graph, Manner, trial
from tts_kitten.tokens import bounded, encode
from tts_onnx.session.session import Session
from tts_onnx.session.versions import CPU
from tts_onnx.voice.styles import read_styles, style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    from numpy.typing import NDArray

SENTENCES = (
    "The harbour was quiet when the first boats came in, and nobody had told them why. "
    "Seven people waited on the quay; two of them had been there since four o'clock. "
    '"Did you bring the papers?" she asked, but he only shook his head and looked away. '
    "It would rain before noon, they said, and for once they were right. "
)
ROUNDS = 5
LENGTHS = (15, 30, 60, 100, 150, 200, 250, 300, 400, 509)
MEMORY = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
import kitten
bench = kitten.Bench(Path(sys.argv[1]))
bench.run(bench.graph(1), int(sys.argv[2]))
print(kitten.peak())
"""


class Bench:
    """A model's parts, and texts of any number of tokens for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._config = parsed((folder / "config.json").read_bytes())
        self._styles = next(iter(read_styles(folder / self._config.voices).values()))
        self._tokens = encode(american(SENTENCES * 3)).tokens

    def graph(self, threads: int) -> Graph:
        """Load the graph."""
        data = (self.folder / self._config.graph).read_bytes()
        session = Session(data, CONTRACT, threads=threads, providers=CPU)
        session.try_on(trial(self._style(1), self._config.ending).first)
        return Graph(session)

    def run(self, graph: Graph, length: int) -> float:
        """Run *length* tokens and return the seconds of speech, the boundary not counted."""
        tokens = bounded(self._tokens[:length], self._config.ending)
        sound = graph.run(tokens, Manner(self._style(length), 0.8))
        boundary = (
            0 if sound.frames is None else sound.frames[0] + sound.frames[-len(self._config.ending) :].sum()
        )
        return (len(sound.samples) / 600 - float(boundary)) * 0.025

    def _style(self, length: int) -> NDArray[np.float32]:
        return style(self._styles, length)


def peak() -> int:
    """The most memory that this process ever had, in megabytes; 0 where that is not told."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def median(values: Iterable[float]) -> float:
    """The middle of the values, whatever the noise at their ends."""
    return statistics.median(values)


def by_length(bench: Bench) -> None:
    """Print what a second of speech costs by the tokens of an utterance, and the memory that it takes."""
    graph = bench.graph(1)
    costs: dict[int, list[float]] = {length: [] for length in LENGTHS}
    for _ in range(ROUNDS):
        for length in LENGTHS:
            began = time.process_time()
            seconds = bench.run(graph, length)
            costs[length].append((time.process_time() - began) / seconds)
    print("\n| tokens | processor s per s of speech | peak MB |\n|---|---|---|")
    script = MEMORY.format(here=str(Path(__file__).parent))
    for length in LENGTHS:
        command = [sys.executable, "-c", script, str(bench.folder), str(length)]
        peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        print(f"| {length} | {median(costs[length]):.4f} | {peak} |")


def by_arrangement(bench: Bench) -> None:
    """Print what threads within utterances and utterances side by side are worth."""
    graphs = {threads: bench.graph(threads) for threads in (1, 2)}
    times: dict[tuple[int, int], list[float]] = {}
    for _ in range(ROUNDS):
        for threads, graph in graphs.items():
            for beside in (1, 2):
                with ThreadPoolExecutor(beside) as pool:
                    began = time.perf_counter()
                    speech = sum(pool.map(bench.run, [graph] * 4, [200] * 4))
                    times.setdefault((threads, beside), []).append((time.perf_counter() - began) / speech)
    print("\n| threads in each | side by side | real-time factor: median | best |\n|---|---|---|---|")
    for (threads, beside), each in times.items():
        print(f"| {threads} | {beside} | {median(each):.3f} | {min(each):.3f} |")


def whole_path(model: Model) -> None:
    """Print what text, pronunciation, trimming and joining add to the runs of the graph."""
    registry = Registry([model])
    text = (SENTENCES * 20)[:5000]
    spent: list[tuple[float, float]] = []
    with registry.lease(model.card.id) as synthesizer:
        graph: Graph = synthesizer._graph  # type: ignore[attr-defined]  # what this plugin loads
    run = graph.run

    def timed(*given: object) -> object:
        wall, busy = time.perf_counter(), time.thread_time()
        sound = run(*given)  # type: ignore[arg-type]  # passed on as they came
        spent.append((time.perf_counter() - wall, time.thread_time() - busy))
        return sound

    graph.run = timed  # type: ignore[method-assign,assignment]  # measured from outside
    print("\n| 5,000 characters | |\n|---|---|")
    for _ in range(2):
        american.cache_clear()
        spent.clear()
        began, busy = time.perf_counter(), time.process_time()
        with tts_core.stream(text, model=model.card.id, registry=registry) as stream:
            seconds = next(stream).audio.duration
            first = time.perf_counter() - began
            seconds += sum(piece.audio.duration for piece in stream)
        wall, busy = time.perf_counter() - began, time.process_time() - busy
    beside = model.card.concurrency
    print(f"| real-time factor | {wall / seconds:.3f} |")
    print(f"| processor s per s of speech | {busy / seconds:.3f} |")
    print(f"| first sound after s | {first:.3f} |")
    print(f"| not in the graph, of all time | {1 - sum(each for each, _ in spent) / wall / beside:.1%} |")
    registry.close()


def stopping(model: Model) -> None:
    """Print how long a running utterance goes on after it is cancelled."""
    synthesizer: Any = model.load(LoadOptions())
    voice = next(iter(synthesizer._styles))
    delays: list[float] = []
    for wait in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5):
        token, ended = CancelToken(), threading.Event()

        def speak(token: CancelToken = token) -> None:
            synthesizer.speak(Utterance(text=SENTENCES, voice=voice, cancel=token))

        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(speak)
            running.add_done_callback(lambda _, ended=ended: ended.set())  # type: ignore[misc]  # bound early
            ended.wait(wait)
            asked = time.perf_counter()
            token.cancel()
            error = running.exception()
            delays.append(time.perf_counter() - asked)
        if not isinstance(error, Cancelled):
            sys.exit(f"it was not stopped: {error!r}")
    print(f"\nstopped after {median(delays) * 1000:.0f} ms (median), {max(delays) * 1000:.0f} ms (longest)")


def loading(bench: Bench, model: Model) -> None:
    """Print what loading costs, part by part."""
    config = parsed((bench.folder / "config.json").read_bytes())
    steps: dict[str, Callable[[], object]] = {
        "read and hash": lambda: __import__("hashlib").sha256((bench.folder / config.graph).read_bytes()),
        "voices": lambda: read_styles(bench.folder / config.voices),
        "session": lambda: bench.graph(2),
        "whole load": lambda: model.load(LoadOptions()),
    }
    print("\n| loading | s |\n|---|---|")
    for name, step in steps.items():
        taken = []
        for _ in range(3):
            began = time.perf_counter()
            step()
            taken.append(time.perf_counter() - began)
        print(f"| {name} | {median(taken):.3f} |")


def main() -> None:
    """Measure everything."""
    parser = make_parser(__doc__)
    add_model(parser)
    folder = model_folder(parser.parse_args().model)
    model = tts_model(f"kitten:{folder}")
    if model is None:
        sys.exit(f"{folder} is no model")
    bench = Bench(folder)
    print(f"{sys.platform}, {model.card.concurrency} processors, {SAMPLE_RATE} Hz")
    loading(bench, model)
    by_length(bench)
    by_arrangement(bench)
    whole_path(model)
    stopping(model)
    print(f"peak memory {peak()} MB")


if __name__ == "__main__":
    main()
