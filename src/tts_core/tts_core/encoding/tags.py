"""What a file says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from .chapters import Chapter, check_chapters, image_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Tags", "named", "tags_from"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Tags:
    """
    What is written into a file beside the sound.

    Speech that a machine made says so, unless the caller says it is not: players show it as the
    comment, programs find it in a field of its own.
    """

    title: str | None = None
    artist: str | None = None
    """Who speaks, or who wrote what is spoken."""
    album: str | None = None
    track: int | None = None
    tracks: int | None = None
    """How many tracks the album has."""
    date: str | None = None
    """As ISO 8601 writes it, as far as it is known: 2026, 2026-11, 2026-11-20."""
    language: str | None = None
    """A BCP-47 tag."""
    comment: str | None = None
    synthetic: bool = True
    clone: bool = False
    """Whether the voice is one that was cloned from a sample."""
    voice: str | None = None
    """Who speaks."""
    model: str | None = None
    """The model that spoke, and its revision."""
    encoder: str | None = None
    """The program that wrote the file."""
    receipt: str | None = None
    """JSON: all that is needed to make the same speech again."""
    chapters: tuple[Chapter, ...] = ()
    cover: bytes | None = field(default=None, repr=False)
    """A JPEG or PNG image."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, str) and "\0" in value:
                raise ValueError(
                    f"the tag {each.name!r} holds a NUL character, which ends text in most formats"
                )
        for name in ("track", "tracks"):
            number = getattr(self, name)
            if number is not None and not 1 <= number <= 9999:
                raise ValueError(f"the tag {name!r} must be from 1 to 9999, not {number}")
        if self.tracks is not None and self.track is None:
            raise ValueError("the tag 'tracks' needs 'track': a number of many without the one")
        check_chapters(self.chapters)
        if self.cover is not None:
            image_type(self.cover)

    @property
    def track_text(self) -> str | None:
        """The track as most formats write it: "3" or "3/12"."""
        if self.track is None:
            return None
        return str(self.track) if self.tracks is None else f"{self.track}/{self.tracks}"

    @property
    def remark(self) -> str | None:
        """The comment that is written: the caller's, or a sentence that says how the speech was made."""
        return self.comment if self.comment is not None else self._declaration()

    def _declaration(self) -> str | None:
        if not self.synthetic:
            return None
        by = f", spoken by {self.model}" if self.model else ""
        return f"Synthetic speech{by}{', in a voice cloned from a sample' if self.clone else ''}"


_CUSTOM = {
    "model": "TTS_MODEL",
    "voice": "TTS_VOICE",
    "receipt": "TTS_RECEIPT",
    "synthetic": "SYNTHETIC_SPEECH",
    "clone": "VOICE_CLONE",
}


def named(tags: Tags) -> dict[str, str]:
    """Return the fields that no container has a name for, under ours."""
    custom = {_CUSTOM["synthetic"]: "yes" if tags.synthetic else "no"}
    if tags.clone:
        custom[_CUSTOM["clone"]] = "yes"
    for name in ("voice", "model", "receipt"):
        text = getattr(tags, name)
        if text is not None:
            custom[_CUSTOM[name]] = text
    return custom


def tags_from(
    plain: Mapping[str, str],
    custom: Mapping[str, str],
    *,
    chapters: Sequence[Chapter] = (),
    cover: bytes | None = None,
) -> Tags:
    """
    Make tags of what was read.

    *plain* goes by the names of the fields of Tags ("track" as "3/12"), *custom* by the names that
    `named` gives. A comment that only says how the speech was made was not the caller's.
    """
    values = {name: text for name, text in plain.items() if name != "track"}
    number, _, total = plain.get("track", "").partition("/")
    track = _count(number)
    tags = Tags(
        **values,
        track=track,
        tracks=_count(total) if track else None,
        synthetic=custom.get(_CUSTOM["synthetic"]) == "yes",
        clone=custom.get(_CUSTOM["clone"]) == "yes",
        voice=custom.get(_CUSTOM["voice"]),
        model=custom.get(_CUSTOM["model"]),
        receipt=custom.get(_CUSTOM["receipt"]),
        chapters=tuple(chapters),
        cover=cover,
    )
    return replace(tags, comment=None) if tags.comment == replace(tags, comment=None).remark else tags


def _count(text: str) -> int | None:
    """Return a number of tracks; files of others hold nought, and worse, for none."""
    return (int(text) or None) if text.isdecimal() and len(text) <= 4 else None
