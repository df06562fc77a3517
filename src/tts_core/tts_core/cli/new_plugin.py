"""`tts-core new-plugin`: a package that speaks, to be made into another voice."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

import click

from .help import Example, Teaching
from .output import as_json, print_json

__all__ = ["command"]

KEYS = {
    "folder": "the folder that was written",
    "files": "the files in it",
    "model": "the id of its model",
}

EXAMPLES = (
    Example("tts-core new-plugin my-voice", "write tts-my-voice/, whose model is my-voice"),
    Example(
        "cd tts-my-voice && tts-core check tts_my_voice:model", "hold it to the laws, before it is installed"
    ),
)

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

_FILES = {
    "pyproject.toml": """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "$distribution"
version = "0.1.0"
description = "The voice $name for tts-core."
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["numpy", "tts-core~=$core"]

[project.entry-points.tts_core]
$name = "$package"
""",
    "README.md": """\
# $distribution

The voice $name for tts-core.

    pip install -e .
    tts-core check $name
    tts-core say --model $name "Hello."
""",
    "$package/__init__.py": '''\
"""The voice $name for tts-core."""

from tts_core import Feature, Licence, Model, ModelCard, Voice, hookimpl

card = ModelCard(
    id="$name",
    description="Hums a note for each word.",
    sample_rate=24000,
    voices=(Voice(id="alto", language="en-US"), Voice(id="bass", language="en-US")),
    features=frozenset({Feature.SPEED, Feature.TIMINGS, Feature.CANCEL, Feature.DETERMINISTIC}),
    licence=Licence(code="MIT"),
)


def load(options):
    """Make the synthesizer. What it needs is imported here: naming a model must cost nothing."""
    from .synthesizer import Synthesizer

    return Synthesizer(card.sample_rate)


model = Model(card, load)


@hookimpl
def tts_models():
    """Bring the model."""
    return [model]
''',
    "$package/synthesizer.py": '''\
"""One utterance in, samples and the times of its words out."""

import re

import numpy as np

from tts_core import Rendering, Word

SECONDS = 0.07
"""How long a letter is hummed."""
HERTZ = {"alto": 220.0, "bass": 110.0}


class Synthesizer:
    """Hums a note for each word, as long as the word is, and a tone higher each time."""

    def __init__(self, sample_rate):
        self.rate = sample_rate

    def speak(self, utterance):
        """Render utterance.text, which is plain words: numbers, dates and marks have been read out."""
        notes, words, now = [], [], 0.0
        for number, word in enumerate(re.finditer(r"\\S+", utterance.text)):
            utterance.cancel.check()
            hertz = HERTZ[utterance.voice] * 2 ** (number % 8 / 12)
            note = self._hummed(len(word[0]), hertz, utterance.speed)
            seconds = len(note) / self.rate
            if any(map(str.isalnum, word[0])):
                words.append(Word(word[0], word.span(), now, now + seconds))
            notes.append(note)
            now += seconds
        return Rendering(samples=np.concatenate(notes), sample_rate=self.rate, words=tuple(words))

    def close(self):
        """Free the model; may be called more than once."""

    def _hummed(self, letters, hertz, speed):
        length = round((letters + 1) * SECONDS / speed * self.rate)
        note = 0.3 * np.sin(2 * np.pi * hertz / self.rate * np.arange(length)) * np.hanning(length)
        return note.astype(np.float32)
''',
    "tests/test_contract.py": '''\
"""The voice keeps every law of tts-core."""

from $package import model as ours
from tts_core.testing import SynthesizerContract


class TestContract(SynthesizerContract):
    """Every check there is; `tts-core check $name` asks the same."""

    model = ours
''',
}


@click.command("new-plugin", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that it is written in. Without it: this one.",
)
@as_json
def command(name: str, into: Path, as_json: bool) -> None:
    """
    Write the package of a new voice called NAME.

    It speaks, and passes every check, before a line of it is changed: change one after the other.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"a plugin's name is small letters, digits and hyphens, as my-voice, not {name!r}")
    folder = into / f"tts-{name}"
    if folder.exists():
        raise ValueError(f"{str(folder)!r} is already there; choose another name, or --into another folder")
    written = _write(folder, name)
    if as_json:
        print_json({"folder": str(folder), "files": written, "model": name})
        return
    package = f"tts_{name.replace('-', '_')}"
    click.echo(f"Wrote {folder}:")
    for each in written:
        click.echo(f"  {each}")
    click.echo(
        f"\nNext:\n  cd {folder}\n  tts-core check {package}:model\n  pip install -e .\n"
        f'  tts-core say --model {name} "Hello."'
    )


def _write(folder: Path, name: str) -> list[str]:
    from importlib.metadata import version

    values = {
        "name": name,
        "distribution": f"tts-{name}",
        "package": f"tts_{name.replace('-', '_')}",
        "core": ".".join(version("tts-core").split(".")[:2]),
    }
    written = []
    for path, text in _FILES.items():
        place = Template(path).substitute(values)
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(text).substitute(values), "utf-8")
        written.append(place)
    return written
