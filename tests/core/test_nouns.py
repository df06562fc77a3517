"""The values that everything is said in."""

from __future__ import annotations

import itertools
import json
import pickle
import wave
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

import tts_core
from tts_core import (
    Audio,
    Cancelled,
    CancelToken,
    ModelCard,
    ModelUnavailable,
    NothingToSpeak,
    Option,
    Pauses,
    Registry,
    Request,
    Rules,
    TTSError,
    UnknownModel,
    UnsupportedOption,
    Voice,
)
from tts_core.captions import KINDS
from tts_core.encoding import read_tags
from tts_core.testing import echo_model
from tts_core.text.spans import Spoken, Token

if TYPE_CHECKING:
    from pathlib import Path


class TestErrors:
    def test_they_are_one_tree(self) -> None:
        """Every error class of tts_core is a TTSError, so that one except clause catches all."""
        from tts_core import errors

        for name in errors.__all__:
            assert issubclass(getattr(errors, name), TTSError)

    def test_the_module_is_its_own_documentation(self) -> None:
        """Every error stands in the tree that opens the module."""
        from tts_core import errors

        for name in errors.__all__:
            assert name in (errors.__doc__ or "")

    def test_the_nearest_name_is_suggested(self) -> None:
        """A misspelt name is answered with the one that was meant, in whatever case."""
        assert "did you mean 'Luna'?" in str(UnknownModel("lunna", ["Luna", "Bella"]))
        assert "did you mean" not in str(UnknownModel("qqqq", ["Luna", "Bella"]))

    @pytest.mark.parametrize(
        "error",
        [
            Cancelled("stopped"),
            NothingToSpeak("it is empty"),
            UnknownModel("x", ["y"]),
            UnsupportedOption("pitch", "m", ["rate"], why="it is a stone"),
            ModelUnavailable("m", "it is not here", "get it"),
        ],
    )
    def test_they_travel_between_processes(self, error: TTSError) -> None:
        """An error that was pickled says the same and has the same fields."""
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)

        assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))

    def test_many_names_are_not_all_shown(self) -> None:
        """A long list of known names is cut, and says how many more there are."""
        assert "92 more" in str(UnknownModel("x", [f"voice{index}" for index in range(100)]))


class TestAudio:
    @given(nps.arrays(np.float32, st.integers(0, 200), elements=st.floats(-4, 4, width=32, allow_nan=False)))
    def test_pcm16_clips_and_never_wraps(self, samples: np.ndarray) -> None:
        """Each 16-bit sample has the sign of its source and is as near to it as 16 bits allow."""
        coded = np.frombuffer(Audio(samples, 8000).pcm16(), dtype="<i2").astype(np.float64) / 32767

        assert np.abs(coded - np.clip(samples, -32768 / 32767, 1)).max(initial=0) <= 0.51 / 32767

    def test_two_rates_are_never_joined(self) -> None:
        """Joining audio of two rates is an error, not chipmunks."""
        with pytest.raises(ValueError, match="resample"):
            Audio.joined([Audio.silence(0.1, 8000), Audio.silence(0.1, 16000)])

    def test_nothing_joined_needs_a_rate(self) -> None:
        """No parts at all join to nothing, at the rate that is given."""
        assert len(Audio.joined([], 8000)) == 0
        with pytest.raises(ValueError, match="no audio"):
            Audio.joined([])

    def test_stereo_is_refused(self) -> None:
        """Audio is mono; anything else is refused rather than flattened."""
        with pytest.raises(ValueError, match="mono"):
            Audio(np.zeros((2, 10), dtype=np.float32), 8000)

    def test_samples_cannot_be_written_to(self) -> None:
        """A speech that was handed out cannot be changed under somebody else."""
        audio = Audio.silence(0.1, 8000)

        with pytest.raises(ValueError, match="read-only"):
            audio.samples[0] = 1.0

    @pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
    def test_resampling_keeps_length_and_pitch(self, rate: int) -> None:
        """Resampled sound lasts as long and sounds as high as before, and nothing folds back."""
        line = np.arange(24000) / 24000
        audio = Audio((0.5 * np.sin(2 * np.pi * 1000 * line)).astype(np.float32), 24000)

        moved = audio.resampled(rate)
        spectrum = np.abs(np.fft.rfft(moved.samples * np.hanning(len(moved))))
        loudest = int(np.argmax(spectrum))
        others = np.delete(spectrum, range(loudest - 4, loudest + 5))

        assert moved.duration == pytest.approx(audio.duration, abs=1 / rate)
        assert loudest * rate / len(moved) == pytest.approx(1000, abs=1)
        assert others.max() < spectrum[loudest] / 300


class TestOptions:
    @pytest.mark.parametrize(
        ("option", "good", "bad"),
        [
            (Option(name="n", type=int, min=0, max=9), [0, 9, 3.0], [-1, 10, 1.5, "3", True, None]),
            (Option(name="x", type=float, min=0.5), [0.5, 1, 1e9], [0.4, float("nan"), float("inf"), "1"]),
            (Option(name="b", type=bool), [True, False], [0, 1, "yes"]),
            (Option(name="s", type=str, choices=("a", "b")), ["a", "b"], ["c", 1, None]),
        ],
    )
    def test_values_are_checked(self, option: Option, good: list[object], bad: list[object]) -> None:
        """An option takes what its type and bounds allow and refuses all else by its name."""
        for value in good:
            assert option.check(value) == value
        for value in bad:
            with pytest.raises(ValueError, match=repr(option.name)):
                option.check(value)

    @pytest.mark.parametrize(
        ("option", "text", "value"),
        [
            (Option(name="n", type=int), "7", 7),
            (Option(name="x", type=float), "0.25", 0.25),
            (Option(name="b", type=bool), "Yes", True),
            (Option(name="b", type=bool), "off", False),
            (Option(name="s", type=str), "plain", "plain"),
        ],
    )
    def test_values_are_read_from_text(self, option: Option, text: str, value: object) -> None:
        """A command line's text becomes a value of the option's type."""
        assert option.parse(text) == value

    @pytest.mark.parametrize(
        ("option", "text"),
        [(Option(name="n", type=int), "seven"), (Option(name="b", type=bool), "perhaps")],
    )
    def test_text_that_is_no_value(self, option: Option, text: str) -> None:
        """Text that is no value of the type is refused with both named."""
        with pytest.raises(ValueError, match=text):
            option.parse(text)

    def test_a_card_fills_in_and_refuses(self) -> None:
        """A card's options are complete after checking, and the unknown is refused."""
        card = ModelCard(id="m", sample_rate=8000, options=(Option(name="pitch", type=int, default=50),))

        assert card.checked_options({}) == {"pitch": 50}
        assert card.checked_options({"pitch": 7}) == {"pitch": 7}
        with pytest.raises(UnsupportedOption, match="did you mean 'pitch'"):
            card.checked_options({"pich": 7})

    @pytest.mark.parametrize(
        "wrong",
        [{"id": ""}, {"id": " m"}, {"sample_rate": 0}, {"best": 500}, {"concurrency": 0}, {"first": 0}],
    )
    def test_an_impossible_card_is_refused(self, wrong: dict[str, object]) -> None:
        """A card that cannot be true is a ValueError where it is made."""
        with pytest.raises(ValueError, match="must be"):
            ModelCard(**{"id": "m", "sample_rate": 8000, **wrong})  # type: ignore[arg-type]  # the point


def test_a_voice_answers_to_its_names_in_any_case() -> None:
    """Id, name and aliases all name the voice, whatever their case."""
    voice = Voice(id="expr-voice-2-f", name="Bella", aliases=("Belle",))

    assert all(voice.answers_to(name) for name in ("EXPR-voice-2-F", "bella", "BELLE"))
    assert not voice.answers_to("")
    assert not voice.answers_to("bell")


@pytest.mark.parametrize(
    ("offered", "wanted", "suit"),
    [
        ("en-US", "en", True),
        ("en", "en-GB", True),
        ("en-US", "en-GB", False),
        ("zh", "cmn", True),
        ("no", "nb-NO", True),
        ("pt_BR", "pt-br", True),
        ("de", "en", False),
        ("eng", "en", False),
    ],
)
def test_languages_suit_each_other(offered: str, wanted: str, suit: bool) -> None:
    """A voice suits a language that is the same, more general or more special, and no other."""
    assert Voice(id="x", language=offered).speaks(wanted) is suit


class TestPauses:
    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("So. ", "."),
            ('He said "no!" ', "!"),
            ("Why?)", "?"),
            ("first, ", ","),
            ("none at all ", ""),
            ("", ""),
        ],
    )
    def test_the_last_mark_decides(self, text: str, mark: str) -> None:
        """The rest is that of the mark that ended the text, quotes and brackets aside."""
        pauses = Pauses()

        assert pauses.between(text, paragraph=False) == pauses.after[mark]

    @pytest.mark.parametrize("changes", [{"..": 1.0}, {".": -1.0}, {".": float("nan")}, {".": 61.0}])
    def test_impossible_pauses_are_refused(self, changes: dict[str, float]) -> None:
        """A pause that cannot be is a ValueError that names the mark."""
        with pytest.raises(ValueError, match="pause"):
            Pauses.of(changes)


class TestCancelToken:
    def test_a_stopping_function_is_called_once(self) -> None:
        """What is lent for a call is called when it is cancelled, and never after the call."""
        token, calls = CancelToken(), []
        with token.calling(lambda: calls.append("inside")):
            token.cancel()
            token.cancel()
        with token.calling(lambda: calls.append("already")):
            pass

        assert calls == ["inside", "already"]

    def test_nothing_is_called_after_the_block(self) -> None:
        """A cancel that comes after the block stops nothing that was lent inside it."""
        token, calls = CancelToken(), []
        with token.calling(lambda: calls.append("late")):
            pass
        token.cancel()

        assert calls == []
        with pytest.raises(Cancelled):
            token.check()


class TestSpoken:
    TOKENS = (
        Token("", 0, 2, "mark"),
        Token("He paid ", 2, 10),
        Token("three dollars fifty", 10, 15, "money"),
        Token("", 15, 16, "dropped"),
        Token(" and left.", 16, 26),
    )

    def test_sources_are_exact_in_prose_and_whole_elsewhere(self) -> None:
        """Prose maps character by character; a written thing maps as a whole."""
        spoken = Spoken(self.TOKENS)

        assert spoken.source(3, 7) == (5, 9)
        assert spoken.source(10, 15) == (10, 15)
        assert spoken.source(0, len(spoken.text)) == (2, 26)

    @given(st.lists(st.integers(0, 37), max_size=5))
    def test_parts_cover_the_whole(self, cuts: list[int]) -> None:
        """Cut anywhere, the parts say the whole text and cover its source without gap or overlap."""
        spoken = Spoken(self.TOKENS)
        edges = sorted(
            {0, *cuts, len(spoken.text)} - {position for position in cuts if position > len(spoken.text)}
        )
        parts = [spoken.part(start, end) for start, end in itertools.pairwise(edges)]

        assert "".join(part.text for part in parts) == spoken.text
        position = 0
        for part in parts:
            for token in part.tokens:
                assert token.start == position
                position = token.end
        assert position == 26


class TestRequest:
    def test_a_finished_request_is_taken_as_it_is(self) -> None:
        """A Request may be given in place of a text, and nothing else beside it."""
        registry = Registry([echo_model()])
        made = Request(text="Hello.", model="echo", voice="bob")

        assert tts_core.synthesize(made, registry=registry).receipt.voice == "bob"
        with pytest.raises(TypeError, match="finished Request"):
            tts_core.synthesize(made, voice="ada", registry=registry)

    def test_rules_choose_what_is_normalised(self) -> None:
        """Normalize takes the classes to leave alone."""
        registry = Registry([echo_model()])
        speech = tts_core.synthesize(
            "It cost $5 on 3 days.",
            model="echo",
            normalize=Rules(off=frozenset({"money"})),
            registry=registry,
        )

        assert "three" in speech.receipt.text


class TestSpeech:
    @pytest.fixture
    def speech(self) -> tts_core.Speech:
        return tts_core.synthesize("It cost $3.50. Cheap!", model="echo", registry=Registry([echo_model()]))

    def test_a_saved_file_is_the_speech(self, speech: tts_core.Speech, tmp_path: Path) -> None:
        """What is saved is what was spoken, and nothing is left beside it."""
        path = speech.save(tmp_path / "speech.wav")

        with wave.open(str(path)) as file:
            assert file.getframerate() == speech.audio.sample_rate
            assert file.readframes(file.getnframes()) == speech.audio.pcm16()
        assert [each.name for each in tmp_path.iterdir()] == ["speech.wav"]

    def test_a_file_that_cannot_be_saved_leaves_nothing(
        self, speech: tts_core.Speech, tmp_path: Path
    ) -> None:
        """A save that fails leaves what was there before, and no part of a file."""
        (tmp_path / "speech.wav").mkdir()

        with pytest.raises(OSError, match="speech"):
            speech.save(tmp_path / "speech.wav")
        with pytest.raises(ValueError, match="xyz"):
            speech.save(tmp_path / "speech.xyz")

        assert [each.name for each in tmp_path.iterdir()] == ["speech.wav"]

    def test_the_receipt_is_plain_json(self, speech: tts_core.Speech) -> None:
        """A receipt goes through JSON unchanged, and names what was used."""
        held = json.loads(speech.receipt.as_json())

        assert held == json.loads(json.dumps(speech.receipt.as_dict()))
        assert held["versions"]["tts-core"]
        assert (held["model"], held["chosen"]) == ("echo", "asked")

    def test_captions_show_the_callers_words(self, speech: tts_core.Speech) -> None:
        """Captions hold what the caller wrote, not what was said for it."""
        assert "$3.50" in speech.srt()
        assert speech.vtt().startswith("WEBVTT")

    def test_a_file_says_that_a_machine_spoke(self, speech: tts_core.Speech, tmp_path: Path) -> None:
        """A saved file says that it is synthetic speech, by which model and voice; a receipt, all of it."""
        plain = read_tags(speech.save(tmp_path / "plain.flac"))
        full = read_tags(speech.save(tmp_path / "full.flac", receipt=True))

        assert (plain.synthetic, plain.model, plain.artist) == (True, "echo", "ada")
        assert plain.receipt is None
        assert full.receipt == speech.receipt.as_json()

    def test_saved_and_encoded_are_the_same(self, speech: tts_core.Speech, tmp_path: Path) -> None:
        """What save writes block by block is what encode returns at once."""
        for name in ("wav", "flac", "mp3", "opus", "pcm"):
            path = speech.save(tmp_path / f"speech.{name}")

            assert path.read_bytes() == speech.encode(name)

    def test_captions_do_not_show_markup(self) -> None:
        """Marks are instructions, not text: captions leave them out and show what entities stand for."""
        registry = Registry([echo_model()])
        speech = tts_core.synthesize(
            "<speak>You &amp; I, <voice name='bob'>not Bob</voice>.</speak>",
            model="echo",
            markup=True,
            registry=registry,
        )

        assert "You & I, not Bob." in speech.srt(max_chars=80)

    @pytest.mark.parametrize("kind", KINDS)
    def test_captions_of_every_kind(self, speech: tts_core.Speech, kind: str) -> None:
        """Captions of each kind hold the caller's words; a kind that there is not is refused."""
        assert "$3.50" in speech.captions(kind)
        with pytest.raises(ValueError, match="srt, vtt, lrc"):
            speech.captions("smi")

    def test_a_notebook_gets_a_player(self, speech: tts_core.Speech) -> None:
        """In a notebook a speech is a player that holds the whole sound."""
        import base64
        import re

        page = speech._repr_html_()
        data = re.search(r"base64,([^\"]+)", page)

        assert data is not None
        with wave.open(BytesIO(base64.b64decode(data[1]))) as file:
            assert file.getnframes() == len(speech.audio)
