"""Which models there are, and which one a name, or no name, means."""

from __future__ import annotations

import difflib
import logging
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn

from ..effects import OWN
from ..errors import EffectUnavailable, ModelUnavailable, TTSError, UnknownModel
from ..foreign import ForeignCall, described
from ..forks import renew_after_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..card import LoadOptions
    from ..effects import Effect
    from ..model import Model
    from ..plugins import PluginProblem, Plugins
    from ..text.normalize import TextLanguage

__all__ = ["Catalog", "Choice"]

DEFAULT_MODEL = "TTS_CORE_MODEL"
"""The environment variable that names the default model."""

_log = logging.getLogger("tts_core")


@dataclass(frozen=True, slots=True)
class Choice:
    """A model and how it came to be the one."""

    model: Model
    how: Literal["asked", "environment", "default"]


class Catalog:
    """The models that an application registered and those that plugins bring."""

    def __init__(self, discover: Callable[[], Plugins] | None = None) -> None:
        self._discover = discover
        self._plugins: Plugins | None = None
        self._own: dict[str, Model] = {}
        self._could: list[Model] | None = None
        self._untold: dict[str, TTSError] = {}
        self._own_effects: dict[str, Effect] = {}
        self._own_languages: dict[str, TextLanguage] = {}
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Take no turn from a thread that a forked child does not have."""
        self._lock = threading.RLock()

    @property
    def plugins(self) -> Plugins | None:
        """The installed plugins, looked for once; None for a catalog that does not look."""
        with self._lock:
            if self._plugins is None and self._discover is not None:
                self._plugins = self._discover()
            return self._plugins

    @property
    def is_complete(self) -> bool:
        """Whether plugins were looked for already, where they are to be."""
        return self._discover is None or self._plugins is not None

    @property
    def problems(self) -> tuple[PluginProblem, ...]:
        """What is wrong with the plugins that do not work."""
        plugins = self.plugins
        return tuple(plugins.problems) if plugins else ()

    def register(self, model: Model, *, replace: bool = False) -> None:
        """Add a model of the application's own. A taken name is an error unless it may be replaced."""
        with self._lock:
            taken = self._named(model.card.id)
            if taken and not replace:
                owner = taken[0].card.plugin or "the application itself"
                raise ValueError(
                    f"model {model.card.id!r} is already there, from {owner}; "
                    "choose another id or pass replace=True"
                )
            self._own[model.card.id] = model

    def models(self, *, unlisted: bool = False) -> list[Model]:
        """All models that can be asked for, best rank first; a name that two plugins claim is left out."""
        with self._lock:
            plugins = self.plugins
            brought = [model for plugin in plugins.working for model in plugin.models] if plugins else []
            names = [model.card.id for model in brought]
            alone = [
                model
                for model in brought
                if names.count(model.card.id) == 1 and model.card.id not in self._own
            ]
            found = [*self._own.values(), *alone]
        shown = [model for model in found if unlisted or model.card.listed]
        return sorted(shown, key=lambda model: (-model.card.rank, model.card.id))

    def catalogue(self) -> list[Model]:
        """All models that could be had besides those that are listed; the plugins are asked once."""
        with self._lock:
            plugins = self.plugins
            if self._could is None:
                self._could = plugins.catalogue() if plugins else []
            taken = [model.card.id for model in (*self._could, *self.models(unlisted=True))]
        alone = (model for model in self._could if taken.count(model.card.id) == 1)
        return sorted(alone, key=lambda model: model.card.id)

    def clashes(self) -> dict[str, list[str]]:
        """The names that several plugins claim, with the distributions that do."""
        plugins = self.plugins
        claims: dict[str, list[str]] = {}
        for plugin in plugins.working if plugins else []:
            for model in plugin.models:
                claims.setdefault(model.card.id, []).append(plugin.distribution)
        return {name: owners for name, owners in claims.items() if len(owners) > 1 and name not in self._own}

    def find(self, name: str) -> Model:
        """Return the model called *name*, or raise what says why there is none."""
        with self._lock:
            named = self._named(name)
        if len(named) > 1:
            owners = " and ".join(f"{model.card.plugin}" for model in named)
            raise ModelUnavailable(name, f"two plugins bring it: {owners}", "uninstall one of them")
        if named:
            return named[0]
        if ":" in name:
            referenced = self._referenced(name)
            if referenced is not None:
                return referenced
        could = {model.card.id: model for model in self.catalogue()}
        if name in could:
            return could[name]
        self._blame_broken_plugin(name)
        known = [model.card.id for model in self.models()]
        note = "" if known else "Install one: pip install tts-espeak."
        if could:
            known += difflib.get_close_matches(name, could, n=1)
            note = note or "List them: tts-core models --all."
        raise UnknownModel(name, known, note=note)

    def choices(self, name: str | None, options: LoadOptions | None = None) -> Iterator[Choice]:
        """
        Give the model that *name* means; without a name, the environment's, else all that are here.

        The best comes first. Models that an application registered itself count though they are not
        listed, after all that are. Raises where there is none.
        """
        named = os.environ.get(DEFAULT_MODEL, "").strip()
        if name is not None or named:
            yield Choice(self.find(name or named), "asked" if name is not None else "environment")
            return
        own = [model for model in self._own.values() if not model.card.listed]
        here = False
        for model in (*self.models(), *sorted(own, key=lambda model: -model.card.rank)):
            if self.is_here(model, options):
                here = True
                yield Choice(model, "default")
        if not here:
            self._refuse_without_any()

    def _refuse_without_any(self) -> NoReturn:
        """Say why there is no model that could be the default."""
        for error in self._untold.values():
            raise error
        self._blame_broken_plugin("")
        absent = [model.card.id for model in self.models()]
        if absent:
            fix = (
                f"ask for it by name (model={absent[0]!r}), which brings its files, or pip install tts-espeak"
            )
            raise ModelUnavailable(absent[0], "no model's files are here", fix)
        raise UnknownModel("(default)", (), note="Install one: pip install tts-espeak.")

    def is_here(self, model: Model, options: LoadOptions | None = None) -> bool:
        """
        Whether *model* can be loaded without downloading anything.

        One that fails to answer is taken for absent, so that it harms nobody else; the log says so once.
        """
        try:
            here = model.is_here(options)
            self._untold.pop(model.card.id, None)
            return here
        except TTSError as error:
            if model.card.id not in self._untold:
                _log.warning("taken for absent: %s", error)
            self._untold[model.card.id] = error
            return False

    def register_effect(self, effect: Effect) -> None:
        """Add an effect of the application's own; it goes before those that are installed."""
        with self._lock:
            self._own_effects[effect.card.id] = effect

    def effects(self) -> list[Effect]:
        """All effects that can be asked for, by their names."""
        plugins = self.plugins
        brought = [effect for plugin in plugins.working for effect in plugin.effects] if plugins else []
        found = [*self._own_effects.values()]
        found += [each for each in (*OWN, *brought) if each.card.id not in self._own_effects]
        return sorted(found, key=lambda effect: effect.card.id)

    def register_language(self, language: TextLanguage) -> None:
        """Add a language of the application's own; it goes before those that are installed."""
        with self._lock:
            self._own_languages[language.tag] = language

    def languages(self) -> dict[str, TextLanguage]:
        """All languages that are not the core's own, by their tags; one that two bring refuses to read."""
        found: dict[str, TextLanguage] = {}
        for plugin in self.plugins.working if self.plugins else ():
            for language in plugin.languages:
                other = found.get(language.tag)
                found[language.tag] = language.instead_of(other) if other else language
        return found | self._own_languages

    def effect(self, name: str) -> Effect:
        """Return the effect called *name*, or raise what says why there is none."""
        known = self.effects()
        named = [effect for effect in known if effect.card.id == name]
        if len(named) > 1:
            owners = " and ".join(effect.card.plugin for effect in named)
            raise EffectUnavailable(name, f"{owners} both bring it", "uninstall the plugin that may go")
        if not named:
            near = difflib.get_close_matches(name, [effect.card.id for effect in known], n=1)
            meant = f"; did you mean {near[0]!r}?" if near else ""
            here = ", ".join(effect.card.id for effect in known)
            why = f"there is none of this name{meant} Known: {here}" if meant else f"there are {here}"
            raise EffectUnavailable(name, why, "install the plugin that brings it")
        return named[0]

    def _named(self, name: str) -> list[Model]:
        if name in self._own:
            return [self._own[name]]
        plugins = self.plugins
        brought: Iterable[Model] = (m for p in plugins.working for m in p.models) if plugins else ()
        return [model for model in brought if model.card.id == name]

    def _referenced(self, reference: str) -> Model | None:
        """Ask every plugin; one that breaks over a name that may be another's is blamed only at the end."""
        plugins = self.plugins
        broken: tuple[str, BaseException] | None = None
        for plugin in plugins.working if plugins else []:
            model = None
            with ForeignCall() as asked:
                model = plugin.model(reference)
            if isinstance(asked.raised, TTSError | ValueError):
                raise asked.raised
            if asked.raised is not None:
                broken = (plugin.distribution, asked.raised)
            elif model is not None:
                return model
        if broken is not None:
            why = f"{broken[0]} failed on that name: {described(broken[1])}"
            raise ModelUnavailable(reference, why, f"pip install -U {broken[0]}") from broken[1]
        return None

    def _blame_broken_plugin(self, name: str) -> None:
        """Raise for a name that a broken plugin may have brought: its own, or one that begins so."""
        for problem in self.problems:
            if (
                not name
                or name == problem.plugin
                or name.startswith((f"{problem.plugin}-", f"{problem.plugin}:"))
            ):
                raise ModelUnavailable(
                    name or problem.plugin, str(problem), problem.fix
                ) from problem.exception
