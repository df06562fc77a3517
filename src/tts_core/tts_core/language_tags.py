"""Whether a voice of one language will do for another: tags of BCP-47, compared."""

from __future__ import annotations

__all__ = ["suits"]


def suits(offered: str, wanted: str) -> bool:
    """
    Whether a voice of the language *offered* can be given to who asks for *wanted*.

    "en" and "en-GB" suit each other; "en-US" and "en-GB" do not. Tags that mean the same language,
    such as "cmn" and "zh", are one.
    """
    one, other = _canonical(offered), _canonical(wanted)
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


_SAME = {"cmn": "zh", "nb": "no", "iw": "he", "in": "id", "ji": "yi", "tl": "fil"}
"""Primary subtags that are, in practice or by the registry of BCP-47, used for the same language."""


def _canonical(tag: str) -> str:
    primary, dash, rest = tag.replace("_", "-").casefold().partition("-")
    return _SAME.get(primary, primary) + dash + rest
