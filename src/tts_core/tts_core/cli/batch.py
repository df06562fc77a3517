"""`tts-core batch`: many texts in, a file for each out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import completion
from .errors import Failure
from .help import Example, Teaching
from .options import bitrate_option, request_fields, speech_options
from .output import as_json, print_json, remark
from .progress import batch_progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..longform import Outcome
    from ..registry import Registry

__all__ = ["command"]

SHOWN_FAILURES = 20

KEYS = {
    "manifest": "the file that tells of every line",
    "done": "how many texts were spoken now",
    "kept": "how many were there already, unchanged",
    "failed": "how many could not be spoken",
    "seconds": "the length of all that is there",
    "failures": "a list of: line, id, error",
}

EXAMPLES = (
    Example("tts-core batch texts.jsonl -o spoken", "a file for each line, several at once"),
    Example("tts-core batch texts.csv -o spoken --format opus -v en-gb", "one voice for all"),
    Example("tts-core batch texts.jsonl -o spoken --json | jq .failures", "see what went wrong"),
)


@click.command("batch", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.argument("source", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the sound and for manifest.jsonl.",
)
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    shell_complete=completion.formats,
    default="mp3",
    help="Which format. Without it: mp3.",
)
@bitrate_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    default=4,
    metavar="COUNT",
    help="How many texts at once. Without it: 4.",
)
@click.option("--receipt", is_flag=True, help="Put into each file what tts-core replay needs.")
@speech_options
@as_json
@click.pass_obj
def command(
    registry: Registry,
    /,
    *,
    source: Path,
    output: Path,
    format_: str,
    encoding: Mapping[str, int],
    jobs: int,
    receipt: bool,
    as_json: bool,
    **fields: Any,
) -> None:
    """
    Speak every text in FILE, which is JSONL or CSV, into a file of its own.

    A line has a "text", and may have "id" (the name of its file), "model", "voice", "speed",
    "language", "options", "markup" and "normalize", which go before the options of this command.

    A line that fails does not stop the others; the exit status is then 1. The manifest says what
    became of each. Run again, only what failed, changed or is not there is spoken.
    """
    from ..longform import read_lines, run_batch
    from ..longform.batch import MANIFEST

    asked = request_fields(registry, **fields)
    outcomes = run_batch(
        read_lines(source),
        output,
        format=format_,
        encoding=encoding,
        jobs=jobs,
        receipt=receipt,
        registry=registry,
        **asked,
    )
    failures: list[Outcome] = []
    counts = {"done": 0, "kept": 0, "failed": 0}
    seconds = 0.0
    with closing(outcomes), batch_progress(counts) as advance:
        for outcome in outcomes:
            counts["kept" if outcome.kept else outcome.status] += 1
            seconds += outcome.seconds
            if outcome.error is not None:
                failures.append(outcome)
            advance()
    if as_json:
        listed = [{"line": each.line, "id": each.id, "error": each.error} for each in failures]
        sums = {"manifest": str(output / MANIFEST), **counts, "seconds": round(seconds, 3)}
        print_json({**sums, "failures": listed})
    else:
        for each in failures[:SHOWN_FAILURES]:
            remark(f"Line {each.line} ({each.id}): {each.error}")
        if len(failures) > SHOWN_FAILURES:
            remark(f"and {len(failures) - SHOWN_FAILURES} more; {output / MANIFEST} tells of all")
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        remark(f"{told}; {seconds:.1f} s in {output}.")
    if failures:
        click.get_current_context().exit(Failure.exit_code)
