"""
Run the benchmarks, all or those named: `python -m benchmarks streaming espeak`.

What follows the names from the first option on goes to each: `python -m benchmarks compare --model FOLDER`.
Each runs in a process of its own and prints what it measured; none judges.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    """Run the benchmarks that are named, or all, and return 1 if any could not run."""
    first = next((place for place, each in enumerate(arguments) if each.startswith("-")), len(arguments))
    names, options = arguments[:first], arguments[first:]
    known = {path.stem: path for path in sorted(HERE.glob("*.py")) if not path.stem.startswith("_")}
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    failed = 0
    for name in names or known:
        print(f"\n=== {name} ===", flush=True)
        failed |= subprocess.run([sys.executable, str(known[name]), *options], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
