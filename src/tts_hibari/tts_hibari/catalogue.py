"""The voices there are, the files of hibari-tts 0.2.1 that are used, and what each must be to the byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import ModelFile, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BRITISH_GOLD",
    "BRITISH_SILVER",
    "BRITISH_SPELLING",
    "BRITISH_SPELLING_LETTERS",
    "EXCEPTIONS",
    "FILES",
    "GOLD",
    "GRAPH",
    "READING",
    "SILVER",
    "SPELLING",
    "SPELLING_LETTERS",
    "TAGGER",
    "VOCABULARY",
    "VOICES",
]

GRAPH = "hibari.onnx"
VOCABULARY = "vocab.json"
GOLD, SILVER = "lexicon_us_gold.json.gz", "lexicon_us_silver.json.gz"
TAGGER, EXCEPTIONS = "tagger.json.gz", "tokenizer_exceptions.json"
SPELLING, SPELLING_LETTERS = "oov.onnx", "oov.json"
BRITISH_GOLD, BRITISH_SILVER = "lexicon_gb_gold.json.gz", "lexicon_gb_silver.json.gz"
BRITISH_SPELLING, BRITISH_SPELLING_LETTERS = "oov_gb.onnx", "oov_gb.json"

_PINS = (
    (GRAPH, 7_936_868, "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8"),
    (VOCABULARY, 1_144, "70abefbe8a1c8865e43e0a43bbdc25b91a33e4aa053479d443ccf23e20a59e5d"),
    (GOLD, 719_352, "63ae94f8ef0e906d5b24fe9b59ffcbd1529aca5686a774610e43973cbaa86ad2"),
    (SILVER, 682_530, "c4c2546ebf1eb07010331e7ef785a431aa17ba8e7bfb6b4af8d654ee96a71fd3"),
    (TAGGER, 1_240_667, "d2da7502284bbbe45d49e0b7ce3ce67bdab82254150f4317f1b8559b4d38d0eb"),
    (EXCEPTIONS, 32_450, "ddf3a3da07bdcf5144270ea4530191d8580fb4fd6f5ae93296e87916e795659a"),
    (SPELLING, 2_975_020, "d3cfd8122c5f172a98c8de38268bf1213ee09f2c2ae4df6e055fc6532590fe76"),
    (SPELLING_LETTERS, 2_273, "b462e6e5dbdf0e7346c732385d0dd844f612f1770871441c56932bff4ca75d8c"),
)
_BRITISH_PINS = (
    (BRITISH_GOLD, 696_547, "66e675f23eb007d6707d23fe6603ba5e19f3513aefe42e3c8cd6c078a85f2ce0"),
    (BRITISH_SILVER, 799_678, "637f887dd557d193af8c106f5c26624850db3e7bf0ec751ba917aac6d75e948d"),
    (BRITISH_SPELLING, 942_734, "0997e3219543247de5646078d770f8ca77011d8fd0abb29fe48d12c60f53e9e1"),
    (BRITISH_SPELLING_LETTERS, 2_096, "e29077fc3548f08f2fab82a87e03309f614658d91d0ba464e653265e9a4d0cad"),
)


def _packaged(pins: Iterable[tuple[str, int, str]]) -> tuple[ModelFile, ...]:
    return tuple(
        ModelFile(name=name, package="hibari.assets", distribution="hibari-tts", bytes=size, sha256=sha256)
        for name, size, sha256 in pins
    )


FILES = _packaged((*_PINS, *_BRITISH_PINS))
"""What is needed beside the graphs of further voices, each inside the installed package."""
READING = _packaged((*_PINS[1:], *_BRITISH_PINS))
"""What English, American and British, is read with: all but the voice itself."""

_DOWNLOADS = (
    ("emma", "bf_emma", 7_936_868, "f709f0488ee63b583a22189a955aaf4257b9806dd330be3490661e53af0a89c1"),
    ("fable", "bm_fable", 7_936_868, "c28529302f2d27cd12f62625c24425888c4e3c2675583100ec530259136b8bc6"),
    ("fenrir", "am_fenrir_v2", 8_031_158, "f59fbd87908c91f827bc21b1b89443757b9a8580db9eee20aa948deb731321f4"),
    ("kore", "af_kore", 7_936_868, "346885752673e45d42f9864c9e2432094bc4b6385df060d4b83273da764d2fa9"),
)
"""The voices that are downloads, as the package's own list has them: id, name of the file, bytes, SHA-256."""


def _downloaded(id_: str, named: str, size: int, sha256: str) -> Voice:
    kokoro = named.removesuffix("_v2")
    name = f"voices/{named}.int8.onnx"
    file = ModelFile(repo="maureesewilliams/hibari", name=name, bytes=size, sha256=sha256)
    return Voice(
        id=id_,
        name=id_.title(),
        language="en-GB" if kokoro[0] == "b" else "en-US",
        gender="female" if kokoro[1] == "f" else "male",
        description="downloaded when it is first asked for: 8 MB",
        aliases=(kokoro,),
        files=(file,),
    )


VOICES = (
    Voice(id="heart", name="Heart", language="en-US", gender="female", aliases=("af_heart",)),
    *(_downloaded(*each) for each in _DOWNLOADS),
)
"""Whose voice it can be; the first is inside the package, a graph of its own has each of the others."""
