"""One model's card, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ModelUnavailable
from .output import table

if TYPE_CHECKING:
    from ..card import ModelCard
    from ..model import Model
    from ..option import Option

__all__ = ["download", "download_bytes", "languages", "megabytes", "show_card"]


MANY = 12
"""How many choices are still read through by people."""


def show_card(model: Model, default: str | None, *, here: bool) -> None:
    """Write all that *model* says of itself, and every option it takes."""
    table((("", {"no_wrap": True}), ("", {})), _facts(model, default, here=here), headings=False)
    if model.card.options:
        table(
            (("Option", {"no_wrap": True}), ("Takes", {}), ("Default", {}), ("What it does", {})),
            [
                (option.name, _takes(option, model.card.id), _default(option), option.doc)
                for option in model.card.options
            ],
        )


def languages(card: ModelCard) -> str:
    """Name the languages of a model, or count them where they are many."""
    if not card.languages:
        return "see voices"
    return ", ".join(card.languages) if len(card.languages) <= 6 else f"{len(card.languages)} languages"


def download(model: Model, *, here: bool) -> str:
    """Say what has to be downloaded before the model can speak."""
    if here:
        return "none"
    size = download_bytes(model.card)
    return "unknown" if size is None else megabytes(size)


def megabytes(size: int) -> str:
    """Say how big something is."""
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else "< 1 MB"


def download_bytes(card: ModelCard) -> int | None:
    """Add up the sizes of a model's files; None where one is not known beforehand."""
    try:
        sizes = [file.bytes for file in card.known_files if file.bytes is not None]
    except ModelUnavailable:  # A list of models is no place to fail for one of them.
        return None
    is_known = not callable(card.files) and len(sizes) == len(card.files)
    return sum(sizes) if is_known else None


def _facts(model: Model, default: str | None, *, here: bool) -> list[tuple[str, str]]:
    card = model.card
    licences = (("code", card.licence.code), ("weights", card.licence.weights), ("g2p", card.licence.g2p))
    facts = [
        ("Model", card.id + (" (the default)" if card.id == default else "")),
        ("Label", card.label),
        ("About", card.description),
        ("From", card.plugin),
        ("Homepage", card.homepage),
        ("Languages", languages(card)),
        ("Default voice", card.default_voice or ""),
        ("Can", ", ".join(sorted(card.features))),
        ("Sample rate", f"{card.sample_rate} Hz"),
        ("Download", download(model, here=here)),
        ("Licence", ", ".join(f"{name} ({what})" for what, name in licences if name)),
        *(("Pro", pro) for pro in card.pros),
        *(("Con", con) for con in card.cons),
    ]
    return [(name, fact) for name, fact in facts if fact]


def _takes(option: Option, model: str) -> str:
    if option.secret:
        return f"a secret, kept as ${option.kept_as(model)} or in a keyring"
    if len(option.choices) > MANY:
        return f"one of {len(option.choices)}, which --json lists"
    if option.choices:
        return ", ".join(option.choices)
    kind = {int: "whole number", float: "number", bool: "true or false", str: "text"}[option.type]
    if option.min is not None and option.max is not None:
        return f"{kind} {option.min:g} to {option.max:g}"
    if option.min is not None:
        return f"{kind} from {option.min:g}"
    return f"{kind} up to {option.max:g}" if option.max is not None else kind


def _default(option: Option) -> str:
    if option.default is None:
        return ""
    return str(option.default).lower() if option.type is bool else str(option.default)
