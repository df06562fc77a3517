"""Remote models that a file or a variable names."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .model import model_of_settings
from .settings import RemoteSettings

if TYPE_CHECKING:
    from tts_core import Model

__all__ = ["configured_models", "configured_settings"]

WRITTEN = {each.name: str(each.type) for each in dataclasses.fields(RemoteSettings) if each.name != "id"}
"""The keys of a table, each with the type of its field."""
CHECKED: dict[str, tuple[tuple[type, ...], str]] = {
    "float": ((int, float), "a number"),
    "int": ((int,), "a whole number"),
    "bool": ((bool,), "true or false"),
    "Mapping[str, Any]": ((dict,), "a table"),
}


def configured_models(setting: str) -> list[Model]:
    """
    Make the models of *setting*: the path of a TOML file, or `name=url,url#model` with spaces between.

    Nothing is asked of any server.
    """
    return [model_of_settings(settings) for settings in configured_settings(setting)]


def configured_settings(setting: str) -> list[RemoteSettings]:
    """Read *setting*, refusing what would otherwise be ignored."""
    if setting.strip().endswith(".toml"):
        return _from_file(Path(setting.strip()))
    return [_from_words(entry) for entry in setting.split()]


def _from_words(entry: str) -> RemoteSettings:
    name, equals, rest = entry.partition("=")
    urls, _, model = rest.partition("#")
    if not (name and equals and urls):
        raise ValueError(f"a remote model is written name=http://host:8000#model, not {entry!r}")
    return RemoteSettings(id=name, urls=tuple(urls.split(",")), model=model or "tts-1")


def _from_file(path: Path) -> list[RemoteSettings]:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name} is no TOML: {error}") from error
    tables = document.get("remotes", {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise ValueError(f"{path.name}: remote models are written as tables: [remotes.NAME]")
    if not tables:
        raise ValueError(f"{path.name} names no remote model; write a table [remotes.NAME]")
    return [_settings(name, table, path.name) for name, table in tables.items()]


def _settings(name: str, table: dict[str, Any], where: str) -> RemoteSettings:
    given = dict(table)
    if "url" in given:
        given.setdefault("urls", [given.pop("url")])
    variable = given.pop("api_key_env", None)
    if variable is not None:
        if "api_key" in given:
            raise ValueError(f"{where}: {name!r} gives both api_key and api_key_env")
        if not isinstance(variable, str) or not os.environ.get(variable):
            raise ValueError(f"{where}: {name!r} wants its key from {variable!r}, which is not set")
        given["api_key"] = os.environ[variable]
    for key in given:
        if key not in WRITTEN:
            raise ValueError(f"{where}: {name!r} has an unknown key {key!r}; known: {', '.join(WRITTEN)}")
    if "urls" not in given:
        raise ValueError(f"{where}: {name!r} has no urls")
    return RemoteSettings(
        id=name, **{key: _typed(key, value, f"{where}: {name!r}") for key, value in given.items()}
    )


def _typed(key: str, value: Any, where: str) -> Any:
    """Return *value* as its field holds it, or say what it must be."""
    kind = WRITTEN[key]
    if kind == "tuple[str, ...]":
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        raise ValueError(f"{where}: {key} must be a list of strings")
    if kind in CHECKED:
        types, called = CHECKED[kind]
        if not isinstance(value, types) or isinstance(value, bool) != (bool in types):
            raise ValueError(f"{where}: {key} must be {called}, not {value!r}")
    elif not isinstance(value, str):
        raise ValueError(f"{where}: {key} must be a string")
    return value
