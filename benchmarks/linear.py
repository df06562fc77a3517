"""
Whether twice the text costs twice as much and no more memory: one text up to 1,000 times as long.

    python -m benchmarks linear --model FOLDER
    python -m benchmarks linear --model FOLDER --times 1,10,100,1000
    python -m benchmarks linear --times 1,10,100,1000 --only espeak

The text has 500 characters, and the longest one asked for is streamed once through each voice, in a
process of its own, while the clock and the memory are read wherever one of the shorter texts would
have ended. 1,000 times is a book of half a million characters, about nine hours of speech: with Kitten
it takes twenty minutes on two cores, which is why it has to be asked for. Writes linear.md, linear.json
and linear.svg to docs/performance/, or to --out.
"""

from __future__ import annotations

import json
from pathlib import Path

from peers.long_text import Point, stream_long_text
from peers.machine import described
from peers.options import add_model, committed_folder, make_parser, model_folder
from peers.plots import growth
from peers.report import head_of, rows_of

LENGTH = 500


def main() -> None:
    """Travel, write, print."""
    parser = make_parser(__doc__)
    add_model(parser)
    parser.add_argument("--times", default="1,10,100", help="how many times the text, with commas; 1,10,100")
    parser.add_argument("--only", choices=("kitten", "espeak"), help="only this voice")
    parser.add_argument(
        "--out", type=Path, default=committed_folder(), metavar="FOLDER", help="where to write"
    )
    given = parser.parse_args()
    marks = tuple(sorted(LENGTH * int(each) for each in given.times.split(",")))
    asked = {name: name for name in ("kitten", "espeak") if given.only in (None, name)}
    if "kitten" in asked:
        asked["kitten"] = f"kitten:{model_folder(given.model)}"
    head = described()
    points = {name: stream_long_text(model, marks[-1], marks) for name, model in asked.items()}
    told = (
        "Each voice begins with its first piece. The clock starts when the text is given, the model loaded.\n"
    )
    written = "\n".join([*head_of(head), told, *rows_of(rows(points))])
    print(f"\n{written}")
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "linear.md").write_text(written, "utf-8")
    (given.out / "linear.json").write_text(
        json.dumps({"machine": head, "points": points}, indent=1) + "\n", "utf-8"
    )
    panels = {
        "seconds": {
            name: [(one["characters"], one["wall"]) for one in each] for name, each in points.items()
        },
        "peak megabytes": {
            name: [(one["characters"], one["peak"]) for one in each] for name, each in points.items()
        },
    }
    growth(given.out / "linear.svg", panels, "What a text costs by its length", "characters")


def rows(points: dict[str, list[Point]]) -> list[dict[str, str]]:
    """Return a row for each voice and length; what each 1,000 characters take must stay the same."""
    return [
        {
            "voice": name,
            "characters": f"{one['characters']:,.0f}",
            "speech, min": f"{one['audio'] / 60:.1f}",
            "s": f"{one['wall']:.2f}",
            "processor s": f"{one['cpu']:.2f}",
            "s for 1,000 characters": f"{one['wall'] / one['characters'] * 1000:.3f}",
            "processor s for 1,000": f"{one['cpu'] / one['characters'] * 1000:.3f}",
            "peak MB": f"{one['peak']:.0f}",
            "held MB": f"{one['held']:.0f}",
        }
        for name, each in points.items()
        for one in each
    ]


if __name__ == "__main__":
    main()
