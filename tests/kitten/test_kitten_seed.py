from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from tts_core import UnsupportedOption, Utterance
from tts_onnx.session.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from tts_kitten.synthesizer import KittenSynthesizer

    Load = Callable[..., KittenSynthesizer]


def behind(folder: Path, add: Callable[[str], list[onnx.NodeProto]], *weights: onnx.TensorProto) -> None:
    """Put nodes between the waveform of a model and its output; they take the name given and make "after"."""
    path = folder / "tones.onnx"
    changed = onnx.load(path)
    last = next(node for node in changed.graph.node if "waveform" in node.output)
    new = add(last.input[0])
    place = list(changed.graph.node).index(last)
    last.input[0] = "after"
    for offset, node in enumerate(new):
        changed.graph.node.insert(place + offset, node)
    changed.graph.initializer.extend(weights)
    onnx.save(changed, path)


def spoken(load: Load, folder: Path) -> NDArray[np.float32]:
    synthesizer = load(folder)
    rendering = synthesizer.speak(Utterance(text="Once more, and once more."))
    synthesizer.close()
    return rendering.samples


def test_model_with_breath_says_the_same_each_time(build: Callable[..., Path], load: Load) -> None:
    """A model that draws its breath by lot gives the same samples each time it is loaded."""
    folder = build()
    quiet = spoken(load, folder)
    breathing(folder)
    one, two = spoken(load, folder), spoken(load, folder)
    assert one.tobytes() == two.tobytes()
    assert one.tobytes() != quiet.tobytes()


def test_graph_of_other_shapes_is_run_as_it_was_published(build: Callable[..., Path], load: Load) -> None:
    """Where what is multiplied behind a normalisation is no style, the model speaks as before."""
    folder = build()
    before = spoken(load, folder)
    behind(
        folder,
        lambda name: [
            helper.make_node("Reshape", [name, "row"], ["rows"]),
            helper.make_node("InstanceNormalization", ["rows", "one", "none"], ["even"]),
            helper.make_node("Mul", ["rows", "even"], ["times"]),
            helper.make_node("Add", ["times", "rows"], ["plus"]),
            helper.make_node("Sub", ["plus", "times"], ["back"]),
            helper.make_node("Reshape", ["back", "flat"], ["after"]),
        ],
        numpy_helper.from_array(np.array([1, 1, -1], dtype=np.int64), "row"),
        numpy_helper.from_array(np.array([-1], dtype=np.int64), "flat"),
        numpy_helper.from_array(np.ones(1, dtype=np.float32), "one"),
        numpy_helper.from_array(np.zeros(1, dtype=np.float32), "none"),
    )
    np.testing.assert_allclose(spoken(load, folder), before, atol=1e-5)


def breathing(folder: Path) -> Path:
    """Let a model draw its breath by lot."""
    behind(
        folder,
        lambda name: [
            helper.make_node("RandomNormalLike", [name], ["drawn"]),
            helper.make_node("Mul", ["drawn", "little"], ["breath"]),
            helper.make_node("Add", [name, "breath"], ["after"]),
        ],
        numpy_helper.from_array(np.array(1e-3, dtype=np.float32), "little"),
    )
    return folder


def seeded(load: Load, folder: Path, seed: int) -> bytes:
    synthesizer = load(folder)
    rendering = synthesizer.speak(Utterance(text="Once more, and once more.", options={"seed": seed}))
    synthesizer.close()
    return rendering.samples.tobytes()


def test_seed_is_another_breath(build: Callable[..., Path], load: Load) -> None:
    """The same seed gives the same samples, another one others, also from a graph that is kept beside."""
    folder = breathing(build())
    usual, first, second = (seeded(load, folder, seed) for seed in (0, 1, 2**31 - 1))
    assert usual == spoken(load, folder).tobytes()
    assert len({usual, first, second}) == 3
    assert seeded(load, folder, 1) == first
    Kept(folder / "tones.onnx").want()
    load(folder).close()
    assert Kept(folder / "tones.onnx").is_valid()
    assert [seeded(load, folder, seed) for seed in (0, 1)] == [usual, first]


def test_model_without_dice_takes_any_seed(build: Callable[..., Path], load: Load) -> None:
    """A model that draws nothing by lot says the same for every seed."""
    folder = build()
    assert seeded(load, folder, 0) == seeded(load, folder, 7)


def test_seed_that_would_change_nothing_is_refused(build: Callable[..., Path], load: Load) -> None:
    """A model whose dice cannot be told anything refuses a seed instead of ignoring it."""
    folder = build()
    behind(
        folder,
        lambda name: [
            helper.make_node("RandomNormalLike", [name], ["drawn"], scale=3.0),
            helper.make_node("Mul", ["drawn", "little"], ["breath"]),
            helper.make_node("Add", [name, "breath"], ["after"]),
        ],
        numpy_helper.from_array(np.array(1e-4, dtype=np.float32), "little"),
    )
    assert seeded(load, folder, 0)
    with pytest.raises(UnsupportedOption, match="seed"):
        seeded(load, folder, 7)
