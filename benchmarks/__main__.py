"""
Measure speed and memory. Most benchmarks print what they measured and judge nothing.

    python -m benchmarks                              all that need no model
    python -m benchmarks streaming espeak             these
    python -m benchmarks compare --model FOLDER       everybody on the same texts, and the tables in docs/
    python -m benchmarks linear --model FOLDER        what a text costs by its length
    python -m benchmarks guard --model FOLDER         whether anything became slower; the only one to judge
    python -m benchmarks compare --help               what one of them can be told

What follows the names from the first option or number on goes to each. Each runs in a process of its
own. FOLDER holds a KittenTTS model; where none is named, kitten-nano is taken if it was downloaded.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ASK_FOR_A_MODEL = ("compare", "guard", "kitten", "linear", "precision")


def main(arguments: list[str]) -> int:
    """Run the benchmarks that are named, or all that need no model; return 1 if any failed."""
    known = {path.stem: path for path in sorted(HERE.glob("*.py")) if not path.stem.startswith("_")}
    first = next((place for place, each in enumerate(arguments) if not each[0].isalpha()), len(arguments))
    names, options = arguments[:first], arguments[first:]
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    helped = {"-h", "--help"} & set(options)
    if helped and not names:
        print((__doc__ or "").strip(), end="\n\n")
        for name, path in known.items():
            print(f"  {name:12} {said(path).splitlines()[0]}")
        return 0
    failed = 0
    for name in names or [name for name in known if name not in ASK_FOR_A_MODEL]:
        if helped and "peers.options" not in known[name].read_text("utf-8"):
            print(said(known[name]))  # It has no options to tell of.
            continue
        if not helped:
            print(f"\n=== {name} ===", flush=True)
        failed |= subprocess.run([sys.executable, str(known[name]), *options], check=False).returncode != 0
    return failed


def said(path: Path) -> str:
    """Return the docstring of a benchmark."""
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
