"""`tts-core licences`: what everything that speaks here is licensed under, and what follows from it."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from typing import TYPE_CHECKING, Any

import click

from .help import Example, Teaching
from .output import as_json, print_json, remark, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..registry import Registry

__all__ = ["command"]

KEYS = {
    "packages": "a list of: package, version, licence (as it says itself), kind (gpl, lgpl, unnamed or free)",
    "models": "a list of: model, package, code, weights, g2p (what makes phonemes); of models that are here",
    "follows": "a list of sentences, what to think of before all this is passed on",
}

EXAMPLES = (
    Example("tts-core licences", "see what everything here is licensed under"),
    Example(
        "tts-core licences --json | jq -e 'all(.packages[]; .kind != \"gpl\")'",
        "let a build fail when something under the GPL comes along",
    ),
)

_NEEDED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[([^]]*)\])?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)")
_LESSER = re.compile(r"LGPL|lesser general public", re.IGNORECASE)
_GENERAL = re.compile(r"GPL|general public licen[cs]e", re.IGNORECASE)
_FOLLOWS = {
    "gpl": "{} under the GPL: what you pass on together with them you pass on under the GPL, too. "
    "What you only run yourself, or let others hear, is free of it.",
    "lgpl": "{} under the LGPL: they may come along with anything, as long as others can take their place.",
    "unnamed": "{} without a licence in their metadata: look into what they contain before you pass them on.",
}


@click.command("licences", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@as_json
@click.pass_obj
def command(registry: Registry, as_json: bool) -> None:
    """
    List the licences of all that speaks here: the packages, and the code, weights and phonemes of each model.

    The packages are tts-core, the plugins, and whatever these need of what is installed. What a package says
    of itself is repeated, and not judged.
    """
    packages = [_told(each) for each in sorted(_installed(), key=lambda each: each.name.lower())]
    models = [
        {
            "model": model.card.id,
            "package": model.card.plugin,
            "code": model.card.licence.code,
            "weights": model.card.licence.weights,
            "g2p": model.card.licence.g2p,
        }
        for model in registry.models()
    ]
    follows = list(_follows(packages))
    if as_json:
        print_json({"packages": packages, "models": models, "follows": follows})
        return
    table(
        [("Package", {"no_wrap": True}), ("Version", {}), ("Licence", {})],
        [list(p.values())[:3] for p in packages],
    )
    click.echo()
    table(
        [("Model", {"no_wrap": True}), ("Code", {}), ("Weights", {}), ("Phonemes", {})],
        [[m["model"], m["code"], m["weights"], m["g2p"]] for m in models],
    )
    for sentence in follows:
        remark(f"\n{sentence}")


def _installed() -> Iterable[Distribution]:
    """Find tts-core, every plugin, and all that these need and that is here."""
    plugins = {each.dist.name for each in entry_points(group="tts_core") if each.dist is not None}
    wanted = [(name, "") for name in ("tts-core", *plugins)]
    seen, found = set[tuple[str, str]](), dict[str, Distribution]()
    while wanted:
        name, extra = wanted.pop()
        name = re.sub(r"[-_.]+", "-", name).lower()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        with suppress(PackageNotFoundError):  # It is for another system.
            found[name] = distribution(name)
            wanted += _needed(found[name], extra)
    return found.values()


def _needed(package: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """Yield what *package* needs, or needs for one of its extras: names, each with one extra or none."""
    for needed in package.requires or ():
        only_for, match = _EXTRA.search(needed), _NEEDED.match(needed)
        if match is not None and (only_for[1] if only_for else "") == extra:
            yield match[1], ""
            yield from ((match[1], each.strip()) for each in (match[2] or "").split(",") if each.strip())


def _told(package: Distribution) -> dict[str, Any]:
    """Return what a package says of itself: an expression, else its classifiers, else its own words."""
    told = {
        name: [each.strip().partition("\n")[0] for each in package.metadata.get_all(name) or ()]
        for name in ("License-Expression", "License", "Classifier")
    }
    classified = [each.rpartition(" :: ")[2] for each in told["Classifier"] if each.startswith("License ::")]
    licence = " / ".join(told["License-Expression"] or classified or told["License"])
    if _LESSER.search(licence):
        kind = "lgpl"
    elif _GENERAL.search(licence):
        kind = "gpl"
    else:
        kind = "free" if licence else "unnamed"
    return {"package": package.name, "version": package.version, "licence": licence, "kind": kind}


def _follows(packages: list[dict[str, Any]]) -> Iterator[str]:
    """Say what follows of each kind that is there."""
    for kind, sentence in _FOLLOWS.items():
        names = [each["package"] for each in packages if each["kind"] == kind]
        if names:
            yield sentence.format(", ".join(names))
