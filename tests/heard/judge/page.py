"""The tables of docs/heard.md, made of nothing but the figures that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["tables", "write"]

Results = dict[str, dict[str, Any]]
"""By voice, and by measure: what `measures` answered."""

BEGIN, END = "<!-- {} by `nox -s heard` -->", "<!-- end -->"
_WAYS = ("whole", "wav", "mp3", "opus")


def write(path: Path, results: Results) -> None:
    """Put the tables of *results* where the page has tables, and leave its prose as it is."""
    page = path.read_text("utf-8")
    for name, table in tables(results).items():
        before, begin, rest = page.partition(BEGIN.format(name))
        _, end, after = rest.partition(END)
        if not end:
            raise ValueError(f"{path} has no place for the table {name!r}")
        page = f"{before}{begin}\n{table}\n{end}{after}"
    path.write_text(page, "utf-8")


def tables(results: Results) -> dict[str, str]:
    """Return every table by its name."""
    return {
        "goals": _table("figure|voice|at most|found|", _goals(results)),
        **{name: _table(f"voice|{head}|day", _rows(results, name, row)) for name, head, row in _TABLES},
    }


def _table(head: str, rows: Iterable[Iterable[object]]) -> str:
    names = head.split("|")
    lines = (f"| {' | '.join(map(str, row))} |" for row in rows)
    return "\n".join([f"| {' | '.join(names)} |", f"|{'---|' * len(names)}", *lines])


def _rows(
    results: Results, measure: str, row: Callable[[Any], Iterable[object]]
) -> Iterator[Iterable[object]]:
    for voice, found in results.items():
        if measure in found:
            yield (voice, *row(found[measure]), found[measure]["day"])


def _goals(results: Results) -> Iterator[Iterable[object]]:
    for figure, measure, unit, most, value in _GOALS:
        for voice, found in results.items():
            goal = most.get(voice, most.get("every"))
            if goal is not None and measure in found and (held := value(found[measure])) is not None:
                yield (
                    figure,
                    voice,
                    f"{goal:g}{unit}",
                    f"{held:.3g}{unit}",
                    "met" if held <= goal else "not met",
                )


def _share(errors: Mapping[str, int]) -> float:
    return errors["wrong"] / errors["words"]


def _rate(errors: Mapping[str, int]) -> str:
    return f"{100 * _share(errors):.1f} %"


def _against_peer(found: Mapping[str, Any]) -> float | None:
    return _share(found["ours"]) / _share(found["peer"]) if "peer" in found else None


def _plain(found: Mapping[str, Any]) -> Iterable[object]:
    return found["ours"]["sentences"], found["ours"]["words"], found["ours"]["wrong"], _rate(found["ours"])


def _written(found: Mapping[str, Any]) -> Iterable[object]:
    yield from _plain(found)
    ratio = _against_peer(found)
    yield from ("–", "–") if ratio is None else (_rate(found["peer"]), f"{ratio:.2f}")


def _lost(found: Mapping[str, Any]) -> Iterable[object]:
    return (found[each] for each in ("sentences", "joins", "words", "unheard", "unwanted", "lost", "doubled"))


def _recall(found: Mapping[str, Any]) -> Iterable[object]:
    return (found[each] for each in ("left out", "found lost", "said twice", "found doubled"))


def _times(found: Mapping[str, Any]) -> Iterable[object]:
    yield found["words"]
    for edge in ("starts", "ends"):
        yield from (f"{found[edge][each]:{sign}.0f} ms" for each, sign in _SPREAD)
    yield found["onsets"]
    yield from (
        f"{found[whose]['bias']:+.0f} ms" for whose in ("starts after silence", "aligner after silence")
    )


def _sound(found: Mapping[str, Any]) -> Iterable[object]:
    yield from (found["stretches"], f"{found['bare']:.2f}")
    yield from (f"{found[way]:+.3f}" for way in _WAYS)
    yield f"{found['error']:.3f}"


def _formats(found: Mapping[str, Any]) -> Iterable[object]:
    wrong, words = found["wrong"], found["words"]
    yield words
    for speed in ("0.8", "1.0", "1.3"):
        of_speed = [count for name, count in wrong.items() if name.endswith(speed)]
        yield f"{100 * sum(of_speed) / (len(of_speed) * words):.1f} %"
    yield max(wrong.values())


_SPREAD = (("bias", "+"), ("median", ""), ("95th", ""))
_TABLES = (
    ("plain", "sentences|words|wrong|error rate", _plain),
    ("written", "sentences|words|wrong|error rate|its own pipeline|ours against it", _written),
    ("lost", "sentences|joins|words|not heard|too many|lost|doubled", _lost),
    ("recall", "left out|found|said twice|found", _recall),
    ("times", "words|starts: bias|median|95th|ends: bias|median|95th|silences|ours|the aligner", _times),
    ("sound", "stretches|the model's own|whole speech|WAV|MP3|Opus|standard error", _sound),
    ("formats", "words each|0.8|1.0|1.3|most in one file", _formats),
)
_GOALS: tuple[tuple[str, str, str, Mapping[str, float], Callable[[Any], float | None]], ...] = (
    (
        "word errors, plain",
        "plain",
        " %",
        {"hibari": 1, "piper-en_US-joe-medium": 2},
        lambda found: 100 * _share(found["ours"]),
    ),
    ("word errors as written, against its own pipeline", "written", " ×", {"every": 0.5}, _against_peer),
    ("words lost or doubled", "lost", "", {"every": 0}, lambda found: found["lost"] + found["doubled"]),
    (
        "word times: the middle difference, of starts or ends",
        "times",
        " ms",
        {"every": 25},
        lambda found: max(found["starts"]["median"], found["ends"]["median"]),
    ),
    (
        "word times: 95 of 100 within, of starts or ends",
        "times",
        " ms",
        {"every": 80},
        lambda found: max(found["starts"]["95th"], found["ends"]["95th"]),
    ),
    (
        "sound: the cost of joining, trimming and encoding, at most",
        "sound",
        "",
        {"every": 0.02},
        lambda found: -min(found[way] for way in _WAYS),
    ),
)
