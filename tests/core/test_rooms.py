"""Who may import whom, in every distribution."""

from __future__ import annotations

import ast
import importlib
from importlib.util import find_spec
from pathlib import Path

import pytest

FLOORS: dict[str, dict[str, int]] = {
    "tts_core": {
        "errors": 0,
        "field_types": 0,
        "foreign": 0,
        "forks": 0,
        "imports": 0,
        "language_tags": 0,
        "scripts": 0,
        "cancel": 0,
        "card": 0,
        "model_file": 0,
        "option": 0,
        "coroutines": 0,
        "model": 2,
        "synthesizer": 0,
        "audio": 0,
        "sample": 0,
        "secret": 0,
        "pauses": 0,
        "receipt": 0,
        "atomic_file": 0,
        "not_text": 0,
        "files": 1,
        "isolated": 1,
        "text": 1,
        "encoding": 1,
        "captions": 1,
        "effects": 1,
        "limiter": 1,
        "loudness": 1,
        "playback": 1,
        "hookspecs": 2,
        "plugins": 2,
        "registry": 2,
        "request": 2,
        "speech": 2,
        "provenance": 2,
        "pipeline": 3,
        "aio": 3,
        "api": 4,
        "longform": 4,
        "__init__": 4,
        "testing": 5,
        "cli": 5,
        "__main__": 5,
    },
    "tts_core.text": {
        "expression": 0,
        "spans": 0,
        "safe_xml": 0,
        "normalize": 1,
        "segment": 1,
        "lexicon": 1,
        "markup": 1,
        "__init__": 2,
    },
    "tts_core.text.normalize": {
        "rules": 0,
        "context": 0,
        "alignment": 1,
        "unread": 1,
        "english": 2,
        "other_languages": 2,
        "cleanup": 3,
        "languages": 3,
        "__init__": 4,
    },
    "tts_onnx": {
        "file": 0,
        "kernel": 0,
        "voice": 0,
        "rewrite": 1,
        "session": 2,
        "plugin": 3,
        "command": 3,
        "__init__": 4,
    },
    "tts_espeak": {
        "native": 0,
        "text": 1,
        "voices": 2,
        "timing": 2,
        "pronunciation": 3,
        "reading": 4,
        "synthesizer": 4,
        "__init__": 5,
    },
    "tts_hibari": {
        "alphabet": 0,
        "catalogue": 0,
        "contract": 0,
        "spelling": 0,
        "tables": 0,
        "english": 1,
        "vocoder": 1,
        "graph": 2,
        "synthesizer": 3,
        "loading": 4,
        "models": 5,
        "__init__": 6,
    },
    "tts_kitten": {
        "contract": 0,
        "symbols": 0,
        "catalogue": 0,
        "reading": 0,
        "config": 1,
        "tokens": 1,
        "graph": 1,
        "synthesizer": 2,
        "loading": 3,
        "models": 4,
        "__init__": 5,
    },
    "tts_kokoro": {
        "alphabet": 0,
        "blend": 0,
        "catalogue": 0,
        "contract": 0,
        "graph": 1,
        "readers": 1,
        "voices": 2,
        "synthesizer": 3,
        "loading": 4,
        "models": 5,
        "__init__": 6,
    },
    "tts_piper": {
        "catalogue": 0,
        "config": 0,
        "symbols": 1,
        "voice": 1,
        "synthesizer": 2,
        "loading": 3,
        "models": 4,
        "__init__": 5,
    },
    "tts_livekit": {
        "output": 0,
        "speaking": 0,
        "__init__": 1,
    },
    "tts_mcp": {
        "folder": 0,
        "speaking": 1,
        "server": 2,
        "command": 3,
        "__init__": 4,
    },
    "tts_wyoming": {
        "voices": 0,
        "handler": 1,
        "serving": 2,
        "command": 3,
        "__init__": 4,
    },
    "tts_server": {
        "problem": 0,
        "openai_names": 0,
        "page": 0,
        "limits": 1,
        "outcomes": 1,
        "remote": 1,
        "request_context": 2,
        "settings": 2,
        "telemetry": 3,
        "sources": 3,
        "state": 4,
        "speaking": 5,
        "operate": 5,
        "middleware": 5,
        "routes": 6,
        "spec": 7,
        "app": 8,
        "command": 9,
        "__init__": 10,
    },
}
"""The floor of every room; one on the same floor may be used where the house says so below."""

NEIGHBOURS = {
    "tts_core": {
        ("card", "errors"),
        ("card", "field_types"),
        ("card", "foreign"),
        ("card", "language_tags"),
        ("card", "model_file"),
        ("card", "option"),
        ("option", "secret"),
        ("effects", "limiter"),
        ("coroutines", "cancel"),
        ("coroutines", "errors"),
        ("coroutines", "forks"),
        ("card", "scripts"),
        ("registry", "model"),
        ("plugins", "model"),
        ("hookspecs", "model"),
        ("synthesizer", "cancel"),
        ("synthesizer", "sample"),
        ("sample", "audio"),
        ("cancel", "errors"),
        ("plugins", "hookspecs"),
        ("registry", "plugins"),
        ("speech", "provenance"),
        ("captions", "text"),
        ("loudness", "limiter"),
        ("aio", "pipeline"),
        ("__init__", "api"),
        ("longform", "api"),
        ("__main__", "cli"),
        ("cli", "testing"),
    },
}

PUBLIC = {
    "tts_core": (
        "tts_core",
        "tts_core.captions",
        "tts_core.encoding",
        "tts_core.files",
        "tts_core.testing",
        "tts_core.text.segment",
    ),
    "tts_espeak": ("tts_espeak", "tts_espeak.reading"),
    "tts_hibari": ("tts_hibari", "tts_hibari.alphabet", "tts_hibari.catalogue", "tts_hibari.english"),
}
"""The modules of each distribution that others may import from; of tts_onnx, all that is in its rooms."""


def home_of(package: str) -> Path:
    """Return the folder of *package*, or skip where it is not installed."""
    if find_spec(package.partition(".")[0]) is None:
        pytest.skip(f"{package} is not installed")
    found = importlib.import_module(package).__file__
    assert found is not None
    return Path(found).parent


def imported(module: Path) -> list[tuple[int, str, list[str]]]:
    """Return what *module* imports, at its top, in its functions, or for its types: level, module, names."""
    found: list[tuple[int, str, list[str]]] = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.append((node.level, node.module or "", [alias.name for alias in node.names]))
        elif isinstance(node, ast.Import):
            found.extend((0, alias.name, []) for alias in node.names)
    return found


def rooms_used(module: Path, package: str, home: Path) -> set[str]:
    """Return the rooms of *package* that *module* imports from."""
    inside = [*package.split("."), *module.relative_to(home).parts]
    used: set[str] = set()
    for level, name, names in imported(module):
        path = [*inside[: len(inside) - level], *name.split(".")] if level else name.split(".")
        path = [each for each in path if each]
        own = package.split(".")
        if path[: len(own)] != own:
            continue
        if len(path) > len(own):
            used.add(path[len(own)])
        else:
            used.update(each if each in FLOORS[package] else "__init__" for each in names)
    return used


@pytest.mark.parametrize("package", FLOORS)
def test_a_room_imports_only_from_floors_below(package: str) -> None:
    """No room imports from a floor above it, nor from a neighbour it has no door to."""
    home, floors = home_of(package), FLOORS[package]
    wrong: list[str] = []
    for module in sorted(home.rglob("*.py")):
        room = module.relative_to(home).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        wrong.extend(
            f"{module.relative_to(home)} (floor {floors[room]}) imports {used} ({floors[used]})"
            for used in sorted(rooms_used(module, package, home) - {room})
            if floors[used] >= floors[room] and (room, used) not in NEIGHBOURS.get(package, ())
        )

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", FLOORS)
def test_every_room_has_a_floor(package: str) -> None:
    """Every module and every folder of a distribution stands on a known floor."""
    home = home_of(package)
    there = {
        path.name.removesuffix(".py")
        for path in home.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert there == set(FLOORS[package])


@pytest.mark.parametrize("package", [name for name in FLOORS if "." not in name])
def test_only_public_names_are_imported_from_others(package: str) -> None:
    """A plugin imports only what another distribution has in `__all__`, and the core imports no plugin."""
    home = home_of(package)
    wrong: list[str] = []
    for module in sorted(home.rglob("*.py")):
        for level, name, names in imported(module):
            owner = name.partition(".")[0]
            if level or not owner.startswith("tts_") or owner == package:
                continue
            where = f"{module.relative_to(home)} imports {name}"
            is_public = name in PUBLIC.get(owner, ()) or owner == "tts_onnx"
            if package == "tts_core" or not is_public:
                wrong.append(where)
            else:
                held = importlib.import_module(name)
                wrong.extend(
                    f"{where}: {each} is not in its __all__"
                    for each in names
                    if each not in getattr(held, "__all__", ()) and find_spec(f"{name}.{each}") is None
                )

    assert not wrong, "\n".join(wrong)
