"""What the voices say: sentences written for this, and long texts of clauses made by chance."""

from __future__ import annotations

import random
from pathlib import Path

__all__ = ["long_texts", "plain", "written"]

_HERE = Path(__file__).parents[1] / "texts"
LONG_TEXTS, SENTENCES = 20, 30


def plain() -> tuple[str, ...]:
    """Return 200 sentences without digits: what they measure is the voice."""
    return tuple((_HERE / "plain.txt").read_text("utf-8").splitlines())


def written() -> tuple[tuple[str, str], ...]:
    """Return 200 sentences as people write, each with what is to be said, as `scoring.readings` takes it."""
    lines = (_HERE / "written.txt").read_text("utf-8").splitlines()
    return tuple((text, said) for text, _, said in (line.partition(" => ") for line in lines))


def long_texts() -> tuple[tuple[str, ...], ...]:
    """Return 20 texts of 30 sentences each, of one clause to four, made by the same chance at every call."""
    chance = random.Random(20)  # noqa: S311  (no secret)
    parts = [line.split(",") for line in (_HERE / "clauses.txt").read_text("utf-8").splitlines()]
    return tuple(tuple(_sentence(chance, parts) for _ in range(SENTENCES)) for _ in range(LONG_TEXTS))


_CLAUSES = (1, 1, 1, 2, 2, 3, 4)
_AND = (", and ", ", but ", ", while ", ", because ", "; ", ", so ")
_ENDS = (".", ".", ".", ".", "!", "?")


def _sentence(chance: random.Random, words: list[list[str]]) -> str:
    clauses = [" ".join(chance.choice(each) for each in words) for _ in range(chance.choice(_CLAUSES))]
    text = clauses[0] + "".join(chance.choice(_AND) + clause for clause in clauses[1:])
    return text[0].upper() + text[1:] + chance.choice(_ENDS)
