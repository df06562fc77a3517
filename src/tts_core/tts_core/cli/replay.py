"""`tts-core replay`: the speech of a file, made again from its receipt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..card import LoadOptions
from .help import Example, Teaching
from .options import isolated_option
from .output import as_json, print_json, remark

if TYPE_CHECKING:
    from ..registry import Registry

__all__ = ["command"]

KEYS = {
    "output": "the file that was written",
    "seconds": "the length of the speech",
    "same_text": "whether what was said is, word for word, what the receipt says",
    "differences": "libraries of another version than the receipt says",
    "receipt": "what was used this time",
}

EXAMPLES = (
    Example("tts-core replay hello.mp3 -o again.mp3", "make the same speech again"),
    Example("tts-core replay hello.mp3 -o hello.flac", "or in another format"),
)


@click.command("replay", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to; the extension chooses the format.",
)
@isolated_option
@as_json
@click.pass_obj
def command(registry: Registry, /, *, file: Path, output: Path, isolated: bool, as_json: bool) -> None:
    """
    Say again what FILE says, as its receipt tells: the same text, model, voice and options.

    It is refused where it would come out otherwise, because the model or its plugin is not here in
    the same version. What else is of another version is named.
    """
    from ..api import synthesize
    from ..encoding import FORMATS, format_of, read_tags
    from ..longform.receipts import read_receipt, request_from_receipt, version_differences

    receipt, load = read_receipt(file), LoadOptions(isolated=isolated)
    tagged = FORMATS[format_of(output)].tagged
    speech = synthesize(replace(request_from_receipt(receipt, registry), load=load), registry=registry)
    used = replace(speech.receipt, chosen=receipt.chosen)
    speech.save(output, tags=replace(read_tags(file), receipt=used.as_json()) if tagged else None)
    others = list(version_differences(receipt))
    if as_json:
        print_json(
            {
                "output": str(output),
                "seconds": round(speech.duration, 3),
                "same_text": speech.receipt.text == receipt.text,
                "differences": others,
                "receipt": used.as_dict(),
            }
        )
        return
    for each in others:
        remark(f"Warning: {each}")
    if receipt.text and speech.receipt.text != receipt.text:
        remark("Warning: the text is read otherwise than it was")
    for warning in speech.warnings:
        remark(f"Warning: {warning}")
