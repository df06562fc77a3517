"""
Files from the Hugging Face hub, in its ordinary cache, where every other program finds them too.

The hub's client is imported only to download; whether a file is here is seen by its place in the
cache alone. The bytes are fetched here, because the client begins anew where a download broke off.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..atomic_file import atomic_write
from ..errors import ModelUnavailable
from . import transfer
from .lock import locked
from .verify import has_size, is_right, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..card import LoadOptions
    from ..model_file import ModelFile

__all__ = ["bring", "cache", "held", "is_offline", "kept", "locate", "tidy"]

_COMMIT = re.compile(r"[0-9a-f]{40}")
_ETAG = re.compile(r"[\w-]+")


def cache(options: LoadOptions) -> Path:
    """Return the folder of the hub's cache, by the same rule as its client."""
    if options.cache_dir is not None:
        return options.cache_dir
    around = os.environ.get("XDG_CACHE_HOME", str(Path("~/.cache").expanduser()))
    home = _expanded(os.environ.get("HF_HOME", str(Path(around, "huggingface"))))
    older = os.environ.get("HUGGINGFACE_HUB_CACHE", str(home / "hub"))
    return _expanded(os.environ.get("HF_HUB_CACHE", older))


def is_offline(options: LoadOptions) -> bool:
    """Whether nothing may be downloaded, by the same rule as the hub's client."""
    told = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    return options.offline or told.upper() in {"1", "ON", "YES", "TRUE"}


def locate(file: ModelFile, options: LoadOptions) -> Path | None:
    """Return where the cache keeps the file, if it does."""
    commit = _commit(file, options)
    path = _folder(file, options) / "snapshots" / commit / file.name
    return path if commit and path.is_file() else None


def held(repo: str, options: LoadOptions) -> frozenset[str]:
    """Return the names of all files that the cache keeps of the repository's main branch."""
    snapshots = cache(options) / f"models--{repo.replace('/', '--')}"
    try:
        commit = (snapshots / "refs" / "main").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    top = snapshots / "snapshots" / commit
    return frozenset(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())


def bring(file: ModelFile, options: LoadOptions, model: str, progress: transfer.Progress | None) -> Path:
    """Bring a file into the cache, verified, and return its path. Waits while another program does."""
    url, headers = _address(file, options, model)
    commit, etag, size = _told(url, file, model)
    if size is not None and file.bytes not in (None, size):
        again = f"try again later: tts-core download {model}"
        raise ModelUnavailable(model, wrong(file, f"{file.bytes} bytes", str(size), url), again)
    folder = _folder(file, options)
    blob, pointer = folder / "blobs" / etag, folder / "snapshots" / commit / file.name
    with locked(cache(options) / ".locks" / folder.name / f"{etag}.lock"):
        if not (has_size(pointer, file.bytes) and is_right(pointer, file, named=etag)):
            ask = partial(_ask, file, model, url, headers)
            transfer.bring(ask, blob, file, model, progress, size=size, named=etag)
            _point(pointer, blob)
    if not _COMMIT.fullmatch(file.revision):
        _refer(folder / "refs" / (file.revision or "main"), commit)
    return pointer


def kept(file: ModelFile, options: LoadOptions) -> list[Path]:
    """Return what the cache keeps for the file alone, and what a plugin keeps beside it under its name."""
    pointer = locate(file, options)
    if pointer is None:
        return []
    folder = _folder(file, options)
    beside = [each for each in pointer.parent.glob(f"{pointer.name}.*") if not each.is_symlink()]
    if not pointer.is_symlink():
        return [pointer, *beside]
    blob = folder / "blobs" / pointer.readlink().name
    others = (each for each in folder.glob("snapshots/**/*") if each.is_symlink() and each != pointer)
    is_shared = any(each.readlink().name == blob.name for each in others)
    return [pointer, *beside] if is_shared else [pointer, blob, *beside]


def tidy(file: ModelFile, options: LoadOptions) -> None:
    """Remove what is empty or of no use in the cache when the file's repository has no file any more."""
    folder = _folder(file, options)
    for each in sorted(folder.glob("snapshots/**/"), reverse=True):
        if not any(each.iterdir()):
            each.rmdir()
    if folder.exists() and not (folder / "snapshots").exists():
        shutil.rmtree(folder)
        shutil.rmtree(folder.parent / ".locks" / folder.name, ignore_errors=True)


def _folder(file: ModelFile, options: LoadOptions) -> Path:
    return cache(options) / f"models--{file.repo.replace('/', '--')}"


def _commit(file: ModelFile, options: LoadOptions) -> str:
    """Return the commit that the revision is, as far as it is known here."""
    if _COMMIT.fullmatch(file.revision):
        return file.revision
    try:
        commit = (_folder(file, options) / "refs" / (file.revision or "main")).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return commit if _COMMIT.fullmatch(commit) else ""


def _expanded(path: str) -> Path:
    return Path(os.path.expandvars(path)).expanduser()


def _address(file: ModelFile, options: LoadOptions, model: str) -> tuple[str, dict[str, str]]:
    """Return the file's address, at the commit that is here already, and what to send with a request."""
    try:
        from huggingface_hub import hf_hub_url
        from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # public, but not listed
    except ImportError as error:
        why = f"{file.name!r} is on the Hugging Face hub, whose client is not installed"
        raise ModelUnavailable(model, why, 'pip install "tts-core[hub]"') from error
    revision = _commit(file, options) or file.revision or "main"
    url = hf_hub_url(file.repo, file.name, revision=revision, endpoint=os.environ.get("HF_ENDPOINT") or None)
    return url, {**build_hf_headers(), "Accept-Encoding": "identity"}


def _told(url: str, file: ModelFile, model: str) -> tuple[str, str, int | None]:
    """Ask the hub which commit the file is of, what its checksum is, and its size."""
    from huggingface_hub import get_hf_file_metadata

    try:
        found = get_hf_file_metadata(url)
    except Exception as error:  # Of its HTTP client, or its own: no file in any case.
        raise _unavailable(error, file, model) from error
    commit, etag = found.commit_hash or "", found.etag or ""
    if not _COMMIT.fullmatch(commit) or not _ETAG.fullmatch(etag):
        why = f"what answers for the hub does not say what {file.name!r} of {file.repo} is: {url}"
        raise ModelUnavailable(model, why, "check the network and $HF_ENDPOINT")
    return commit, etag, found.size


@contextmanager
def _ask(
    file: ModelFile, model: str, url: str, headers: dict[str, str], start: int
) -> Iterator[transfer.Answer]:
    from huggingface_hub import constants, get_session, hf_raise_for_status

    wanted = {"Range": f"bytes={start}-"} if start else {}
    with ExitStack() as open_:
        try:
            response: Any = open_.enter_context(
                get_session().stream(
                    "GET", url, headers={**headers, **wanted}, timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT
                )
            )
            if response.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                hf_raise_for_status(response)
        except Exception as error:  # As above.
            raise _unavailable(error, file, model) from error
        yield transfer.Answer.of(response.status_code, response.headers, start, response.iter_raw())


def _point(pointer: Path, blob: Path) -> None:
    """Let the snapshot have the file; where there are no links, the file itself."""
    pointer.parent.mkdir(parents=True, exist_ok=True)
    target = os.path.relpath(blob, pointer.parent)
    if pointer.is_symlink() and pointer.readlink() == Path(target):
        return
    pointer.unlink(missing_ok=True)
    try:
        pointer.symlink_to(target)
    except OSError:
        blob.replace(pointer)


def _refer(ref: Path, commit: str) -> None:
    ref.parent.mkdir(parents=True, exist_ok=True)
    if not ref.is_file() or ref.read_text("ascii") != commit:
        with atomic_write(ref) as written:
            written.write(commit.encode())


def _unavailable(error: Exception, file: ModelFile, model: str) -> ModelUnavailable:
    """Say in our words what went wrong between us and the hub."""
    from huggingface_hub import errors

    repo, revision = file.repo, file.revision or "main"
    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, errors.GatedRepoError):
        why = f"the repository {repo} asks for its terms to be accepted"
        fix = "accept them on its page, then: hf auth login"
    elif isinstance(error, errors.RevisionNotFoundError):
        why, fix = f"the repository has no such revision: {repo}@{revision}", "check the name"
    elif isinstance(error, errors.EntryNotFoundError) and status == 404:
        why, fix = f"the repository {repo} has no file {file.name!r}", "check that it holds such a model"
    elif isinstance(error, errors.RepositoryNotFoundError) or status in (401, 403):
        why, fix = f"there is no repository {repo}, or it is private", "check the name, or: hf auth login"
    elif status == 429:
        why = f"the hub asks us to wait with {file.name!r} of {repo}: too many requests (429)"
        fix = f"try again later: tts-core download {model}"
    else:
        said = " ".join(str(error).splitlines()[:1])
        why = f"{file.name!r} of {repo} cannot be fetched from the hub: {type(error).__name__}: {said}"
        fix = f"check the connection, or try again later: tts-core download {model}"
    return ModelUnavailable(model, why, fix)
