"""The errors, which are one tree."""

from __future__ import annotations

import pickle

import pytest

from tts_core import (
    Cancelled,
    EncodingUnavailable,
    ModelUnavailable,
    NothingToSpeak,
    Registry,
    SpeechTooLong,
    SynthesisFailed,
    TTSError,
    UnknownModel,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
    synthesize,
)
from tts_core.testing import echo_model


def test_a_list_of_names_reads_well() -> None:
    """A name that differs from another in its case only is said once, and one with a comma is set apart."""
    error = UnknownVoice("nobody", "echo", ["heart", "Heart", "af", "Afrikaans, female"])

    assert error.known == ["af", "Afrikaans, female", "heart"]
    assert "Known: af, 'Afrikaans, female', heart." in str(error)


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

    @pytest.mark.parametrize(
        "kind",
        [
            Cancelled,
            EncodingUnavailable,
            ModelUnavailable,
            NothingToSpeak,
            SpeechTooLong,
            SynthesisFailed,
            UnknownModel,
            UnknownVoice,
            UnsupportedLanguage,
            UnsupportedOption,
        ],
    )
    def test_one_sentence_is_enough(self, kind: type[TTSError]) -> None:
        """Every error can be raised with one sentence, and says it."""
        assert "its licence has expired" in str(kind("its licence has expired"))

    def test_the_model_is_written_in_where_it_was_left_out(self) -> None:
        """An error that a plugin raised without naming its model names it when it leaves the registry."""
        model = echo_model("modest", fail_load=ModelUnavailable("its licence has expired"))
        registry = Registry([model])

        with pytest.raises(ModelUnavailable) as raised:
            synthesize("Hello.", model="modest", registry=registry)

        assert raised.value.model == "modest"
        assert "modest" in str(raised.value)
        assert "its licence has expired" in str(raised.value)
