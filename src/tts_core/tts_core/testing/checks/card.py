"""Laws about the card: what a model says it is."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING

from .subject import require

if TYPE_CHECKING:
    from .subject import Subject

__all__ = ["CHECKS"]

_COMMIT = re.compile(r"[0-9a-f]{40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def card_tells_what_it_is(subject: Subject) -> None:
    """The card says in words what the model is, and in tags which languages it speaks."""
    card = subject.card
    require(bool(card.description.strip()), "the card has no description")
    require(bool(card.languages or subject.voices), "the card names neither languages nor voices")


def licences_are_named(subject: Subject) -> None:
    """The card names the licence of the code, and of the weights where there are any."""
    licence = subject.card.licence
    require(bool(licence.code), "the card names no licence for the code")
    is_named = bool(licence.weights) or callable(subject.card.files) or not subject.card.files
    require(is_named, "the card names no licence for the weights")


def card_can_be_sent(subject: Subject) -> None:
    """Every fact of the card can be sent as JSON."""
    card = dataclasses.asdict(
        dataclasses.replace(subject.card, voices=subject.voices, files=subject.card.known_files)
    )
    for file in card["files"]:
        file["folder"] = file["folder"] and str(file["folder"])
    card["features"] = sorted(card["features"])
    for option in card["options"]:
        option["type"] = option["type"].__name__
    try:
        json.dumps(card, allow_nan=False)
    except (TypeError, ValueError) as error:
        require(False, f"the card cannot be written as JSON: {error}")


def files_are_pinned(subject: Subject) -> None:
    """Each file to download is pinned to a commit, a size and a checksum, unless another file names it."""
    files = () if callable(subject.card.files) else subject.card.files
    for file in (each for each in files if each.repo or each.url):
        is_fixed = bool(file.url or _COMMIT.fullmatch(file.revision))
        require(is_fixed, f"{file.name}: {file.revision!r} is no 40-hex commit")
        require(bool(_SHA256.fullmatch(file.sha256)), f"{file.name}: {file.sha256!r} is no SHA-256")
        require((file.bytes or 0) > 0, f"{file.name}: {file.bytes} bytes is no size")


def options_are_sound(subject: Subject) -> None:
    """Each option is named once, says what it does, and has a default that it would itself accept."""
    names = [option.name for option in subject.card.options]
    require(len(set(names)) == len(names), f"an option is listed twice: {names}")
    for option in subject.card.options:
        require(bool(option.doc.strip()), f"option {option.name!r} does not say what it does")
        if option.default is not None and not option.secret:
            try:
                option.check(option.default)
            except ValueError as error:
                require(False, f"the default is refused: {error}")


CHECKS = (card_tells_what_it_is, licences_are_named, card_can_be_sent, files_are_pinned, options_are_sound)
