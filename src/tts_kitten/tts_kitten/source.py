"""Where a model's files come from: a folder of the user's, or a repository on the hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tts_core import LoadOptions, ModelUnavailable

from . import hub
from .config import CONFIG, BadConfig, Config, parsed
from .verify import read_verified

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tts_core import ModelFile

__all__ = ["Folder", "Repository", "Source", "read_config"]


class Source(Protocol):
    """Where a model's files come from."""

    def find(self, options: LoadOptions) -> Path | None:
        """Return the folder with the model's files if all of them are here. Never asks the network."""
        ...

    def fetch(self, options: LoadOptions, model: str, *, small: bool = False) -> Path:
        """Return the folder with the model's files, or only the *small* ones, bringing what is missing."""
        ...

    def read(self, folder: Path, name: str, model: str) -> bytes:
        """Return the content of one of the files, verified."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with a config.json and the files that it names."""

    path: Path

    def find(self, options: LoadOptions) -> Path | None:
        """Return the folder if the files are in it."""
        del options
        return self.path if _is_complete(self.path) else None

    def fetch(self, options: LoadOptions, model: str, *, small: bool = False) -> Path:
        """Return the folder; there is nothing to bring."""
        del options, model, small
        return self.path

    def read(self, folder: Path, name: str, model: str) -> bytes:
        """Return the content of a file; nobody pinned it."""
        return read_verified(folder / name, None, model, "put the model's files into that folder")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on the Hugging Face hub, at a commit or wherever a branch is."""

    repo: str
    revision: str = "main"
    pins: tuple[ModelFile, ...] = ()
    endpoint: str | None = None
    """Another hub than the client's own choice."""

    def find(self, options: LoadOptions) -> Path | None:
        """
        Return the snapshot in the hub's cache if it is complete; what is pinned must have its size.

        A cache folder that holds the very files, copied there by hand, will do as well.
        """
        here = (each for each in (options.cache_dir, self.snapshot(options)) if each is not None)
        return next((folder for folder in here if self._is_whole(folder)), None)

    def _is_whole(self, folder: Path) -> bool:
        if self.pins:
            return all(_has_size(folder / pin.name, pin.bytes) for pin in self.pins)
        return _is_complete(folder)

    def snapshot(self, options: LoadOptions) -> Path | None:
        """Return the folder where the hub's cache keeps this revision, complete or not."""
        return hub.cached(self.repo, self.revision, options)

    def fetch(
        self,
        options: LoadOptions,
        model: str,
        *,
        small: bool = False,
        progress: Callable[[str, int, int | None], None] | None = None,
        anew: Callable[[str], bool] = lambda _: False,
    ) -> Path:
        """
        Download what is missing, and what *anew* says is to come again.

        What is in the cache is taken from there without asking anybody.
        """
        here = self.snapshot(options)
        commit = here.name if here is not None else self.revision

        def get(name: str) -> Path:
            again = anew(name)
            if here is not None and (here / name).is_file() and not again:
                return here / name
            if hub.is_offline(options):
                raise ModelUnavailable(
                    model,
                    f"{name!r} of {self.repo} is not here, and this is to work offline",
                    f"once, with the internet: tts-core download {model}",
                )
            return hub.download(
                self.repo,
                commit,
                name,
                options,
                model=model,
                endpoint=self.endpoint,
                anew=again,
                progress=progress,
            )

        config = get(CONFIG)
        folder = config.parent
        commit = folder.name if hub.is_commit(folder.name) else commit
        named = read_config(self, folder, model)
        for name in (named.voices,) if small else (named.voices, named.graph):
            get(name)
        return folder

    def read(self, folder: Path, name: str, model: str) -> bytes:
        """Return the content of a file, if it is what was pinned."""
        pin = next((pin for pin in self.pins if pin.name == name), None)
        if self.pins and pin is None:
            raise ModelUnavailable(model, f"{name!r} is not among the pinned files of {self.repo}")
        return read_verified(
            folder / name, pin, model, f"download it again: tts-core download {model} --force"
        )


def read_config(source: Source, folder: Path, model: str) -> Config:
    """Read the config.json in *folder*."""
    try:
        return parsed(source.read(folder, CONFIG, model))
    except BadConfig as error:
        raise ModelUnavailable(model, f"its config.json cannot be used: {error}") from error


def _is_complete(folder: Path) -> bool:
    try:
        config = parsed((folder / CONFIG).read_bytes())
    except (OSError, BadConfig):
        return False
    return (folder / config.voices).is_file() and (folder / config.graph).is_file()


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False
