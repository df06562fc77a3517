"""Make the site: `python docs/build_site.py` speaks what the pages of docs/ let be heard, and builds them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import tts_core
from tts_core import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "docs"
SENTENCES = {
    "plain": "The harbor was quiet when the first boats came in, and nobody had told them why.",
    "asked": "Is it true that you will leave before the rain does?",
    "written": "On May 3rd, 2024, Dr. Smith paid $3.50 for 2 lbs. of apples at 7:45 a.m.",
}
"""What every voice of the gallery says: something plain, a question, and what has to be read first."""
FIRST = "Hello. This voice runs on your own machine, and nothing of what you write leaves it."


def main() -> None:
    """Copy the pages, speak, write the gallery, and build; a warning of the builder is an error."""
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(ROOT / "docs", PLACE, ignore=shutil.ignore_patterns("*.py"))
    shutil.copy(ROOT / "mkdocs.yml", PLACE.parent)
    voices = list(_voices())
    sounds = PLACE / "sounds"
    sounds.mkdir()
    for card, voice in voices:
        for name, sentence in {"first": FIRST, **SENTENCES}.items():
            speech = tts_core.synthesize(sentence, model=card.id, voice=voice.id)
            speech.save(sounds / _file(card, voice, name))
    (PLACE / "gallery.md").write_text(gallery(voices), "utf-8")
    index = PLACE / "index.md"
    first = {card.id: (card, voice) for card, voice in reversed(voices)}
    heard = "\n".join(
        _player(f"sounds/{_file(card, voice, 'first')}", _name(card, voice))
        for card, voice in [*first.values()][:-4:-1]
    )
    index.write_text(index.read_text("utf-8").replace("<!-- three voices -->", heard), "utf-8")
    config = str(PLACE.parent / "mkdocs.yml")
    subprocess.run((sys.executable, "-m", "zensical", "build", "--strict", "-f", config), check=True)  # noqa: S603


def gallery(voices: Sequence[tuple[tts_core.ModelCard, tts_core.Voice]]) -> str:
    """Return the page on which each of *voices* says the same."""
    parts = [
        "# Voices",
        "English as the models that are here speak it, and what each is under. `tts-core voices` and\n"
        "`tts-core models --all` list other languages and further voices.",
        "\n".join(f"- {name}: *{sentence}*" for name, sentence in SENTENCES.items()),
    ]
    for card, voice in voices:
        licence = ", ".join(filter(None, (card.licence.code, card.licence.weights)))
        parts += [
            f"## {_name(card, voice)}",
            f"`--model {card.id} --voice {voice.id}` · {voice.language} · {licence}",
            "\n".join(_player(f"../sounds/{_file(card, voice, name)}", name) for name in SENTENCES),
        ]
    return "\n\n".join(parts) + "\n"


def _voices() -> Iterator[tuple[tts_core.ModelCard, tts_core.Voice]]:
    """Yield a voice for each kind of English of each model that is here, the best model's first."""
    options = tts_core.LoadOptions()
    for model in tts_core.default_registry().models():
        kinds: dict[str, tts_core.Voice] = {}
        for voice in tts_core.voices(model=model.card.id, language="en") if model.is_here(options) else ():
            if files.has_voice(model.card, voice, options):
                kinds.setdefault(voice.language, voice)
        for voice in sorted(kinds.values(), key=lambda voice: voice.language.lower() != "en-us"):
            yield model.card, voice


def _name(card: tts_core.ModelCard, voice: tts_core.Voice) -> str:
    return f"{card.label or card.id}: {voice.name or voice.id}"


def _file(card: tts_core.ModelCard, voice: tts_core.Voice, name: str) -> str:
    return f"{card.id}-{voice.id}-{name}.opus"


def _player(source: str, label: str) -> str:
    player = f'<audio controls preload="none" src="{escape(source)}" aria-label="{escape(label)}"></audio>'
    return f"<p>{escape(label)} {player}</p>"


if __name__ == "__main__":
    main()
