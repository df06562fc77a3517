"""A file that a model needs, and the one place that it is from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (fields are held to their annotations)

__all__ = ["ModelFile"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFile:
    """
    One file that must be here before the model can speak, and the one place that it is from.

    What is pinned is held to its pins whenever the model is loaded.
    """

    name: str
    """Its path within that place, with "/" between folders."""
    repo: str = ""
    """A repository on the Hugging Face hub."""
    revision: str = ""
    """The repository's state: a 40-hex commit, or, where nothing is pinned, a branch; empty is "main"."""
    url: str = ""
    """An https address."""
    package: str = ""
    """An installed package that holds the file; it is found without being imported."""
    distribution: str = ""
    """What pip calls that package, where it is another name."""
    folder: Path | None = None
    """A folder of the user's."""
    bytes: int | None = None
    """Its size; None where nobody knows it."""
    sha256: str = ""
    """Its checksum; empty where nobody knows it."""

    def __post_init__(self) -> None:
        given = [name for name in ("repo", "url", "package", "folder") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError(
                f"file {self.name!r} must be from one place, a repo, url, package or folder, "
                f"not from {' and '.join(given) or 'none'}"
            )
        if self.url and not self.url.startswith(("https://", "http://127.0.0.1:")):
            raise ValueError(f"file {self.name!r} must be from an https address, not {self.url!r}")
        parts = self.name.split("/")
        if not all(parts) or {".", ".."} & set(parts) or "\\" in self.name or ":" in self.name:
            raise ValueError(f"{self.name!r} must name a file inside the directory that it is from")
        if self.revision and not self.repo:
            raise ValueError(f"file {self.name!r}: only a repo has a revision")

    @property
    def source(self) -> str:
        """Where the file is from, in words."""
        return self.repo or self.url or (f"the package {self.package}" if self.package else str(self.folder))
