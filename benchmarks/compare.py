"""
Everybody on the same texts, and the table and the pictures of it in docs/performance/.

    python -m benchmarks compare --model FOLDER
    python -m benchmarks compare --model FOLDER --book 500000
    python -m benchmarks compare --model FOLDER --reference ~/src/KittenTTS
    python -m benchmarks compare --model FOLDER --reference SITE-PACKAGES --reference-python PYTHON
    python -m benchmarks compare --model FOLDER --rounds 1 --chapters 0 --cold 1 --book 0 --out tried

Nobody else should use the machine meanwhile; what is compared is measured in turn, so that the ratios
hold all the same, if with a wider spread. Without --reference, the reference is its algorithm written
anew, which imports less than the package does; where what the package imports is installed (misaki and
spaCy), a second cold start has it. With --book 0, the memory of a book is taken from what
`python -m benchmarks linear` last wrote to the same folder, if it spoke 5,000 characters and more.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peers.comparison import Plan, measure_engines, measure_without_peers
from peers.long_text import stream_long_text
from peers.machine import described
from peers.measurement import Ratio
from peers.memory import memory_of_model
from peers.options import add_model, committed_folder, make_parser, model_folder
from peers.plots import bars
from peers.report import as_json, table

if TYPE_CHECKING:
    import argparse

    from peers.comparison import Results
    from peers.long_text import Point

CHAPTER = 5_000


def asked() -> argparse.Namespace:
    """Read the command line."""
    parser = make_parser(__doc__)
    add_model(parser)
    parser.add_argument("--rounds", type=int, default=7, help="of the sentence and the paragraph; 7")
    parser.add_argument("--chapters", type=int, default=3, help="rounds of the chapter; 3")
    parser.add_argument("--cold", type=int, default=9, help="rounds of cold starts; 9")
    parser.add_argument("--book", type=int, default=50_000, help="characters of the longest text; 50000")
    parser.add_argument("--reference", type=Path, metavar="PATH", help="the reference's own package")
    parser.add_argument(
        "--reference-python", metavar="PYTHON", default=sys.executable, help="what runs it; what runs this"
    )
    parser.add_argument(
        "--out", type=Path, default=committed_folder(), metavar="FOLDER", help="where to write"
    )
    return parser.parse_args()


def main() -> None:
    """Measure, write, print."""
    given = asked()
    folder = model_folder(given.model)
    model = f"kitten:{folder}"
    counts = {"sentence": given.rounds, "paragraph": given.rounds, "chapter": given.chapters}
    package = given.reference.absolute() if given.reference else None
    wanted = Plan(
        folder=folder, counts=counts, cold=given.cold, package=package, python=given.reference_python
    )
    head = described() | wanted.head()
    ratios = measure_without_peers(model)
    found = measure_engines(wanted)
    ratios |= found.ratios
    points = stream_long_text(model, given.book, (CHAPTER,)) if given.book else travelled(given.out)
    if len(points) > 2:
        _, chapter, *_, book = points
        grown = book["peak"] / chapter["peak"]
        ratios["memory"] = Ratio(grown, grown, grown)
        head["book"] = f"{book['characters']:,.0f} characters, {book['audio'] / 60:.0f} minutes of speech"
    head["memory, MB"] = ", ".join(f"{name} {value:.0f}" for name, value in memory_of_model(model).items())
    if found.cold:
        for what, title in (("wall", "cold start, s"), ("cpu", "cold start, processor s")):
            taken = {name: statistics.median(one[what] for one in each) for name, each in found.cold.items()}
            head[title] = ", ".join(f"{name} {middle:.2f}" for name, middle in taken.items())
    written = table(head, ratios, found.rows())
    print(written)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "table.md").write_text(written, "utf-8")
    (given.out / "ratios.json").write_text(as_json(head, ratios), "utf-8")
    draw(given.out, found)


def travelled(out: Path) -> list[Point]:
    """Return the first piece, the chapter and the end of the last journey that `linear` wrote to *out*."""
    written = out / "linear.json"
    if not written.exists():
        return []
    points: list[Point] = json.loads(written.read_text("utf-8"))["points"].get("kitten", [])
    chapter = next((each for each in points[1:-1] if each["characters"] >= CHAPTER), None)
    return [points[0], chapter, points[-1]] if chapter else []


def draw(out: Path, found: Results) -> None:
    """Draw the pictures of the chapter and of the first audio."""
    for text, what, name, title in (
        ("chapter", "wall", "chapter.svg", "seconds to speak 5,000 characters, less is better"),
        ("paragraph", "first", "first.svg", "seconds to the first audio of 400 characters, less is better"),
    ):
        if text in found.by_text:
            each = found.by_text[text].items()
            bars(
                out / name, {who: statistics.median(one[what] for one in taken) for who, taken in each}, title
            )


if __name__ == "__main__":
    main()
