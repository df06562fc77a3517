from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
import pytest

from tts_onnx.rewrite.vits import parted
from tts_onnx.voice.pieces import stretches
from tts_piper.voice import INPUTS, OUTPUT, Manner, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tts_onnx.session.session import Feeds

CPU = ("CPUExecutionProvider",)
JOE = "en_US-joe-medium.onnx"
IDS = [1, 0, *(token for number in (*range(14, 44), 3) * 3 for token in (number, 0)), 2]


@pytest.fixture(scope="module")
def voice(joe_files: Mapping[str, Path]) -> Voice:
    """The real voice, in its two parts."""
    return Voice(
        parted(joe_files[JOE].read_bytes(), INPUTS, OUTPUT), 22_050, [1, 0, 0, 2], threads=1, providers=CPU
    )


def published(path: Path, ids: Sequence[int]) -> NDArray[np.float32]:
    """What the graph as it was published makes of *ids* without its noise."""
    session: Any = onnxruntime.InferenceSession(path, providers=list(CPU))
    samples: NDArray[np.float32] = session.run(None, feeds(ids))[0].reshape(-1)
    return samples


def feeds(ids: Sequence[int]) -> Feeds:
    """What goes into the graph that says *ids* without noise."""
    return {
        "input": np.array([ids], dtype=np.int64),
        "input_lengths": np.array([len(ids)], dtype=np.int64),
        "scales": np.array([0.0, 1.0, 0.0], dtype=np.float32),
    }


def steps(samples: NDArray[np.float32]) -> NDArray[np.int64]:
    """The samples in 16 bits."""
    return np.rint(samples * 32767).astype(np.int64)


def test_the_pieces_are_the_graph_as_it_was_published(voice: Voice, joe_files: Mapping[str, Path]) -> None:
    """Joined, the pieces are within one step of 16 bits of the graph in one run, nothing rewritten."""
    whole = published(joe_files[JOE], IDS)
    latent = voice.encoded(IDS, Manner(0.0, 1.0, 0.0))
    cut = stretches(latent.length, ())

    pieces = [voice.decoded(latent, begin, end) for begin, end in cut]

    assert len(cut) > 2
    assert len(np.concatenate(pieces)) == len(whole)
    assert np.abs(steps(np.concatenate(pieces)) - steps(whole)).max() <= 1


def test_the_cut_changes_no_bit(joe_files: Mapping[str, Path]) -> None:
    """The two parts one after the other, as they are cut, give what the whole graph gives, bit for bit."""
    parts = parted(joe_files[JOE].read_bytes(), INPUTS, OUTPUT)
    encoder, decoder = (
        onnxruntime.InferenceSession(part, providers=list(CPU)) for part in (parts.encoder, parts.decoder)
    )

    (latent,) = encoder.run([parts.latent], feeds(IDS))
    (sound,) = decoder.run(None, {parts.latent: latent})

    assert np.array_equal(sound.reshape(-1), published(joe_files[JOE], IDS))


def test_durations_add_up_to_the_samples_exactly(voice: Voice) -> None:
    """The frames of all ids times the samples of a frame are the samples."""
    latent = voice.encoded(IDS, Manner(0.667, 1.0, 0.8))

    assert latent.frames is not None
    assert len(latent.frames) == len(IDS)
    assert int(latent.frames.sum()) * 256 == len(voice.decoded(latent, 0, latent.length))


def test_a_stretch_is_the_same_however_far_it_is_from_an_edge(voice: Voice) -> None:
    """What the decoder sees around a stretch is all that its sound depends on."""
    latent = voice.encoded(IDS, Manner(0.0, 1.0, 0.0))
    whole = voice.decoded(latent, 0, latent.length)

    for begin in (1, 17, 60):
        part = voice.decoded(latent, begin, begin + 20)
        assert np.abs(part - whole[begin * 256 : (begin + 20) * 256]).max() < 1e-5


def test_how_far_the_decoder_sees_is_read_out_of_the_graph(
    joe_files: Mapping[str, Path], write: Callable[..., Path]
) -> None:
    """The samples of a frame and the reach are those of the graph: 256 and 13 for joe, others for another."""
    joe, small = (
        parted(joe_files[JOE].read_bytes(), INPUTS, OUTPUT),
        parted(write().read_bytes(), INPUTS, OUTPUT),
    )

    assert (joe.hop, joe.reach) == (256, 13)
    assert (small.hop, small.reach) == (8, 6)


def test_another_seed_is_another_way_of_saying_it(voice: Voice) -> None:
    """The same seed gives the same latent to the last bit, another seed another one."""
    one, again, other = (voice.encoded(IDS, Manner(0.667, 1.0, 0.8, seed=seed)) for seed in (3, 3, 4))

    assert np.array_equal(one.columns, again.columns)
    assert one.length != other.length or not np.array_equal(one.columns, other.columns)
