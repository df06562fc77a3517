"""The formats that audio can be written in, and what can be asked of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

__all__ = ["FORMATS", "Format", "FormatOption", "find_format", "format_for", "format_of"]


@dataclass(frozen=True, slots=True)
class FormatOption:
    """One thing a caller may ask of a format, by name."""

    name: str
    type: type[int] | type[float] | type[str]
    doc: str
    choices: tuple[str | int, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    def check(self, value: object, where: str) -> object:
        """Return *value* as this option's type, or say what it must be."""
        if self.type is str:
            right = value in self.choices
        elif isinstance(value, bool) or not isinstance(value, (int, float)):
            right = False
        else:
            low = -math.inf if self.minimum is None else self.minimum
            high = math.inf if self.maximum is None else self.maximum
            whole = self.type is not int or float(value).is_integer()
            right = low <= value <= high and whole and (not self.choices or value in self.choices)
        if not right:
            raise ValueError(f"{where} option {self.name!r} must be {self.expects()}, not {value!r}")
        return value if isinstance(value, str) else self.type(cast("float", value))

    def expects(self) -> str:
        """Say in words which values are right."""
        if self.choices:
            return "one of " + ", ".join(map(str, self.choices))
        kind = {int: "a whole number", float: "a number", str: "a string"}[self.type]
        return f"{kind} from {self.minimum:g} to {self.maximum:g}" if self.minimum is not None else kind


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write audio down."""

    name: str
    description: str
    media_type: str
    extensions: tuple[str, ...]
    options: tuple[FormatOption, ...] = ()
    lossless: bool = False
    tagged: bool = True
    """Whether it can carry Tags."""
    rates: tuple[int, ...] = ()
    """The sample rates it can take; empty where it takes any."""
    extra: str | None = None
    """The extra of tts-core that must be installed for it: `pip install "tts-core[aac]"`."""

    def rate_for(self, sample_rate: int) -> int:
        """Return the rate to write audio of *sample_rate* at: the same, the next above, or the highest."""
        if not self.rates or sample_rate in self.rates:
            return sample_rate
        return min((rate for rate in self.rates if rate > sample_rate), default=max(self.rates))

    def checked(self, options: Mapping[str, object]) -> dict[str, object]:
        """Return *options* with their types made right; one that is None counts as not given."""
        known = {option.name: option for option in self.options}
        unknown = sorted(set(options) - set(known))
        if unknown:
            has = f"it has {', '.join(sorted(known))}" if known else "it has none"
            raise ValueError(f"the format {self.name!r} has no option {unknown[0]!r}; {has}")
        return {
            name: known[name].check(value, self.name) for name, value in options.items() if value is not None
        }


_BITRATE = "Kilobits per second."
_MPEG_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_AAC_RATES = (*_MPEG_RATES, 64000, 88200, 96000)
_AAC_OPTIONS = (FormatOption("bitrate", int, _BITRATE, minimum=8, maximum=320),)

_ALL = (
    Format(
        "wav",
        "WAV: uncompressed, read by everything",
        "audio/wav",
        (".wav",),
        (
            FormatOption(
                "sample_format",
                str,
                "How a sample is stored.",
                choices=("pcm16", "pcm24", "float32", "ulaw", "alaw"),
            ),
        ),
        lossless=True,
    ),
    Format(
        "pcm",
        "headerless signed 16-bit little-endian samples",
        "audio/pcm",
        (".pcm", ".raw"),
        lossless=True,
        tagged=False,
    ),
    Format(
        "ulaw",
        "headerless µ-law at 8 kHz, as telephones in America and Japan have it",
        "audio/basic",
        (".ulaw", ".ul"),
        tagged=False,
        rates=(8000,),
    ),
    Format(
        "alaw",
        "headerless A-law at 8 kHz, as telephones elsewhere have it",
        "audio/x-alaw-basic",
        (".alaw", ".al"),
        tagged=False,
        rates=(8000,),
    ),
    Format(
        "flac",
        "FLAC: lossless, about half the size of WAV",
        "audio/flac",
        (".flac",),
        (
            FormatOption("compression", int, "Effort: 0 is fastest, 8 is smallest.", minimum=0, maximum=8),
            FormatOption("bits", int, "Bits of a sample.", choices=(16, 24)),
        ),
        lossless=True,
    ),
    Format(
        "mp3",
        "MP3: compressed, read by everything",
        "audio/mpeg",
        (".mp3",),
        (
            FormatOption("bitrate", int, f"{_BITRATE} Constant.", minimum=8, maximum=320),
            FormatOption(
                "quality", float, "Variable bit rate: 0 is best, 9 is smallest.", minimum=0, maximum=9
            ),
        ),
        rates=_MPEG_RATES,
    ),
    Format(
        "opus",
        "Opus in Ogg: the best sound for its size, and the least delay",
        "audio/ogg",
        (".opus",),
        (FormatOption("bitrate", int, _BITRATE, minimum=6, maximum=256),),
        rates=(8000, 12000, 16000, 24000, 48000),
    ),
    Format(
        "vorbis",
        "Vorbis in Ogg: compressed and free",
        "audio/ogg",
        (".ogg", ".oga"),
        (FormatOption("quality", float, "0 is smallest, 10 is best.", minimum=0, maximum=10),),
        rates=(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000),
    ),
    Format("aac", "AAC in ADTS", "audio/aac", (".aac",), _AAC_OPTIONS, rates=_AAC_RATES, extra="aac"),
    Format("m4a", "AAC in MP4", "audio/mp4", (".m4a", ".mp4"), _AAC_OPTIONS, rates=_AAC_RATES, extra="aac"),
    Format(
        "m4b", "AAC audiobook in MP4", "audio/mp4", (".m4b",), _AAC_OPTIONS, rates=_AAC_RATES, extra="aac"
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
"""Every format there is, by name, whether or not what it needs is installed."""

_BY_EXTENSION = {extension: each.name for each in _ALL for extension in each.extensions}


def find_format(name: str) -> Format:
    """Return the format called *name*, or say which there are."""
    if not isinstance(name, str) or name not in FORMATS:
        raise ValueError(f"no format {name!r}; known: {', '.join(FORMATS)}")
    return FORMATS[name]


def format_for(path: str | os.PathLike[str], name: str | None = None) -> str:
    """
    Return the format called *name*, or the one of *path*'s extension; both together must fit.

    An extension of another format's container would have players take the file for what it is not.
    """
    if name is None:
        return format_of(path)
    wanted = find_format(name)
    said = _BY_EXTENSION.get(PurePath(path).suffix.lower())
    if said is not None and FORMATS[said].media_type != wanted.media_type:
        right = PurePath(path).with_suffix(wanted.extensions[0]).name
        raise ValueError(
            f"{str(path)!r} names the format {said!r}, and {name!r} was asked for; "
            f"call the file {right!r}, or leave the format out"
        )
    return name


def format_of(path: str | os.PathLike[str]) -> str:
    """Return the name of the format that the extension of *path* stands for."""
    extension = PurePath(path).suffix
    try:
        return _BY_EXTENSION[extension.lower()]
    except KeyError:
        what = f"the extension {extension!r} of" if extension else "an extension on"
        raise ValueError(
            f"no format for {what} {str(path)!r}; known: {', '.join(sorted(_BY_EXTENSION))}. "
            "Use one of these, or name the format."
        ) from None
