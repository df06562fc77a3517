"""
Whether anything became slower than it was when docs/performance/ was last committed.

    python -m benchmarks guard --model FOLDER
    python -m benchmarks guard --model FOLDER --against yesterday.json
    python -m benchmarks guard --measured today.json --against yesterday.json

Measures the ratios that are cheap: of the sentence and the paragraph, of the first audio beside a bare
run, and of espeak, which takes about two minutes. Each is compared with the committed ratio of the same
text. One is worse only where no round of now is as good as the worst round of then, and the middle is
more than a quarter off. Ends with 1 when one is.

Ratios hold on any machine, if with noise, but some say as much about what else the machine does as
about us: those are shown, and judged only with --all, for which nobody else should use it. With
--measured nothing is measured: two files that `compare` wrote are compared.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peers.comparison import Plan, measure_engines
from peers.espeak_overhead import against_library
from peers.options import HERE, add_model, make_parser, model_folder
from peers.regression import compare_ratios
from peers.report import from_json, rows_of
from peers.stage_costs import first_audio_against_bare_run

if TYPE_CHECKING:
    from peers.regression import Verdict

COMMITTED = "docs/performance/ratios.json"
FEWEST = 3
TEXTS = (", sentence", ", paragraph")


def main() -> int:
    """Measure, compare, print, and return 1 if anything is worse."""
    parser = make_parser(__doc__)
    add_model(parser)
    parser.add_argument("--rounds", type=int, default=5, help="of the paragraph, half of the sentence's; 5")
    parser.add_argument("--against", type=Path, metavar="FILE", help=f"then; the committed {COMMITTED}")
    parser.add_argument("--measured", type=Path, metavar="FILE", help="now; measured, if not named")
    parser.add_argument("--all", action="store_true", help="judge what a busy machine changes, too")
    given = parser.parse_args()
    if given.rounds < FEWEST:
        parser.error(f"fewer than {FEWEST} rounds do not tell noise from a change")
    then = from_json(given.against.read_text("utf-8") if given.against else committed())
    if not any(name.endswith(TEXTS) for name in then):
        sys.exit("then, neither the sentence nor the paragraph was measured: run compare and commit it")
    if given.measured:
        now = from_json(given.measured.read_text("utf-8"))
    else:
        folder = model_folder(given.model)
        counts = {"sentence": 2 * given.rounds, "paragraph": given.rounds}
        now = first_audio_against_bare_run(f"kitten:{folder}") | against_library()
        now |= measure_engines(Plan(folder=folder, counts=counts)).ratios
    verdicts = compare_ratios(then, now)
    if not verdicts:
        sys.exit("then and now have no ratio in common")
    print("\n".join(rows_of([row(each, given.all) for each in verdicts])))
    worse = [each for each in verdicts if each.is_worse and (each.is_steady or given.all)]
    print("worse: " + "; ".join(each.name for each in worse) if worse else "nothing is worse")
    return 1 if worse else 0


def committed() -> str:
    """Return the table as it was last committed, whatever `compare` wrote over it since."""
    command = ["git", "show", f"HEAD:{COMMITTED}"]
    run = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"the committed table cannot be read, name one with --against: {run.stderr.strip()}")
    return run.stdout


def row(one: Verdict, judges_all: bool) -> dict[str, str]:
    """Return a row of the table."""
    said = "WORSE" if one.is_worse else "as before"
    return {
        "measure": one.name,
        "better": one.way,
        "then": str(one.then),
        "now": str(one.now),
        "times as bad": f"{one.change:.2f}",
        "": said if one.is_steady or judges_all else "only shown",
    }


if __name__ == "__main__":
    sys.exit(main())
