"""What a file of speech says about itself, unless the caller says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .encoding import Tags
    from .receipt import Receipt

__all__ = ["default_tags", "tags_of"]


def tags_of(receipt: Receipt, *, embedded: bool = False) -> Tags:
    """Say who spoke, in which language, that it was a machine, and, *embedded*, how to do it again."""
    from .encoding import Tags

    return Tags(
        artist=receipt.voice,
        voice=receipt.voice,
        clone=bool(receipt.sample),
        language=receipt.language,
        model=f"{receipt.model} {receipt.revision}".strip(),
        encoder=f"tts-core {receipt.versions.get('tts-core', '')}".strip(),
        receipt=receipt.as_json() if embedded else None,
    )


def default_tags(name: str, receipt: Receipt) -> Tags | None:
    """Return the usual tags for the format called *name*, or none where it cannot carry any."""
    from .encoding import FORMATS

    return tags_of(receipt) if name in FORMATS and FORMATS[name].tagged else None
