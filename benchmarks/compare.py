"""
Everybody on the same texts, and the table and the picture of it in docs/performance/.

    python -m benchmarks compare --model FOLDER [--rounds N] [--chapters N] [--book LENGTH] [--out FOLDER]

FOLDER holds a KittenTTS model: config.json, voices.npz and a graph; without it, kitten-nano is taken
if it is here. Nobody else should use the machine meanwhile; what is compared is measured in turn, so
that the ratios hold all the same, if with a wider spread.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path

from beside.machine import described
from beside.measuring import measured, others
from beside.memory import by_length, given_back
from beside.report import as_json, plot, table
from beside.rounds import Ratio

OUT = Path(__file__).parent.parent / "docs" / "performance"


def main() -> None:
    """Measure, write, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0] if __doc__ else "")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--rounds", type=int, default=7, help="of the sentence and the paragraph")
    parser.add_argument("--chapters", type=int, default=3, help="rounds of the chapter")
    parser.add_argument("--book", type=int, default=50_000, help="characters of the longest text, for memory")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    folder = given.model or _installed()
    if folder is None:
        print("there is no model: tts-core download kitten-nano, or name a folder with --model")
        return
    head = described()
    model = f"kitten:{folder.absolute()}"
    ratios = others(model)
    counts = {"sentence": given.rounds, "paragraph": given.rounds, "chapter": given.chapters}
    found = measured(folder.absolute(), counts)
    ratios |= found.ratios
    if given.book:
        grown = by_length(model, (5_000, given.book))
        more = grown[given.book]["peak"] / grown[5_000]["peak"]
        ratios["memory"] = Ratio(more, more, more)
        head["book"] = f"{given.book:,} characters, {grown[given.book]['audio'] / 60:.0f} minutes of speech"
    held = given_back(model)
    head["memory, MB"] = ", ".join(f"{name} {value:.0f}" for name, value in held.items())
    head["cold start, s"] = ", ".join(
        f"{name} {statistics.median(each):.2f}" for name, each in found.cold.items()
    )
    written = table(head, ratios, found.rows())
    print(written)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "table.md").write_text(written, "utf-8")
    (given.out / "ratios.json").write_text(as_json(head, ratios), "utf-8")
    chapter = found.by_text.get("chapter", {})
    if chapter:
        walls = {name: statistics.median(one["wall"] for one in each) for name, each in chapter.items()}
        plot(given.out / "chapter.svg", walls, "seconds to speak 5,000 characters, less is better")
    paragraph = found.by_text.get("paragraph", {})
    if paragraph:
        firsts = {name: statistics.median(one["first"] for one in each) for name, each in paragraph.items()}
        plot(given.out / "first.svg", firsts, "seconds to the first audio of 400 characters, less is better")


def _installed() -> Path | None:
    """Return the folder of kitten-nano, if it was downloaded."""
    from tts_core import LoadOptions
    from tts_kitten.models import source_of

    source = source_of("kitten-nano")
    return source.find(LoadOptions()) if source else None


if __name__ == "__main__":
    main()
