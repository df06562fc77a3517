"""sherpa-onnx on the same graph: what it wants to be told is added to a copy of the model."""

from __future__ import annotations

import json
import queue
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Sherpa", "convert"]


class Sherpa:
    """A model loaded by sherpa-onnx."""

    def __init__(self, folder: Path, voice: str, *, threads: int) -> None:
        import espeakng_loader
        import sherpa_onnx

        kitten = sherpa_onnx.OfflineTtsKittenModelConfig(
            model=str(folder / "model.onnx"),
            voices=str(folder / "voices.bin"),
            tokens=str(folder / "tokens.txt"),
            data_dir=str(espeakng_loader.get_data_path()),
        )
        model = sherpa_onnx.OfflineTtsModelConfig(kitten=kitten, num_threads=threads)
        self._model: Any = sherpa_onnx.OfflineTts(sherpa_onnx.OfflineTtsConfig(model=model))
        names = (folder / "names.txt").read_text("utf-8").split()
        self._voice = names.index(voice)

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield the sound as its callback brings it."""
        came: queue.SimpleQueue[Any] = queue.SimpleQueue()

        def receive(samples: Any, _: float) -> int:
            came.put(samples.copy())
            return 1

        def work() -> None:
            self._model.generate(text, sid=self._voice, speed=1.0, callback=receive)
            came.put(None)

        thread = threading.Thread(target=work)
        thread.start()
        while (samples := came.get()) is not None:
            yield samples
        thread.join()


def convert(folder: Path, out: Path) -> None:
    """Write the model in *folder* to *out* in the shape that sherpa-onnx reads."""
    import numpy as np
    import onnx

    from tts_kitten.symbols import TOKENS

    config = json.loads((folder / "config.json").read_text("utf-8"))
    styles = np.load(folder / config["voices"])
    names = sorted(styles.files)
    shape = styles[names[0]].shape
    priors = config.get("speed_priors", {})
    told = {
        "model_type": "kitten-tts",
        "language": "English",
        "has_espeak": 1,
        "sample_rate": 24_000,
        "version": 8,
        "voice": "en-us",
        "max_token_len": 400,
        "start_id": 0,
        "end_id": 10,
        "pad_id": 0,
        "add_pad_after_end": 1,
        "style_dim": f"{shape[0]},{shape[1]}" if len(shape) == 2 else "1,256",
        "n_speakers": len(names),
        "speaker_names": ",".join(names),
        "speaker_speed_priors": ",".join(str(priors.get(name, 1.0)) for name in names),
    }
    model = onnx.load(folder / config["model_file"])
    del model.metadata_props[:]
    for key, value in told.items():
        model.metadata_props.add(key=key, value=str(value))
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, out / "model.onnx")
    np.concatenate([styles[name].astype(np.float32).reshape(-1) for name in names]).tofile(out / "voices.bin")
    lines = "".join(f"{symbol} {token}\n" for symbol, token in TOKENS.items())
    (out / "tokens.txt").write_text(lines, "utf-8")
    (out / "names.txt").write_text("\n".join(names), "utf-8")
