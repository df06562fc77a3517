"""The floor: nothing but runs of the graph as it was published, on the tokens that we would give it."""

from __future__ import annotations

import json
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Floor"]


class Floor:
    """A bare session, with so many threads in each run and so many runs side by side."""

    def __init__(self, folder: Path, voice: str, *, threads: int, beside: int) -> None:
        import numpy as np
        import onnxruntime

        config = json.loads((folder / "config.json").read_text("utf-8"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(str(folder / config["model_file"]), options)
        self._styles = np.load(folder / config["voices"])[voice]
        self._speed = np.array([config.get("speed_priors", {}).get(voice, 1.0)], dtype=np.float32)
        self._beside = beside
        self._folder = folder
        self._prepared: dict[str, list[Any]] = {}

    def prepare(self, text: str) -> None:
        """Find out which tokens we would give to the model; this is not measured."""
        import numpy as np

        import tts_core
        from tts_espeak.reading import american
        from tts_kitten.tokens import bounded, encode

        said = [piece.said.strip() for piece in tts_core.explain(text, model=f"kitten:{self._folder}").pieces]
        self._prepared[text] = [
            {
                "input_ids": np.array([bounded(encode(american(each)).tokens, (10, 0))], dtype=np.int64),
                "style": self._styles[(row := min(len(each), len(self._styles) - 1)) : row + 1],
                "speed": self._speed,
            }
            for each in said
        ]

    def speak(self, text: str) -> Iterator[NDArray[np.float32]]:
        """Yield what each run gives."""
        feeds = deque(self._prepared[text])
        with ThreadPoolExecutor(self._beside) as pool:
            running: deque[Future[Any]] = deque()
            while feeds or running:
                while feeds and len(running) < 2 * self._beside:
                    running.append(pool.submit(self._session.run, None, feeds.popleft()))
                yield running.popleft().result()[0].reshape(-1)
