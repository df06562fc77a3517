"""The tables of docs/heard.md, made of nothing but the figures that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

__all__ = ["tables", "write"]

Results = dict[str, dict[str, Any]]
"""By voice, and by measure: what `measures` answered."""

BEGIN, END = "<!-- {} by `nox -s heard` -->", "<!-- end -->"


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
        "words": _table(results, ("plain", "written"), _HEADS["words"], _words),
        "lost": _table(results, ("lost",), _HEADS["lost"], _lost),
        "recall": _table(results, ("recall",), _HEADS["recall"], _recall),
        "times": _table(results, ("times",), _HEADS["times"], _times),
        "sound": _table(results, ("sound",), _HEADS["sound"], _sound),
        "formats": _table(results, ("formats",), _HEADS["formats"], _formats),
    }


_HEADS = {
    "words": "voice|plain|as written|its own pipeline, as written|ours against it|day",
    "lost": "voice|sentences|joins|words|not heard|too many|lost|doubled|day",
    "recall": "voice|left out|found|said twice|found|day",
    "times": "voice|words|starts: bias|median|95th|ends: bias|median|95th|after silence|aligner|day",
    "sound": "voice|stretches|the model's own|whole speech|WAV|MP3|Opus|standard error|day",
    "formats": "voice|words each|0.8|1.0|1.3|most of one file|day",
}


def _table(results: Results, measures: Sequence[str], head: str, row: Callable[..., Iterable[object]]) -> str:
    names = head.split("|")
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    for voice, found in results.items():
        figures = [found.get(measure) for measure in measures]
        if all(figures):
            cells = [voice, *row(*figures), max(each["day"] for each in figures if each)]
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def _words(plain: Mapping[str, Any], written: Mapping[str, Any]) -> Iterable[object]:
    yield from (_rate(plain["ours"]), _rate(written["ours"]))
    peer = written.get("peer")
    yield from (_rate(peer), f"{_share(written['ours']) / _share(peer):.2f}") if peer else ("–", "–")


def _share(errors: Mapping[str, int]) -> float:
    return errors["wrong"] / errors["words"]


def _rate(errors: Mapping[str, int]) -> str:
    return f"{100 * _share(errors):.1f} %"


def _lost(found: Mapping[str, Any]) -> Iterable[object]:
    return (found[each] for each in ("sentences", "joins", "words", "unheard", "unwanted", "lost", "doubled"))


def _recall(found: Mapping[str, Any]) -> Iterable[object]:
    return (found[each] for each in ("left out", "found lost", "said twice", "found doubled"))


def _times(found: Mapping[str, Any]) -> Iterable[object]:
    yield found["words"]
    for edge in ("starts", "ends"):
        yield f"{found[edge]['bias']:+.0f} ms"
        yield from (f"{found[edge][each]:.0f} ms" for each in ("median", "95th"))
    for edge in ("starts after silence", "aligner after silence"):
        yield f"{found[edge]['bias']:+.0f} ms"


def _sound(found: Mapping[str, Any]) -> Iterable[object]:
    yield from (found["stretches"], f"{found['bare']:.2f}")
    yield from (f"{found[each]:+.3f}" for each in ("whole", "wav", "mp3", "opus"))
    yield f"{found['error']:.3f}"


def _formats(found: Mapping[str, Any]) -> Iterable[object]:
    wrong, words = found["wrong"], found["words"]
    yield words
    for speed in ("0.8", "1.0", "1.3"):
        of_speed = [count for name, count in wrong.items() if name.endswith(speed)]
        yield f"{100 * sum(of_speed) / (len(of_speed) * words):.1f} %"
    yield max(wrong.values())
