"""Settings from where they come: flags, variables, and one file."""

from __future__ import annotations

import json
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .limits.keys import Key
from .settings import Settings, env_name, settable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["misspelt_variables", "settings_from"]

CONFIG = "TTS_CONFIG"
"""The variable that names the file."""


def settings_from(
    flags: Mapping[str, str], environ: Mapping[str, str], file: str | Path | None = None
) -> Settings:
    """Gather the settings: a flag wins over a variable, a variable over the file."""
    known = settable()
    given = _from_file(file or environ.get(CONFIG) or None)
    for name, described in known.items():
        for variable in (env_name(name), *described.metadata["env"]):
            if environ.get(variable, "") != "":
                given[name] = _read(str(described.type), environ[variable], variable)
                break
    for name, text in flags.items():
        given[name] = _read(str(known[name].type), text, f"--{name.replace('_', '-')}")
    return Settings(**given)


def misspelt_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that look like misspelt settings, each with what may have been meant."""
    names = {env_name(name) for name in settable()} | {CONFIG}
    odd = (each for each in environ if each.startswith("TTS_") and each not in names)
    return {each: near[0] for each in odd if (near := get_close_matches(each, names, n=1, cutoff=0.8))}


def _from_file(path: str | Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        held = tomllib.loads(Path(path).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ValueError(f"{path} is no TOML file: {wrong}") from wrong
    known = settable()
    for name in held:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
            raise ValueError(f"{path} sets {name!r}, which is no setting; {hint}")
    return {name: _held(str(known[name].type), value, f"{name} in {path}") for name, value in held.items()}


def _read(kind: str, text: str, where: str) -> Any:
    """Read a value from text, as a flag or a variable gives it."""
    bare = text.strip()
    try:
        return _KINDS[kind.removesuffix(" | None")][1](bare)
    except ValueError as wrong:
        raise ValueError(f"{where}: {wrong}") from None


def _held(kind: str, value: Any, where: str) -> Any:
    """Check a value that has a type already, as a TOML file gives it."""
    bare = kind.removesuffix(" | None")
    if bare == "float" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    plain = {"str": str, "int": int, "float": float, "bool": bool}
    if bare in plain and type(value) is plain[bare]:
        return value
    if bare == "tuple[str, ...]" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    if bare.startswith("Mapping") and isinstance(value, dict):
        return _mapping(bare, value, where)
    if bare == "tuple[Key, ...]" and isinstance(value, list):
        return tuple(_key(each, number, where) for number, each in enumerate(value, 1))
    raise ValueError(f"{where} must be {_KINDS[bare][0]}, not {value!r}")


def _key(value: Any, number: int, where: str) -> Key:
    if isinstance(value, str):
        return Key.of(value, f"key{number}")
    if not isinstance(value, dict) or not ("key" in value or "sha256" in value):
        raise ValueError(f"{where}: key {number} must have a 'key' or a 'sha256'")
    fields = dict(value)
    known = {"name", "key", "sha256", "requests_per_minute", "parallel", "models"}
    if odd := sorted(set(fields) - known):
        raise ValueError(f"{where}: key {number} has {odd[0]!r}; it may have {', '.join(sorted(known))}")
    name = fields.pop("name", f"key{number}")
    plain = fields.pop("key", None)
    digest = Key.of(plain, name).sha256 if plain is not None else str(fields.pop("sha256")).lower()
    models = tuple(fields.pop("models", ()))
    return Key(name=name, sha256=digest, models=models, **fields)


def _truth(text: str) -> bool:
    words = {"true": True, "yes": True, "on": True, "1": True}
    words |= {"false": False, "no": False, "off": False, "0": False}
    if text.casefold() not in words:
        raise ValueError(f"true or false is wanted, not {text!r}")
    return words[text.casefold()]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _pairs(text: str) -> dict[str, str]:
    if text.startswith("{"):
        return dict(_mapping("Mapping[str, str]", json.loads(text), "JSON"))
    pairs = [part.partition("=") for part in _parts(text)]
    if any(not equals or not name.strip() or not value.strip() for name, equals, value in pairs):
        raise ValueError(f"NAME=VALUE,NAME=VALUE is wanted, not {text!r}")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _nested(text: str) -> dict[str, Any]:
    return _mapping("Mapping[str, Mapping[str, str]]", json.loads(text), "JSON")


def _mapping(kind: str, value: Any, where: str) -> dict[str, Any]:
    inner = kind == "Mapping[str, str]"
    right = isinstance(value, dict) and all(
        isinstance(each, str)
        if inner
        else isinstance(each, dict) and all(isinstance(word, str) for word in each.values())
        for each in value.values()
    )
    if not right:
        raise ValueError(f"{where} must be {_KINDS[kind][0]}")
    return dict(value)


def _keys(text: str) -> tuple[Key, ...]:
    return tuple(Key.of(part, f"key{number}") for number, part in enumerate(_parts(text), 1))


_KINDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "str": ("text", str),
    "int": ("a whole number", int),
    "float": ("a number", float),
    "bool": ("true or false", _truth),
    "tuple[str, ...]": ("a list of names", _parts),
    "Mapping[str, str]": ("a table of names", _pairs),
    "Mapping[str, Mapping[str, str]]": ("a table of names for each model", _nested),
    "tuple[Key, ...]": ("a list of keys", _keys),
}
"""What each type of a setting is called, and how it is read from text."""
