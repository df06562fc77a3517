"""What the measures are called, which way each is better, and the goal where it has one."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MEASURES", "Measure", "key"]

_CHARACTERS = {"sentence": "60", "paragraph": "400", "chapter": "5,000"}
_PEERS = {
    "reference": "against the reference",
    "sherpa": "against sherpa-onnx, the better of its thread settings",
    "kokoro": "against kokoro-onnx",
    "floor": "against the best arrangement of the bare session",
}
_ALONE = ("sherpa", "floor")
"""Who can be told to work with one thread, which never waits for another with the processor busy."""
_GOALS = {
    "reference, chapter": 1.6,
    "sherpa, chapter": 1.15,
    "floor, chapter": 0.97,
    "first audio, paragraph": 0.35,
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One ratio."""

    name: str
    way: str
    """Which way it is better: ≥ more, ≤ less."""
    goal: float | None = None
    is_steady: bool = True
    """
    Whether it is the same on a busy machine.

    Threads that wait for each other, as those of most peers do, lose most where somebody else is
    busy, and so does whoever is measured for a fraction of a second; and what is no ratio is another on
    each machine. The processor's time of one thread is steady, and so is what we take beside the best of
    several bare sessions.
    """


def key(kind: str, text: str) -> str:
    """Return the key of a measure that was taken with *text*, so that no two texts are ever compared."""
    return f"{kind}, {text}"


def _by_text() -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for text, length in _CHARACTERS.items():
        for kind, against in _PEERS.items():
            wall, busy = key(kind, text), key(f"{kind}, processor", text)
            name = f"{length} characters, {against}"
            found[wall] = Measure(f"throughput, {name}", "≥", _GOALS.get(wall), is_steady=kind == "floor")
            found[busy] = Measure(f"processor time, {name}", "≤", is_steady=kind in _ALONE)
        first = key("first audio", text)
        name = f"first audio, {length} characters, against the reference's stream"
        found[first] = Measure(name, "≤", _GOALS.get(first), is_steady=False)
    return found


_BARE = "first audio, 5,000 characters, against a bare run of 40"
_PLUGIN = "espeak, 5,000 characters, the plugin against the bare library"
_SAY = "espeak, cold `tts-core say` of 60 characters"
_DOOR = "espeak, 5,000 characters, the front door against the bare library"


def _cold() -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for kept, ours in (("", ""), (", kept", " with a kept graph")):
        for imports, theirs in (("", ""), (", imports", " with what its package imports")):
            name = f"cold start to first audio, 60 characters{ours}, against the reference{theirs}"
            found[f"cold start{kept}{imports}"] = Measure(name, "≤", 0.5, is_steady=False)
            found[f"cold start{kept}{imports}, processor"] = Measure(f"processor time, {name}", "≤")
    return found


_OTHERS = {
    "first at any length": Measure("first audio, 5,000 characters, against ours at 400", "≤", 1.05),
    "first against bare": Measure(_BARE, "≤", 1.15),
    "first against bare, processor": Measure(f"processor time, {_BARE}", "≤"),
    "beside the runs": Measure("everything that is no run of the graph, of the processor time", "≤", 0.03),
    "espeak plugin": Measure(_PLUGIN, "≤", 1.10, is_steady=False),
    "espeak plugin, processor": Measure(f"processor time, {_PLUGIN}", "≤"),
    "espeak front door": Measure(_DOOR, "≤", 1.10, is_steady=False),
    "espeak front door, processor": Measure(f"processor time, {_DOOR}", "≤"),
    "espeak cold": Measure(f"{_SAY}, s beyond bare Python", "≤", 0.5, is_steady=False),
    "espeak cold, program": Measure(f"{_SAY}, against the espeak-ng program", "≤", is_steady=False),
    **_cold(),
    "memory": Measure("peak memory of the book against the chapter", "≤", 1.1),
    "front end": Measure("text front end, ms for 1,000 characters", "≤", 2.0, is_steady=False),
}

MEASURES = _by_text() | _OTHERS
"""All of them, in the order of the table."""
