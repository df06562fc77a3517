"""Saying a receipt again: the same text, model, voice and options make the same speech."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from ..encoding import read_tags
from ..errors import ModelUnavailable
from ..receipt import Receipt
from ..request import Request

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from ..registry import Registry

__all__ = ["read_receipt", "request_from_receipt", "version_differences"]


def read_receipt(path: str | os.PathLike[str]) -> Receipt:
    """Return the receipt that a file of speech holds."""
    written = read_tags(path).receipt
    if written is None:
        raise ValueError(
            f"{str(path)!r} holds no receipt. Files have one when they are saved with receipt=True"
        )
    return receipt_from(written, str(path))


def receipt_from(written: str, where: str) -> Receipt:
    """Read a receipt from its JSON."""
    try:
        said = json.loads(written)
    except ValueError as error:
        raise ValueError(f"the receipt in {where} is no JSON: {error}") from error
    known = {field.name for field in fields(Receipt)}
    if not isinstance(said, dict) or not isinstance(said.get("model"), str) or "chosen" not in said:
        raise ValueError(f"the receipt in {where} names no model")
    unknown = sorted(said.keys() - known)
    if unknown:
        raise ValueError(
            f"the receipt in {where} says {unknown[0]!r}, which this version does not know; update tts-core"
        )
    return Receipt(**said)


def request_from_receipt(receipt: Receipt, registry: Registry) -> Request:
    """
    Return the request that makes the speech of *receipt* again.

    Raises what is in the way: a model that is not here, or another version of it or of its plugin,
    which would speak otherwise.
    """
    card = registry.catalog.find(receipt.model).card
    revision = " ".join(dict.fromkeys(file.revision for file in card.known_files if file.revision))
    if revision != receipt.revision:
        raise ModelUnavailable(
            receipt.model,
            f"the receipt asks for revision {receipt.revision or 'none'} and here is {revision or 'none'}",
            f"install the {receipt.plugin or 'plugin'} that brings it",
        )
    wanted, here = receipt.versions.get(receipt.plugin), _version(receipt.plugin)
    if receipt.plugin != card.plugin or (wanted and wanted != here):
        raise ModelUnavailable(
            receipt.model,
            f"the receipt asks for {receipt.plugin} {wanted or ''} and here is {card.plugin} {here or ''}",
            f'pip install "{receipt.plugin}=={wanted}"',
        )
    if receipt.sample:
        raise ValueError(
            "the receipt speaks with a voice cloned from a sample, which it does not hold; ask for it anew, "
            f"with the recording whose sha256 is {receipt.sample.get('sha256', '?')}"
        )
    if not receipt.source:
        raise ValueError("the receipt does not hold the text as it was written")
    asked: dict[str, Any] = dict(receipt.asked)
    return Request(
        text=receipt.source,
        model=receipt.model,
        voice=receipt.voice,
        language=receipt.language,
        speed=receipt.speed,
        # An option that was left to the model has no value that could be given.
        options={name: value for name, value in receipt.options.items() if value is not None},
        **asked,
    )


def version_differences(receipt: Receipt) -> Iterator[str]:
    """Name the other libraries that are not of the version that the receipt says."""
    for name, wanted in receipt.versions.items():
        here = _version(name)
        if name != receipt.plugin and here != wanted:
            yield f"{name} is {here or 'not here'}, and was {wanted}"


def _version(distribution: str) -> str | None:
    try:
        return version(distribution) if distribution else None
    except PackageNotFoundError:
        return None
