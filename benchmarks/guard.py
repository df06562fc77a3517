"""
Whether anything became slower than it was when docs/performance/ was last written.

    python -m benchmarks guard --model FOLDER

Compares ratios, which hold on any machine, with the committed ones, and fails only where one is
worse by more than the noise: a third, and beyond the spread that was seen then. It takes a few
minutes; it is no test, because a busy machine can make it fail.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from beside.measuring import measured, others
from beside.report import GOALS

COMMITTED = Path(__file__).parent.parent / "docs" / "performance" / "ratios.json"
TOLERANCE = 1.33


def main() -> int:
    """Measure the quick part again and return 1 if it is worse."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0] if __doc__ else "")
    parser.add_argument("--model", type=Path)
    given = parser.parse_args()
    if given.model is None:
        print("the guard needs a model: name a folder with --model")
        return 0
    committed = json.loads(COMMITTED.read_text("utf-8"))["ratios"]
    folder = given.model.absolute()
    now = others(f"kitten:{folder}") | measured(folder, {"paragraph": 5}).ratios
    worse = []
    for name, one in now.items():
        if name not in committed or name not in GOALS:
            continue
        then = committed[name]
        is_more_better = GOALS[name][1] == "≥"
        bound = (
            min(then["least"], then["median"] / TOLERANCE)
            if is_more_better
            else max(then["most"], then["median"] * TOLERANCE)
        )
        is_worse = one.median < bound if is_more_better else one.median > bound
        print(f"{'WORSE' if is_worse else 'as before'}: {name}: {one}, was {then['median']}")
        if is_worse:
            worse.append(name)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
