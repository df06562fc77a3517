"""`tts-core explain`: what would be said, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..text.spans import VERBATIM
from .help import Example, Teaching
from .options import request_from, request_options
from .output import as_json, console, print_json, table

if TYPE_CHECKING:
    from ..pipeline.explain import ExplainedPiece, Explanation
    from ..registry import Registry

__all__ = ["command"]

KEYS = {
    "text": "the text as written",
    "model, voice, language": "who would speak it",
    "sentences": "the span (start and end character) of each sentence",
    "pieces": "what the model would be given: said, span, units, rest (seconds after it), tokens, phonemes",
    "tokens": "within a piece: written, said, kind (text: said as written), span, phonemes",
    "phonemes": "within a piece, where the model tells: start, end, ipa, guessed (it could not tell which is "
    "meant), listed (true: its dictionary has the word; false: a rule read it; null: it does not say)",
    "warnings": "what would not be spoken: code, message, span",
    "seconds": "an estimate of the length",
    "said": "the whole text as it would be said",
}

EXAMPLES = (
    Example('tts-core explain "Dr. Smith paid $3.50."', "see what becomes of numbers and abbreviations"),
    Example('tts-core explain -l de "Am 3. 5. um 12 Uhr."', "see it in another language"),
    Example("tts-core explain --json -f letter.txt | jq -r .said", "get the text as it would be said"),
)


@click.command("explain", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@request_options
@as_json
@click.pass_obj
def command(registry: Registry, /, as_json: bool, **fields: Any) -> None:
    """
    Show what would be said for TEXT, and how, without saying it.

    For people: the pieces that the model would be given, and under each what is said otherwise than
    it is written.
    """
    from ..api import explain

    explanation = explain(request_from(registry, **fields), registry=registry)
    if as_json:
        print_json(explanation.as_dict())
        return
    _head(explanation)
    for number, piece in enumerate(explanation.pieces, 1):
        _piece(number, piece)
    for warning in explanation.warnings:
        click.echo(f"\nWarning: {warning}")


def _head(explanation: Explanation) -> None:
    who = [f"model {explanation.model}"]
    if explanation.voice:
        who.append(f"voice {explanation.voice}")
    if explanation.language:
        who.append(f"language {explanation.language}")
    pieces, sentences = len(explanation.pieces), len(explanation.sentences)
    click.echo(", ".join(who))
    click.echo(
        f"about {explanation.seconds:.1f} s, {sentences} sentence{'s' * (sentences != 1)} "
        f"in {pieces} piece{'s' * (pieces != 1)}"
    )


def _piece(number: int, piece: ExplainedPiece) -> None:
    start, end = piece.span
    click.echo(f"\n{number}. characters {start} to {end}, {piece.units} units, {piece.rest:.2f} s of rest")
    console().print(f"{piece.said.strip()}\n")
    if piece.phonemes:
        console().print(f"/{' '.join(each.ipa for each in piece.phonemes)}/\n", markup=False)
    if piece.guessed:
        console().print(f"The model guesses: {', '.join(piece.guessed)}\n", markup=False)
    if piece.unlisted:
        unlisted = ", ".join(piece.unlisted)
        console().print(f"Not in the model's dictionary, read by rule: {unlisted}\n", markup=False)
    changed = [token for token in piece.tokens if token.kind != VERBATIM or token.phonemes]
    if changed:
        table(
            (("Written", {}), ("Said", {}), ("Class", {"no_wrap": True})),
            [
                (token.written, f"/{token.phonemes}/" if token.phonemes else token.said or "—", token.kind)
                for token in changed
            ],
        )
