"""Hear the voices, keep the figures in docs/heard/heard.json, and write the tables of docs/heard.md."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path

from . import page
from .measures import MEASURES
from .panel import Judge
from .voices import OURS

ROOT = Path(__file__).parents[3]
RESULTS = ROOT / "docs" / "heard" / "heard.json"


def main(arguments: list[str]) -> None:
    """Measure what is asked for; what is not stays as it was."""
    parser = argparse.ArgumentParser(prog="nox -s heard --", description=__doc__)
    parser.add_argument("--voices", nargs="*", default=list(OURS), choices=list(OURS), metavar="VOICE")
    parser.add_argument(
        "--measures", nargs="*", default=list(MEASURES), choices=list(MEASURES), metavar="MEASURE"
    )
    parser.add_argument("--kept", type=Path, default=ROOT / "build" / "heard", help="what was heard before")
    parser.add_argument("--every", type=int, default=1, help="hear only every so many-th sentence")
    parser.add_argument("--results", type=Path, default=RESULTS)
    asked = parser.parse_args(arguments)
    results = json.loads(asked.results.read_text("utf-8")) if asked.results.exists() else {}
    judge = Judge.in_folder(asked.kept, asked.every)
    for measure in asked.measures:
        for name in asked.voices:
            figures = MEASURES[measure](judge, name)
            figures["day"] = datetime.datetime.now(datetime.UTC).date().isoformat()
            results.setdefault(name, {})[measure] = figures
            print(name, measure, json.dumps(figures), flush=True)
            asked.results.parent.mkdir(parents=True, exist_ok=True)
            asked.results.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    if asked.results == RESULTS:
        page.write(ROOT / "docs" / "heard.md", results)


main(sys.argv[1:])
