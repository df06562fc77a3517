"""
The public forms of Kokoro 82M v1.0, and its voices.

The graphs are those of onnx-community/Kokoro-82M-v1.0-ONNX on the Hugging Face hub, the voices in one
file those of the kokoro-onnx project, all Apache-2.0. The grades are the makers' own, for what each voice
learned from (https://huggingface.co/hexgrad/Kokoro-82M/blob/main/VOICES.md); some voices have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tts_core import ModelFile
from tts_hibari.catalogue import READING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FORMS", "LANGUAGES", "REPOSITORY", "VOICES", "Form", "grades"]

REPOSITORY = "onnx-community/Kokoro-82M-v1.0-ONNX"
_COMMIT = "1939ad2a8e416c0acfeecc08a694d14ef25f2231"
VOICES = ModelFile(
    name="voices-v1.0.bin",
    url="https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/voices-v1.0.bin",
    bytes=28_214_398,
    sha256="bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d",
)
"""All 54 of them, an archive of arrays (.npz) in spite of its name."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which the same model is published."""

    name: str
    graph: ModelFile
    megabytes: int
    """Memory that it takes when loaded, roughly."""
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """The graph, the voices, and what English is read with."""
        return (self.graph, VOICES, *READING)


def _graph(name: str, size: int, sha256: str) -> ModelFile:
    return ModelFile(name=f"onnx/{name}", repo=REPOSITORY, revision=_COMMIT, bytes=size, sha256=sha256)


FORMS = {
    form.name: form
    for form in (
        Form(
            "fp32",
            _graph(
                "model.onnx",
                325_532_232,
                "8fbea51ea711f2af382e88c833d9e288c6dc82ce5e98421ea61c058ce21a34cb",
            ),
            megabytes=800,
            pros=("as it was trained",),
            cons=("325 MB to download",),
        ),
        Form(
            "fp16",
            _graph(
                "model_fp16.onnx",
                163_234_740,
                "ba4527a874b42b21e35f468c10d326fdff3c7fc8cac1f85e9eb6c0dfc35c334a",
            ),
            megabytes=600,
            pros=("half the download of full precision",),
            cons=("no faster than full precision on processors: it is for graphics cards",),
        ),
        Form(
            "int8",
            _graph(
                "model_quantized.onnx",
                92_361_116,
                "fbae9257e1e05ffc727e951ef9b9c98418e6d79f1c9b6b13bd59f5c9028a1478",
            ),
            megabytes=300,
            pros=("92 MB to download",),
            cons=("no faster than full precision on processors without VNNI or the like",),
        ),
    )
}
"""Each form by its name."""

LANGUAGES = {
    "a": "en-US", "b": "en-GB", "e": "es", "f": "fr-FR", "h": "hi", "i": "it", "j": "ja", "p": "pt-BR",
    "z": "zh",
}  # fmt: skip
"""The language of a voice by the first letter of its id; the second tells a woman's from a man's."""

_GRADES = """
af heart:A alloy:C aoede:C+ bella:A- jessica:D kore:C+ nicole:B- nova:C river:D sarah:C+ sky:C-
am adam:F+ echo:D eric:D fenrir:C+ liam:D michael:C+ onyx:D puck:C+ santa:D-
bf alice:D emma:B- isabella:C lily:D
bm daniel:D fable:C george:C lewis:D+
ef dora
em alex santa
ff siwis:B-
hf alpha:C beta:C
hm omega:C psi:C
if sara:C
im nicola:C
jf alpha:C+ gongitsune:C nezumi:C- tebukuro:C
jm kumo:C-
pf dora
pm alex santa
zf xiaobei:D xiaoni:D xiaoxiao:D xiaoyi:D
zm yunjian:D yunxi:D yunxia:D yunyang:D
"""


def grades() -> Iterator[tuple[str, str]]:
    """Give the id of each voice, and its grade."""
    for line in _GRADES.strip().split("\n"):
        kind, *voices = line.split()
        for voice in voices:
            name, _, grade = voice.partition(":")
            yield f"{kind}_{name}", grade
