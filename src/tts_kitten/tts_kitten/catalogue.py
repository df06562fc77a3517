"""The models of KittenML, where they are, what each file must be to the byte, and their voices."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from tts_core import ModelFile

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CATALOGUE", "USUAL_NAMES", "Entry"]

USUAL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "Bella": "expr-voice-2-f",
        "Jasper": "expr-voice-2-m",
        "Luna": "expr-voice-3-f",
        "Bruno": "expr-voice-3-m",
        "Rosie": "expr-voice-4-f",
        "Hugo": "expr-voice-4-m",
        "Kiki": "expr-voice-5-f",
        "Leo": "expr-voice-5-m",
    }
)
"""What the voices are called; the oldest models do not say it themselves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One known model."""

    id: str
    label: str
    description: str
    repo: str
    """On the Hugging Face hub."""
    revision: str
    megabytes: int
    """Memory that it takes when loaded, roughly."""
    rank: int
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    pins: str = ""
    """Name, bytes and SHA-256 of each file, a line each, where they are known."""

    @property
    def files(self) -> tuple[ModelFile, ...]:
        """The pinned files."""
        return tuple(
            ModelFile(repo=self.repo, revision=self.revision, name=name, bytes=int(size), sha256=sha256)
            for name, size, sha256 in map(str.split, self.pins.strip().splitlines())
        )


_OLD = ("superseded by the 0.8 models", "held to its commit, and to the hub's checksums, but not to ours")

CATALOGUE = (
    Entry(
        id="kitten-nano",
        label="KittenTTS nano 0.8",
        description="15 million parameters in full precision: the fastest of the family on most processors.",
        repo="KittenML/kitten-tts-nano-0.8-fp32",
        revision="7a1db645b1f3ab9420761d87428e042b9cec3f26",
        pins="""
        config.json 688 b66006ccbeccd4de5fc3c9272059c47f5725df7215fd889785c03602652fab64
        voices.npz 3278902 8aa7cee235abb0739cb51e6559685f65a4dacd95568833d05699b1633f519b3f
        kitten_tts_nano_v0_8.onnx 56767095 320564d2615f235de972ca27a7f39551c94185cfa24ca85b07a29084135f1e5e
        """,
        megabytes=200,
        rank=50,
        pros=("fast on a plain processor", "eight lively voices", "60 MB to download"),
        cons=("English only",),
    ),
    Entry(
        id="kitten-micro",
        label="KittenTTS micro 0.8",
        description="36 million parameters, quantised: between nano and mini.",
        repo="KittenML/kitten-tts-micro-0.8",
        revision="1ccf72b2c2048fd17efac7de2fab32d10e225084",
        pins="""
        config.json 473 1f0bd2208348f9211cb0da64fcd1536eb28228571cc6b09e767eb6e203a0a532
        voices.npz 3278902 112710c1be8ad0e967c190fb0fd95cbe5848ec4791b93209f20b28b7da20dac1
        kitten_tts_micro_v0_8.onnx 41384970 95481626fee1ba70ce683e69c534fc7cb38433c46ce42d3abbeafb4b9f1a4123
        """,
        megabytes=250,
        rank=48,
        pros=("clearer than nano",),
        cons=("English only", "slower than nano"),
    ),
    Entry(
        id="kitten-mini",
        label="KittenTTS mini 0.8",
        description="74 million parameters, quantised: the best sound of the family.",
        repo="KittenML/kitten-tts-mini-0.8",
        revision="c02725660cea441db4c383af69f1f26f5cd00947",
        pins="""
        config.json 470 6b160bc9b19e24ecb21e84bc14f8a7da21fdf47ec72d42450bc5cf514b61804a
        voices.npz 3278902 40ad2638952b77b7b2f30127e2608e169fc69dd256b53bd8aaa3409a33193c42
        kitten_tts_mini_v0_8.onnx 78268016 0f5bbae4fc4800c98dbc544a87ecfa79510de2fb8222db30d12e5bfe9177df91
        """,
        megabytes=350,
        rank=49,
        pros=("the best sound of the family",),
        cons=("English only", "the slowest of the family"),
    ),
    Entry(
        id="kitten-nano-int8",
        label="KittenTTS nano 0.8, 8 bits",
        description="The nano model quantised to 8 bits: half the download, and not the better for it.",
        repo="KittenML/kitten-tts-nano-0.8-int8",
        revision="84781d74e29ee25217551556398b42f80593a813",
        pins="""
        config.json 688 b66006ccbeccd4de5fc3c9272059c47f5725df7215fd889785c03602652fab64
        voices.npz 3278902 8aa7cee235abb0739cb51e6559685f65a4dacd95568833d05699b1633f519b3f
        kitten_tts_nano_v0_8.onnx 24369971 f7b0afcbee92870b32b8e0276d855b954dc25470c9f051b376ac7eee537c76fc
        """,
        megabytes=150,
        rank=40,
        pros=("28 MB to download",),
        cons=(
            "English only",
            "noisy on some machines, as its makers warn: prefer kitten-nano",
            "often slower than kitten-nano: 8-bit operators are not the fast ones",
        ),
    ),
    Entry(
        id="kitten-nano-0.2",
        label="KittenTTS nano 0.2",
        description="The second preview of the nano model.",
        repo="KittenML/kitten-tts-nano-0.2",
        revision="9c81564aa56c6fb79f83780e87099357b88d6617",
        megabytes=150,
        rank=20,
        cons=("English only", *_OLD),
    ),
    Entry(
        id="kitten-nano-0.1",
        label="KittenTTS nano 0.1",
        description="The first preview of the nano model.",
        repo="KittenML/kitten-tts-nano-0.1",
        revision="7d99aae46867223af52d5ea16d076d8839ce1a2e",
        megabytes=150,
        rank=19,
        cons=("English only", *_OLD),
    ),
    Entry(
        id="kitten-mini-0.1",
        label="KittenTTS mini 0.1",
        description="The first preview of the mini model.",
        repo="KittenML/kitten-tts-mini-0.1",
        revision="main",
        megabytes=500,
        rank=18,
        cons=("English only", "superseded by the 0.8 models", "held to nothing but the hub's checksums"),
    ),
)
"""Every known model, by itself."""
