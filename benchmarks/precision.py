"""
Whether numbers of fewer bits make a graph faster, and whether it still says the same.

    python -m benchmarks precision --model FOLDER
    python -m benchmarks precision --model FOLDER --tokens 60 --rounds 1

Makes the graph anew with weights of 16 bits, wholly in 16 bits, and quantised to 8 bits while it runs,
and lets each, the published one and those that the plugin rewrites, without and with its own operator,
speak the same tokens on one thread, in turn. What the graph draws by lot comes from the same table in
all of them, so that whatever differs is the precision. Times are the processor's, as ratios to the
published graph. Needs onnx.

How far a sound is off is harder to say. The graph adds up the phase of its pitch and asks for its angle,
which jumps at half a turn: a pitch that differs in its last bit can end in another waveform. So there
is a row for the published graph calculated in another order, with the runtime's optimisations off; the
magnitudes of the spectra are compared too, in frames of 1,024 samples; and the last line says how far
apart two readings of the published graph are that draw by lot.
"""

from __future__ import annotations

import logging
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from peers.measurement import ratio
from peers.options import add_model, make_parser, model_folder
from peers.report import rows_of
from peers.sample_texts import text_of

from tts_espeak.reading import american
from tts_kitten.config import parsed
from tts_kitten.tokens import bounded, encode
from tts_onnx import kernel
from tts_onnx.file.graph import Graph
from tts_onnx.rewrite.noise import settled
from tts_onnx.rewrite.passes import rewrite
from tts_onnx.voice.styles import read_styles, style

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Made = Callable[[Any, Path], None]

OURS = "32 bits, rewritten, with our operator"
PUBLISHED, REORDERED = "32 bits, as published", "the same, the runtime's optimisations off"
SMALL = 256
"""Tensors of fewer numbers are shapes, axes and the like, and not worth a conversion."""


@dataclass(slots=True)
class Variant:
    """One graph of them all, loaded, and what its runs gave."""

    session: Any
    megabytes: float
    loading: float
    busy: list[float] = field(default_factory=list)
    waveform: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))
    durations: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))


def weights_of_16_bits(model: Any, path: Path) -> None:
    """Keep the weights in 16 bits in the file; each is brought to 32 by a node of its own."""
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < SMALL:
            continue
        name = tensor.name
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{name} in 16 bits")
        casts.append(helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT))
        tensor.CopyFrom(half)
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, path)


def wholly_16_bits(model: Any, path: Path) -> None:
    """Calculate in 16 bits wherever the runtime's own converter knows how."""
    from onnxruntime.transformers.float16 import convert_float_to_float16

    onnx.save(convert_float_to_float16(model, keep_io_types=True), path)


def quantised(*kinds: str, signed: bool = False) -> Made:
    """Return how to quantise the operators of these kinds, or all that can be, to 8 bits."""

    def made(model: Any, path: Path) -> None:
        from onnxruntime.quantization import QuantType, quantize_dynamic

        bits = QuantType.QInt8 if signed else QuantType.QUInt8
        logging.disable(logging.WARNING)  # It advises a step that changes nothing here.
        quantize_dynamic(model, path, op_types_to_quantize=list(kinds) or None, weight_type=bits)
        logging.disable(logging.NOTSET)

    return made


VARIANTS: dict[str, Made] = {
    PUBLISHED: onnx.save,
    REORDERED: onnx.save,
    "32 bits, rewritten": lambda model, path: _write(path, rewrite(model.SerializeToString()).data),
    OURS: lambda model, path: _write(path, rewrite(model.SerializeToString(), own=True).data),
    "weights in 16 bits": weights_of_16_bits,
    "wholly in 16 bits": wholly_16_bits,
    "8 bits, all that can be": quantised(),
    "8 bits with a sign, all that can be": quantised(signed=True),
    "8 bits, products of matrices and recurrent layers": quantised("MatMul", "Gemm", "LSTM"),
}


def loaded(name: str, graph: bytes, folder: Path) -> Variant:
    """Make the variant called *name* of the graph and load it."""
    path = folder / f"{len(list(folder.iterdir()))}.onnx"
    VARIANTS[name](onnx.load_from_string(graph), path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    if name == REORDERED:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    if name == OURS:
        options.register_custom_ops_library(str(kernel.library()))
    began = time.process_time()
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return Variant(session, path.stat().st_size / 1e6, time.process_time() - began)


def main() -> None:
    """Make them, let them speak in turn, print."""
    parser = make_parser(__doc__)
    add_model(parser)
    parser.add_argument("--tokens", type=int, default=200, help="how long the utterance is; 200")
    parser.add_argument("--rounds", type=int, default=7, help="how often each speaks it; 7")
    given = parser.parse_args()
    source = model_folder(given.model)
    config = parsed((source / "config.json").read_bytes())
    tokens = bounded(encode(american(text_of(1_500))).tokens[: given.tokens], config.ending)
    feeds = {
        "input_ids": np.array([tokens], dtype=np.int64),
        "style": style(next(iter(read_styles(source / config.voices).values())), given.tokens),
        "speed": np.array([0.8], dtype=np.float32),
    }
    graph = Graph((source / config.graph).read_bytes())
    settled(graph)
    variants: dict[str, Variant] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name in VARIANTS:
            try:
                variants[name] = loaded(name, graph.written(), Path(temporary))
            except (
                Exception
            ) as error:  # Converters and the runtime raise a dozen kinds; one is no reason to end.
                print(f"{name}: cannot be made: {str(error).splitlines()[0]}")
    for number in range(given.rounds + 1):
        for each in variants.values():
            began = time.process_time()
            waveform, durations = each.session.run(["waveform", "duration"], feeds)
            if number:
                each.busy.append(time.process_time() - began)
            each.waveform, each.durations = waveform.reshape(-1), durations.reshape(-1)
    by_lot = onnxruntime.InferenceSession(str(source / config.graph), providers=["CPUExecutionProvider"])
    one, other = (by_lot.run(["waveform"], feeds)[0].reshape(-1) for _ in range(2))
    told = [row(name, each, variants[PUBLISHED]) for name, each in variants.items()]
    print(f"{len(tokens)} tokens, {len(variants[PUBLISHED].waveform) / 24_000:.1f} s of sound\n")
    print("\n".join(rows_of(told)))
    print(
        f"two readings of the published graph, as it draws by lot: spectra differ by {spectral(one, other)}"
    )


def row(name: str, one: Variant, published: Variant) -> dict[str, str]:
    """Return a row of the table."""
    changed = int((one.durations != published.durations).sum())
    waveform = spectrum = "other lengths"
    if not changed:
        loudest = float(np.abs(published.waveform).max())
        waveform = f"{float(np.abs(one.waveform - published.waveform).max()) / loudest:.1e} of the peak"
        spectrum = spectral(one.waveform, published.waveform)
    return {
        "graph": name,
        "file": f"{one.megabytes:.1f} MB",
        "loading, processor s": f"{one.loading:.2f}",
        "run, processor s": f"{statistics.median(one.busy):.3f}",
        "against the published": str(ratio(one.busy, published.busy)),
        "durations that differ": f"{changed} of {len(published.durations)}",
        "waveform differs by": waveform,
        "spectrum differs by": spectrum,
    }


def spectral(one: NDArray[np.float32], other: NDArray[np.float32]) -> str:
    """Return how far two sounds are apart, heard as spectra, as a share of all that there is."""
    window = np.hanning(1024)
    frames = [np.lib.stride_tricks.sliding_window_view(each, 1024)[::256] for each in (one, other)]
    first, second = (np.abs(np.fft.rfft(each * window)) for each in frames)
    return f"{float(np.abs(first - second).sum() / second.sum()):.1%}"


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


if __name__ == "__main__":
    main()
