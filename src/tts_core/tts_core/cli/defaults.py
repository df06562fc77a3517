"""What the command asks for where the command line does not say: kept in a file, or in the environment."""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from ..registry.catalog import DEFAULT_MODEL

__all__ = ["DEFAULT_VOICE", "Defaults", "Kept", "config_file"]

CONFIG_FILE = "TTS_CORE_CONFIG"
"""The environment variable that names another file."""
DEFAULT_VOICE = "TTS_CORE_VOICE"
"""The environment variable that names the default voice of the command."""

_KINDS = {"model": str, "voice": str, "speed": float, "lexicons": list}
_KIND_NAMES = {str: "a text", float: "a number", list: "a list of files"}


def config_file() -> Path:
    """Return the place of the file, whether it is there or not."""
    return Path(os.environ.get(CONFIG_FILE) or Path(click.get_app_dir("tts-core")) / "config.toml")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What stands in the file."""

    model: str | None = None
    voice: str | None = None
    speed: float | None = None
    lexicons: tuple[Path, ...] = ()

    @classmethod
    def read(cls, place: Path) -> Kept:
        """Read the file at *place*, or say what is wrong in it; one that is not there says nothing."""
        try:
            given = tomllib.loads(place.read_text("utf-8"))
        except FileNotFoundError:
            return cls()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{place} is no TOML: {error}") from error
        for name, value in given.items():
            _check(name, value, place)
        lexicons = tuple(place.parent / Path(each).expanduser() for each in given.pop("lexicons", ()))
        return cls(lexicons=lexicons, **given)


@dataclass(frozen=True, kw_only=True, slots=True)
class Defaults:
    """What holds: each value with where it comes from, which is empty where nobody said anything."""

    model: tuple[str | None, str] = (None, "")
    voice: tuple[str | None, str] = (None, "")
    speed: tuple[float, str] = (1.0, "")
    lexicons: tuple[tuple[Path, ...], str] = ((), "")

    @classmethod
    def read(cls) -> Defaults:
        """
        Take the environment's, else the file's.

        The file's voice is one of the file's model, and is not asked of another that the environment names.
        """
        place = config_file()
        kept = Kept.read(place)
        values: dict[str, Any] = {
            each.name: (value, str(place)) for each in fields(kept) if (value := getattr(kept, each.name))
        }
        model, voice = (os.environ.get(name, "").strip() for name in (DEFAULT_MODEL, DEFAULT_VOICE))
        if model:
            values["model"] = (model, DEFAULT_MODEL)
            values.pop("voice", None)
        if voice:
            values["voice"] = (voice, DEFAULT_VOICE)
        return cls(**values)


def _check(name: str, value: object, place: Path) -> None:
    kind = _KINDS.get(name)
    if kind is None:
        near = difflib.get_close_matches(name, _KINDS, n=1)
        meant = f"; did you mean {near[0]!r}?" if near else f"; it may hold {', '.join(_KINDS)}"
        raise ValueError(f"{place} holds {name!r}, which is no setting{meant}")
    right = isinstance(value, int | float if kind is float else kind) and not isinstance(value, bool)
    if not right or (isinstance(value, list) and not all(isinstance(each, str) for each in value)):
        raise ValueError(f"{place}: {name!r} must be {_KIND_NAMES[kind]}, not {value!r}")
