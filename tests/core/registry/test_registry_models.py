"""Which model a name means, and how loaded models are lent."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tts_core import (
    Budget,
    LoadOptions,
    Model,
    ModelCard,
    ModelFile,
    ModelUnavailable,
    Registry,
    Rendering,
    Synthesizer,
    UnknownModel,
    UnknownVoice,
    Utterance,
    Voice,
    synthesize,
)
from tts_core.testing import Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Hum:
    """A synthesizer that hums, and knows how often it was closed."""

    def __init__(self) -> None:
        self.closed = 0

    def speak(self, utterance: Utterance) -> Rendering:
        del utterance
        return Rendering(samples=np.full(800, 0.1, dtype=np.float32), sample_rate=8000)

    def close(self) -> None:
        self.closed += 1


class Maker:
    """Makes hums, counts how many, and can be made to wait or to fail."""

    def __init__(self) -> None:
        self.made: list[Hum] = []
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None
        self.tries = 0

    def __call__(self, options: LoadOptions) -> Synthesizer:
        del options
        self.tries += 1
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        self.made.append(Hum())
        return self.made[-1]


def card(name: str = "hum", *, rank: int = 0, size: int = 0, listed: bool = True) -> ModelCard:
    return ModelCard(id=name, sample_rate=8000, rank=rank, size=size, listed=listed)


FILE = ModelFile(repo="a/b", revision="0" * 40, name="x.onnx", bytes=1, sha256="0" * 64)


class TestChoosing:
    def test_the_best_rank_that_is_here_is_the_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a name the best-ranked model whose files are here speaks, and the choice says so."""
        monkeypatch.delenv("TTS_CORE_MODEL", raising=False)
        absent = ModelCard(id="absent", sample_rate=8000, rank=9, files=(FILE,))
        registry = Registry(
            [
                Model(card("low", rank=-1), Maker()),
                Model(card("high", rank=5), Maker()),
                Model(absent, Maker()),
                Model(card("unlisted", rank=99, listed=False), Maker()),
            ]
        )

        choice = next(registry.catalog.choices(None))

        assert (choice.model.card.id, choice.how) == ("high", "default")

    def test_a_model_says_itself_whether_its_files_are_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A model with files becomes the default once it says that they are here."""
        monkeypatch.delenv("TTS_CORE_MODEL", raising=False)
        here = Model(
            ModelCard(id="files", sample_rate=8000, rank=9, files=(FILE,)),
            Maker(),
            present=lambda options: True,
        )

        assert Registry([Model(card(), Maker()), here]).model().card.id == "files"

    def test_the_environment_names_the_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """TTS_CORE_MODEL decides where the call names no model, and only there."""
        monkeypatch.setenv("TTS_CORE_MODEL", "low")
        registry = Registry([Model(card("low", rank=-1), Maker()), Model(card("high", rank=5), Maker())])

        assert next(registry.catalog.choices(None)).how == "environment"
        assert registry.model().card.id == "low"
        assert registry.model("high").card.id == "high"

    def test_an_unknown_default_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A TTS_CORE_MODEL that names nothing is an error, not a reason to take another model."""
        monkeypatch.setenv("TTS_CORE_MODEL", "hmu")

        with pytest.raises(UnknownModel, match="did you mean 'hum'"):
            Registry([Model(card(), Maker())]).model()

    def test_a_taken_name_is_refused(self) -> None:
        """Registering a name twice is an error that says so, unless it is meant."""
        registry = Registry([Model(card(), Maker())])
        other = Model(card(), Maker())

        with pytest.raises(ValueError, match="already there"):
            registry.register(other)
        registry.register(other, replace=True)

        assert registry.model("hum") is other

    def test_registries_share_nothing(self) -> None:
        """A model registered in one registry is unknown in another."""
        Registry([Model(card(), Maker())])

        with pytest.raises(UnknownModel):
            Registry().model("hum")

    def test_dynamic_voices_are_listed_once(self) -> None:
        """A model that lists its voices itself is asked once."""
        asked = []

        def listing() -> tuple[Voice, ...]:
            asked.append(1)
            return (Voice(id="anna"),)

        registry = Registry([Model(ModelCard(id="m", sample_rate=8000, voices=listing), Maker())])
        model = registry.model("m")

        assert registry.voices(model) == registry.voices(model) == (Voice(id="anna"),)
        assert len(asked) == 1

    def test_voices_are_listed_by_the_folder_that_a_call_names(self, tmp_path: Path) -> None:
        """A function of voices that takes an argument is told where the files are, and asked once."""
        asked = []

        def listing(options: LoadOptions) -> tuple[Voice, ...]:
            asked.append(options)
            return (Voice(id="here" if options.cache_dir else "usual"),)

        registry = Registry([echo_model("m", voices=listing, default_voice=None)])
        model, there = registry.model("m"), LoadOptions(cache_dir=tmp_path)

        assert not registry.is_listed(model, there)
        assert synthesize("Hello.", model="m", load=there, registry=registry).receipt.voice == "here"
        assert synthesize("Hello.", model="m", registry=registry).receipt.voice == "usual"
        with pytest.raises(UnknownVoice):
            synthesize("Hello.", model="m", voice="usual", load=there, registry=registry)
        assert asked == [there, LoadOptions()]

    def test_a_function_of_voices_may_have_arguments_of_its_own(self) -> None:
        """One that needs no argument is given none, whatever it could take besides."""

        def listing(told: object = None, *more: object, key: object = None) -> tuple[Voice, ...]:
            assert (told, more, key) == (None, (), None)
            return (Voice(id="anna"),)

        model = Model(ModelCard(id="m", sample_rate=8000, voices=listing), Maker())

        assert Registry([model]).voices(model) == (Voice(id="anna"),)


class TestLending:
    def test_concurrent_first_leases_load_once(self) -> None:
        """Eight threads that lease a model at once wait for one load and get the same synthesizer."""
        maker = Maker()
        maker.gate.clear()
        registry = Registry([Model(card(), maker)])
        ready = threading.Barrier(9)

        def lease() -> Synthesizer:
            ready.wait()
            with registry.lease("hum") as synthesizer:
                return synthesizer

        with ThreadPoolExecutor(8) as threads:
            leases = [threads.submit(lease) for _ in range(8)]
            ready.wait()
            maker.gate.set()
            lent = {id(each.result()) for each in leases}

        assert len(lent) == len(maker.made) == 1

    def test_other_load_options_are_another_model(self) -> None:
        """One model loaded in two ways is two synthesizers; asked for the first, nobody gets the second."""
        registry = Registry([Model(card(), Maker())])

        with registry.lease("hum") as plain, registry.lease("hum", LoadOptions(threads=2)) as threaded:
            assert plain is not threaded

    def test_a_failed_load_is_remembered(self) -> None:
        """A load that failed is not tried again at once; who asks is told the first cause."""
        maker = Maker()
        maker.error = OSError("no such file: voice.onnx")
        registry = Registry([Model(card(), maker)])

        for _ in range(3):
            with pytest.raises(ModelUnavailable, match=r"voice\.onnx"), registry.lease("hum"):
                pass

        assert maker.tries == 1
        assert registry.figures("hum").errors == 1
        assert registry.figures("hum").last_error == "OSError"

    def test_a_failed_load_is_tried_again_after_its_cooldown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """After the cooldown a model that failed is loaded again, and works once what was wrong is mended."""
        from tts_core.registry import pool

        monkeypatch.setattr(pool, "FIRST_COOLDOWN", 0.0)
        maker = Maker()
        maker.error = OSError("no such file")
        registry = Registry([Model(card(), maker)])
        with pytest.raises(ModelUnavailable), registry.lease("hum"):
            pass
        maker.error = None

        with registry.lease("hum"):
            pass

        assert maker.tries == 2

    def test_the_least_recently_used_goes_first(self) -> None:
        """Over its budget a registry unloads the idle model that was used longest ago."""
        makers = {name: Maker() for name in "abc"}
        registry = Registry(
            [Model(card(name), maker) for name, maker in makers.items()], budget=Budget(models=2)
        )

        for name in ("a", "b", "a", "c"):
            with registry.lease(name):
                pass

        assert registry.loaded() == ["a", "c"]
        assert makers["b"].made[0].closed == 1
        assert makers["a"].made[0].closed == 0

    def test_a_budget_in_bytes_holds(self) -> None:
        """Models whose sizes together pass the budget do not all stay loaded."""
        registry = Registry(
            [Model(card(name, size=60), Maker()) for name in ("a", "b")], budget=Budget(bytes=100)
        )

        for name in ("a", "b"):
            with registry.lease(name):
                pass

        assert registry.loaded() == ["b"]

    def test_a_model_in_use_is_never_unloaded(self) -> None:
        """Neither budget nor unload nor close takes a model from under who uses it."""
        maker = Maker()
        registry = Registry([Model(card("a"), maker), Model(card("b"), Maker())], budget=Budget(models=1))

        with registry.lease("a"):
            with registry.lease("b"):
                pass
            assert registry.unload("a") == []
            registry.close()
            assert maker.made[0].closed == 0

        assert maker.made[0].closed == 1

    def test_what_a_model_reports_of_itself_is_kept(self) -> None:
        """What is only known once a model is loaded stands with its figures."""

        class Telling(Hum):
            def report(self) -> dict[str, str]:
                return {"providers": "CPUExecutionProvider"}

        registry = Registry([Model(card(), lambda options: Telling())])
        with registry.lease("hum"):
            pass

        assert registry.figures("hum").as_dict()["running"] == {"providers": "CPUExecutionProvider"}

    def test_a_closed_registry_lends_nothing(self) -> None:
        """A lease on a closed registry is an error that says so."""
        registry = Registry([Model(card(), Maker())])
        registry.close()

        with pytest.raises(ModelUnavailable, match="closed"), registry.lease("hum"):
            pass

    def test_unloading_gives_the_model_back(self) -> None:
        """An idle model is closed when it is unloaded, and loaded anew when it is wanted again."""
        maker = Maker()
        registry = Registry([Model(card(), maker)])
        with registry.lease("hum"):
            pass

        assert registry.unload("hum") == ["hum"]
        with registry.lease("hum"):
            pass

        assert [hum.closed for hum in maker.made] == [1, 0]


def test_a_registry_that_is_forgotten_closes_its_models(until: Callable[[Callable[[], bool]], None]) -> None:
    """What a registry has loaded is closed when nobody holds the registry any more."""
    recorder = Recorder()
    synthesize("One.", registry=Registry([echo_model("e", recorder=recorder)]))
    gc.collect()

    until(lambda: recorder.closes == 1)
