"""
Whether anything became slower than it was when docs/performance/ was last committed.

    python -m benchmarks guard --model FOLDER
    python -m benchmarks guard --model FOLDER --against yesterday.json
    python -m benchmarks guard --measured today.json --against yesterday.json

Measures the ratios that are cheap, of the sentence and the paragraph, which takes about two minutes,
and compares each with the committed ratio of the same text. Ratios hold on any machine, if with noise:
one is worse only where no round of now is as good as the worst round of then, and the middle is more
than a quarter off. Ends with 1 when one is. It is no test, because a busy machine can make it fail;
then measure once more. With --measured nothing is measured: two files that `compare` wrote are compared.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from beside.asking import HERE, add_model, chosen, opened
from beside.guarding import judged
from beside.measuring import Asked, measured
from beside.report import from_json, rows_of

if TYPE_CHECKING:
    from beside.guarding import Verdict

COMMITTED = "docs/performance/ratios.json"
TEXTS = (", sentence", ", paragraph")


def main() -> int:
    """Measure, compare, print, and return 1 if anything is worse."""
    parser = opened(__doc__)
    add_model(parser)
    parser.add_argument("--rounds", type=int, default=5, help="of the sentence and of the paragraph; 5")
    parser.add_argument("--against", type=Path, metavar="FILE", help=f"then; the committed {COMMITTED}")
    parser.add_argument("--measured", type=Path, metavar="FILE", help="now; measured, if not named")
    given = parser.parse_args()
    then = from_json(given.against.read_text("utf-8") if given.against else committed())
    if not any(name.endswith(TEXTS) for name in then):
        sys.exit("then, neither the sentence nor the paragraph was measured: run compare and commit it")
    if given.measured:
        now = from_json(given.measured.read_text("utf-8"))
    else:
        counts = {"sentence": given.rounds, "paragraph": given.rounds}
        now = measured(Asked(folder=chosen(given.model), counts=counts)).ratios
    verdicts = judged(then, now)
    if not verdicts:
        sys.exit("then and now have no ratio in common")
    print("\n".join(rows_of([row(each) for each in verdicts])))
    worse = [each for each in verdicts if each.is_worse]
    print("worse: " + "; ".join(each.name for each in worse) if worse else "nothing is worse")
    return 1 if worse else 0


def committed() -> str:
    """Return the table as it was last committed, whatever `compare` wrote over it since."""
    command = ["git", "show", f"HEAD:{COMMITTED}"]
    run = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"the committed table cannot be read, name one with --against: {run.stderr.strip()}")
    return run.stdout


def row(one: Verdict) -> dict[str, str]:
    """Return a row of the table."""
    return {
        "measure": one.name,
        "better": one.way,
        "then": str(one.then),
        "now": str(one.now),
        "times as bad": f"{one.change:.2f}",
        "": "WORSE" if one.is_worse else "",
    }


if __name__ == "__main__":
    sys.exit(main())
