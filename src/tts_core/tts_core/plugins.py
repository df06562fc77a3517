"""
Finding plugins, each on its own, so that a broken one silences nobody else.

pluggy's own entry-point loading stops at the first ImportError and a hook call stops at the first
exception; here every plugin has a manager to itself, and what goes wrong with it is kept as a
PluginProblem for those who ask.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Literal

import pluggy

from . import hookspecs
from .effects import Effect
from .foreign import ForeignCall, described
from .model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .text.normalize import TextLanguage

__all__ = ["GROUP", "Plugin", "PluginProblem", "Plugins"]

GROUP = "tts_core"
"""The entry point group that plugins announce themselves in."""

PATIENCE = 5.0
"""Seconds after which the log names the plugin that is still being asked for its models."""

_log = logging.getLogger("tts_core")

Phase = Literal["import", "api", "register", "models", "catalogue", "commands"]


@dataclass(frozen=True, slots=True)
class PluginProblem:
    """Why an installed plugin does not take part, and what to do about it."""

    plugin: str
    distribution: str
    version: str
    phase: Phase
    exception: BaseException
    fix: str

    def __str__(self) -> str:
        who = f"plugin {self.plugin!r} ({self.distribution} {self.version})"
        why = described(self.exception)
        return f"{who} is installed but broken ({self.phase}): {why}. To fix it: {self.fix}"


@dataclass(frozen=True, slots=True)
class Plugin:
    """One installed plugin that works, and the models it brings."""

    name: str
    distribution: str
    version: str
    models: tuple[Model, ...]
    manager: pluggy.PluginManager
    effects: tuple[Effect, ...] = ()
    languages: tuple[TextLanguage, ...] = ()

    def model(self, reference: str) -> Model | None:
        """Ask for the model that *reference* names; the plugin may not know it."""
        found: Model | None = self.manager.hook.tts_model(reference=reference)
        return _labelled(found, self.distribution) if found is not None else None

    def catalogue(self) -> list[Model]:
        """Ask for the models that it could bring besides those that it brought."""
        could = [model for named in self.manager.hook.tts_catalogue() for model in named]
        for model in could:
            if not isinstance(model, Model):
                raise TypeError(f"tts_catalogue named {model!r}, which is no tts_core.Model")
        return [_labelled(model, self.distribution) for model in could]


class _Faulty(Exception):
    def __init__(self, phase: Phase, fix: str) -> None:
        self.phase = phase
        self.fix = fix
        super().__init__(phase)


class Plugins:
    """Every plugin of one environment, the working and the broken."""

    def __init__(self, entries: Iterable[EntryPoint]) -> None:
        self.working: list[Plugin] = []
        self.problems: list[PluginProblem] = []
        for entry in sorted(entries, key=lambda each: each.name):
            distribution, version = _origin(entry)
            try:
                with _waited_for(entry.name, distribution, version):
                    self.working.append(_load(entry, distribution, version))
            except _Faulty as fault:
                cause = fault.__cause__ or fault
                problem = PluginProblem(entry.name, distribution, version, fault.phase, cause, fault.fix)
                self.problems.append(problem)

    @classmethod
    def installed(cls) -> Plugins:
        """Find every plugin that is installed in this environment."""
        return cls(entry_points(group=GROUP))

    def add_commands(self, group: Any) -> None:
        """Let every plugin add its subcommands; one that fails is recorded and left out."""
        for plugin in self.working:
            before = dict(group.commands)
            with ForeignCall() as adding:
                plugin.manager.hook.tts_commands(group=group)
            if adding.raised is not None:
                group.commands = before
                self._note(plugin, "commands", adding.raised)

    def catalogue(self) -> list[Model]:
        """Ask every plugin what it could bring; one that fails is recorded and left out."""
        could: list[Model] = []
        for plugin in self.working:
            with ForeignCall() as asked:
                could += plugin.catalogue()
            if asked.raised is not None:
                self._note(plugin, "catalogue", asked.raised)
        return could

    def _note(self, plugin: Plugin, phase: Phase, error: BaseException) -> None:
        fix = f"pip install -U {plugin.distribution}, or uninstall it"
        self.problems.append(
            PluginProblem(plugin.name, plugin.distribution, plugin.version, phase, error, fix)
        )


def _origin(entry: EntryPoint) -> tuple[str, str]:
    return (entry.dist.name, entry.dist.version) if entry.dist is not None else (entry.value, "?")


@contextmanager
def _waited_for(plugin: str, distribution: str, version: str) -> Iterator[None]:
    """Say in the log who keeps everybody waiting, when it takes long."""
    message = "still waiting for plugin %r (%s %s), which is being imported and asked for its models"
    timer = threading.Timer(PATIENCE, _log.warning, (message, plugin, distribution, version))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _load(entry: EntryPoint, distribution: str, version: str) -> Plugin:
    reinstall = f"pip install --force-reinstall {distribution}, or uninstall it"
    with ForeignCall() as importing:
        module = entry.load()
    _refuse("import", reinstall, importing)
    with ForeignCall() as telling:
        needed = getattr(module, "tts_core_api", None)
        needed = None if needed is None else str(needed)
    _refuse("api", reinstall, telling)
    _check_api(needed, distribution)
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    with ForeignCall() as registering:  # Hooks with arguments or names that this tts_core does not have.
        manager.register(module, name=entry.name)
        manager.check_pending()
    _refuse("register", f"pip install -U tts-core {distribution}, so that both match", registering)
    with ForeignCall() as naming:
        brought = manager.hook.tts_models()
        if len(brought) < len(manager.hook.tts_models.get_hookimpls()):  # pluggy drops a None.
            raise TypeError("tts_models returned NoneType, not the models it brings")
        models = [model for named in brought for model in named]
        for model in models:
            if not isinstance(model, Model):
                raise TypeError(f"tts_models named {model!r}, which is no tts_core.Model")
        labelled = tuple(_labelled(model, distribution) for model in models)
        effects = [effect for named in manager.hook.tts_effects() for effect in named]
        for effect in effects:
            if not isinstance(effect, Effect):
                raise TypeError(f"tts_effects named {effect!r}, which is no tts_core.Effect")
        marked = tuple(
            dataclasses.replace(effect, card=dataclasses.replace(effect.card, plugin=distribution))
            for effect in effects
        )
        languages = _languages(manager, distribution)
    _refuse("models", reinstall, naming)
    return Plugin(entry.name, distribution, version, labelled, manager, marked, languages)


def _languages(manager: pluggy.PluginManager, distribution: str) -> tuple[TextLanguage, ...]:
    """Ask for the languages that a plugin reads; who brings none costs no import."""
    named = [language for brought in manager.hook.tts_languages() for language in brought]
    if not named:
        return ()
    from .text.normalize import TextLanguage

    for language in named:
        if not isinstance(language, TextLanguage):
            raise TypeError(f"tts_languages named {language!r}, which is no tts_core.TextLanguage")
    return tuple(dataclasses.replace(language, plugin=distribution) for language in named)


def _refuse(phase: Phase, fix: str, call: ForeignCall) -> None:
    if call.raised is not None:
        raise _Faulty(phase, fix) from call.raised


def _check_api(needed: str | None, distribution: str) -> None:
    if needed is None:
        return
    ours = ".".join(map(str, hookspecs.API_VERSION))
    try:
        major, minor = (int(part) for part in needed.split("."))
    except ValueError as error:
        raise _Faulty("api", f'tts_core_api must look like "{ours}", not {needed!r}') from error
    if (major, minor) > hookspecs.API_VERSION:
        mismatch = RuntimeError(f"it needs plugin API {major}.{minor}; this tts_core has {ours}")
        raise _Faulty("api", f"pip install -U tts-core, or an older {distribution}") from mismatch
    if major < hookspecs.API_VERSION[0]:
        mismatch = RuntimeError(f"it was built for plugin API {major}.{minor}; this tts_core has {ours}")
        raise _Faulty("api", f"pip install -U {distribution}") from mismatch


def _labelled(model: Model, distribution: str) -> Model:
    """Write on the card which distribution brought the model."""
    return dataclasses.replace(model, card=dataclasses.replace(model.card, plugin=distribution))
