"""
Files from the Hugging Face hub, in its ordinary cache, where every other program finds them too.

The hub's client is imported only to download; whether a file is here is seen by its place in the
cache alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tts_core import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from tts_core import LoadOptions

__all__ = ["Progress", "cached", "download", "is_commit", "is_offline"]

Progress = "Callable[[str, int, int | None], None]"
"""Told the file's name, the bytes that came since, and the bytes there are to come in all, if known."""

_COMMIT = re.compile(r"[0-9a-f]{40}")


def is_commit(revision: str) -> bool:
    """Whether *revision* names one state for ever, and not a branch or a tag that may move."""
    return _COMMIT.fullmatch(revision) is not None


def is_offline(options: LoadOptions) -> bool:
    """Whether nothing may be downloaded."""
    from huggingface_hub import constants

    return options.offline or bool(constants.HF_HUB_OFFLINE)


def cached(repo: str, revision: str, options: LoadOptions) -> Path | None:
    """Return the folder where the cache keeps *repo* at *revision*, if it has anything of it."""
    folder = _cache(options) / f"models--{repo.replace('/', '--')}"
    commit = revision
    if not is_commit(revision):
        try:
            commit = (folder / "refs" / revision).read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
    snapshot = folder / "snapshots" / commit
    return snapshot if is_commit(commit) and snapshot.is_dir() else None


def download(
    repo: str,
    revision: str,
    name: str,
    options: LoadOptions,
    *,
    model: str,
    endpoint: str | None = None,
    anew: bool = False,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> Path:
    """
    Bring a file into the cache and return its path.

    The client writes to a temporary name and moves the file to its place when it is whole.
    """
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url

    try:
        # The client tries for half a minute where nobody answers; asking first, we know at once.
        get_hf_file_metadata(hf_hub_url(repo, name, revision=revision, endpoint=endpoint), endpoint=endpoint)
        path = hf_hub_download(
            repo,
            name,
            revision=revision,
            cache_dir=_cache(options),
            endpoint=endpoint,
            force_download=anew,
            tqdm_class=_bar(progress),
        )
    except Exception as error:  # Of its HTTP client, the file system, its own: no file in any case.
        raise _unavailable(error, model, f"{repo}@{revision}", name) from error
    return Path(path)


def _cache(options: LoadOptions) -> Path:
    from huggingface_hub import constants

    return Path(options.cache_dir or constants.HF_HUB_CACHE)


def _unavailable(error: Exception, model: str, repo: str, name: str) -> ModelUnavailable:
    """Say in our words what went wrong between us and the hub."""
    from huggingface_hub import errors

    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, errors.GatedRepoError):
        why = f"the repository {repo} asks for its terms to be accepted"
        fix = "accept them on its page, then: hf auth login"
    elif isinstance(error, errors.RevisionNotFoundError):
        why, fix = f"the repository has no such revision: {repo}", "check the name"
    elif isinstance(error, errors.EntryNotFoundError) and status == 404:
        why, fix = f"the repository {repo} has no file {name!r}", "check that it is a KittenTTS model"
    elif isinstance(error, errors.RepositoryNotFoundError):
        why, fix = f"there is no repository {repo}, or it is private", "check the name, or: hf auth login"
    elif status == 429:
        why = f"the hub asks us to wait with {name!r} of {repo}: too many requests (429)"
        fix = f"try again later: tts-core download {model}"
    else:
        why = f"{name!r} of {repo} cannot be fetched from the hub: {type(error).__name__}: {error}"
        fix = f"check the connection, or try again later: tts-core download {model}"
    return ModelUnavailable(model, why, fix)


def _bar(progress: Callable[[str, int, int | None], None] | None) -> Any:
    """Make the class that the client tells its progress to; it shows nothing of its own."""

    class Bar:
        def __init__(
            self, *, total: int | None = None, initial: int = 0, desc: str = "", **_: object
        ) -> None:
            self.total = total
            self.n = 0
            self.desc = desc
            self.disable = False
            self.update(initial)

        def update(self, n: float | None = 1) -> None:
            self.n += int(n or 0)
            if progress is not None:
                progress(self.desc, int(n or 0), self.total)

        def set_description(self, desc: str | None = None, refresh: bool = True) -> None:
            del refresh
            self.desc = desc or ""

        def refresh(self) -> None:
            return

        def close(self) -> None:
            return

        def __enter__(self) -> Bar:
            return self

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            self.close()

    return Bar
