"""`tts-core models`: who can speak."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ..errors import TTSError
from . import completion
from .card import download, download_bytes, languages, show_card
from .help import Example, Teaching
from .output import as_json, print_json, remark, table

if TYPE_CHECKING:
    from ..model import Model
    from ..registry import Registry

__all__ = ["command", "plain"]

KEYS = {
    "id": "what to ask for with --model",
    "default": "whether it speaks when no model is asked for",
    "here": "whether it can speak without downloading anything",
    "label, description": "for people",
    "plugin": "the distribution that brought it",
    "languages": "BCP-47 tags; empty where the voices say it",
    "voices": "how many, or null where the model lists them only when asked (tts-core voices)",
    "default_voice": "a voice's id, or null",
    "sample_rate": "samples per second",
    "features": "what it can do beyond speaking",
    "options": "its own options: name, type, default, min, max, choices, doc",
    "download_bytes": "the size of its files, or null where it is not known beforehand",
    "memory_bytes": "what it is expected to take when loaded, 0 where unknown",
    "licence": "of the code, the weights and what makes phonemes (g2p)",
    "homepage, pros, cons, rank": "as its card has them",
}

EXAMPLES = (
    Example("tts-core models", "see every model, the best first"),
    Example("tts-core models espeak", "see one model whole, with the options it takes"),
    Example("tts-core models --here", "see those that need no download"),
    Example("tts-core models --all", "see those too that can be had by name, from the plugins' catalogues"),
    Example("tts-core models --json | jq -r '.[].id'", "name them to a script"),
)


@click.command("models", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.argument("model", required=False, shell_complete=completion.models)
@click.option("--here", is_flag=True, help="Only those that can speak without downloading anything.")
@click.option("--all", "every", is_flag=True, help="Those too that the plugins' catalogues name.")
@as_json
@click.pass_obj
def command(registry: Registry, model: str | None, here: bool, every: bool, as_json: bool) -> None:
    """
    List the models that can speak, or show the one called MODEL.

    Nothing is loaded or downloaded for it. The default model, which speaks when none is asked for,
    has a star.
    """
    default = _default(registry)
    if model is not None:
        found = registry.model(model)
        if as_json:
            print_json(plain(found, default, here=registry.is_here(found)))
        else:
            show_card(found, default, here=registry.is_here(found))
        return
    listed = [*registry.models(), *(registry.catalogue() if every else ())]
    told = [(each, registry.is_here(each)) for each in listed]
    held = [(each, is_here) for each, is_here in told if is_here or not here]
    if as_json:
        print_json([plain(each, default, here=is_here) for each, is_here in held])
    else:
        _list(held, default)
    _mention_problems(registry)


def plain(model: Model, default: str | None, *, here: bool) -> dict[str, Any]:
    """Return what the card of *model* says as plain values."""
    card = model.card
    return {
        "id": card.id,
        "default": card.id == default,
        "here": here,
        "label": card.label,
        "description": card.description,
        "plugin": card.plugin,
        "languages": list(card.languages),
        "voices": None if callable(card.voices) else len(card.voices),
        "default_voice": card.default_voice,
        "sample_rate": card.sample_rate,
        "features": sorted(card.features),
        "options": [{**asdict(option), "type": option.type.__name__} for option in card.options],
        "download_bytes": download_bytes(card),
        "memory_bytes": card.size,
        "licence": asdict(card.licence),
        "homepage": card.homepage,
        "pros": list(card.pros),
        "cons": list(card.cons),
        "rank": card.rank,
    }


def _default(registry: Registry) -> str | None:
    try:
        return registry.model().card.id
    except TTSError:  # A list may be asked for just because there is no default; the list answers why.
        return None


def _list(models: list[tuple[Model, bool]], default: str | None) -> None:
    if not models:
        remark("No model is installed. Install one, for example: pip install tts-espeak")
        return
    rows = [
        (
            ("* " if model.card.id == default else "  ") + model.card.id,
            languages(model.card),
            download(model, here=here),
            model.card.licence.weights or model.card.licence.code,
            model.card.plugin,
        )
        for model, here in models
    ]
    table(
        (
            ("  Model", {"no_wrap": True}),
            ("Languages", {}),
            ("Download", {"justify": "right"}),
            ("Licence", {}),
            ("From", {}),
        ),
        rows,
    )


def _mention_problems(registry: Registry) -> None:
    broken, clashing = len(registry.catalog.problems), len(registry.catalog.clashes())
    if broken or clashing:
        remark(f"Left out: {broken} broken plugins, {clashing} names claimed twice. See: tts-core plugins")
