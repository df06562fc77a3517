"""Who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import tts_core

HOUSE = Path(tts_core.__file__).parent

FLOORS: dict[str, int] = {
    "errors": 0,
    "cancel": 0,
    "model": 0,
    "synthesizer": 0,
    "audio": 0,
    "pauses": 0,
    "receipt": 0,
    "atomic_file": 0,
    "files": 1,
    "text": 1,
    "encoding": 1,
    "captions": 1,
    "limiter": 1,
    "loudness": 1,
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
}
"""The floor of every room; one on the same floor may be used where the house says so below."""

NEIGHBOURS = {
    ("model", "errors"),
    ("model", "synthesizer"),
    ("model", "files"),
    ("synthesizer", "cancel"),
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
}


def rooms_used(module: Path) -> set[str]:
    """Return the rooms that *module* imports from, at its top, in its functions, or for its types."""
    inside = module.relative_to(HOUSE).parts
    used: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        home = inside[: len(inside) - node.level]
        path = [*home, *(node.module.split(".") if node.module else [])]
        if path:
            used.add(path[0])
        else:
            used.update(alias.name if (alias.name in FLOORS) else "__init__" for alias in node.names)
    return used


def test_a_room_imports_only_from_floors_below() -> None:
    """No room of the house imports from a floor above it, nor from a neighbour it has no door to."""
    wrong: list[str] = []
    for module in sorted(HOUSE.rglob("*.py")):
        room = module.relative_to(HOUSE).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        wrong.extend(
            f"{module.relative_to(HOUSE)} (floor {FLOORS[room]}) imports {used} ({FLOORS[used]})"
            for used in sorted(rooms_used(module) - {room})
            if FLOORS[used] >= FLOORS[room] and (room, used) not in NEIGHBOURS
        )

    assert not wrong, "\n".join(wrong)


def test_every_room_has_a_floor() -> None:
    """Every module and package of tts_core stands on a known floor."""
    there = {
        path.name.removesuffix(".py")
        for path in HOUSE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert there == set(FLOORS)


def test_the_core_names_no_plugin() -> None:
    """tts_core never imports a plugin by name."""
    for module in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            else:
                continue
            foreign = [name for name in names if name.startswith("tts_") and not name.startswith("tts_core")]

            assert not foreign, f"{module.relative_to(HOUSE)} imports {foreign}"
