"""Where the time of our own path goes: each stage by itself, and everything that is no run of the graph."""

from __future__ import annotations

import statistics
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .measurement import ratio
from .sample_texts import SHORT, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .measurement import Ratio

__all__ = ["first_audio_against_bare_run", "front_end_milliseconds", "stage_seconds"]


def stage_seconds(model: str, rounds: int = 3) -> dict[str, float]:
    """
    Return the processor seconds of each stage for 5,000 characters, and the share beside the runs.

    What is beside the runs is measured from outside: all that the process did, less what its threads
    did within `Graph.run`, and less what the runtime's own threads did, who do nothing else.
    """
    import tts_core
    from tts_espeak.reading import american

    registry = tts_core.Registry.installed()
    text = text_of(5_000)
    with registry.lease(model) as loaded:
        synthesizer: Any = loaded
    graph = synthesizer._graph
    run = graph.run
    spent: list[float] = []

    def timed(*given: Any) -> Any:
        began = time.thread_time()
        sound = run(*given)
        spent.append(time.thread_time() - began)
        return sound

    graph.run = timed
    found: dict[str, list[float]] = {"text": [], "pronunciation": [], "run": [], "beside": [], "encode": []}
    for _ in range(rounds):
        explained, said = _busy(lambda: tts_core.explain(text, model="espeak"))
        american.cache_clear()
        pieces = [piece.said.strip() for piece in said.pieces]
        read, _ = _busy(partial(list, map(american, pieces)))
        american.cache_clear()
        spent.clear()
        helped = _by_the_runtime()
        whole, speech = _busy(lambda: tts_core.synthesize(text, model=model, registry=registry))
        spent.append(_by_the_runtime() - helped)
        encoded, _ = _busy(partial(speech.encode, "mp3"))
        found["text"].append(explained)
        found["pronunciation"].append(read)
        found["run"].append(sum(spent))
        found["beside"].append(whole - sum(spent))
        found["encode"].append(encoded)
    registry.close()
    middle = {name: statistics.median(values) for name, values in found.items()}
    shares = [beside / (beside + ran) for beside, ran in zip(found["beside"], found["run"], strict=True)]
    return {**middle, "share": statistics.median(shares)}


def _by_the_runtime() -> float:
    """Return the processor seconds of all threads that Python did not start."""
    ours = {each.native_id for each in threading.enumerate()}
    theirs = {int(task.name) for task in Path("/proc/self/task").iterdir()} - ours
    return sum(time.clock_gettime((~thread << 3) | 6) for thread in theirs)  # Linux numbers their clocks so.


def front_end_milliseconds(
    lengths: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000),
) -> dict[int, float]:
    """Return the milliseconds of the text front end for 1,000 characters, by the length of the text."""
    from tts_core.text.normalize import normalize
    from tts_core.text.segment import segment

    found: dict[int, float] = {}
    for length in lengths:
        text = text_of(length)
        taken = []
        for _ in range(5 if length <= 100_000 else 1):
            began = time.process_time()
            for sentence in segment(text, "en-US"):
                normalize(sentence.text, "en-US", offset=sentence.start)
            taken.append((time.process_time() - began) / len(text) * 1e6)
        found[length] = statistics.median(taken)
    return found


def first_audio_against_bare_run(model: str, rounds: int = 11) -> dict[str, Ratio]:
    """Compare the first sound of a warm 5,000 characters with a bare run of a 40-character utterance."""
    import tts_core
    from tts_espeak.reading import american
    from tts_kitten.graph import Manner
    from tts_kitten.tokens import bounded, encode

    registry = tts_core.Registry.installed()
    with registry.lease(model) as loaded:
        synthesizer: Any = loaded
    tokens = bounded(encode(american(SHORT)).tokens, (10, 0))
    styles = next(iter(synthesizer._styles.values()))[40:41]
    text = text_of(5_000)

    def first() -> None:
        american.cache_clear()
        with tts_core.stream(text, model=model, registry=registry) as stream:
            next(stream)
            taken["first"].append(taking())

    def bare() -> None:
        with registry.lease(model):
            synthesizer._graph.run(tokens, Manner(styles, 0.8))
            taken["bare"].append(taking())

    taken: dict[str, list[tuple[float, float]]] = {"first": [], "bare": []}
    subjects = [first, bare]
    for _ in range(rounds + 1):
        for subject in subjects:
            taking = _clock()
            subject()
        subjects.reverse()
    registry.close()
    found = {}
    for place, name in enumerate(("first against bare", "first against bare, processor")):
        ours, theirs = ([each[place] for each in taken[who][1:]] for who in ("first", "bare"))
        found[name] = ratio(ours, theirs)
    return found


def _clock() -> Callable[[], tuple[float, float]]:
    """Start a clock; it tells seconds and processor seconds when it is asked."""
    began, busy = time.perf_counter(), time.process_time()
    return lambda: (time.perf_counter() - began, time.process_time() - busy)


def _busy(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    done = work()
    return time.process_time() - began, done
