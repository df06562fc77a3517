"""
The page at `/`: type, choose a model and a voice, and hear it as it is made.

Nothing is built and nothing comes from elsewhere: the files in `files/` are what the browser gets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import Route

__all__ = ["routes"]


def routes() -> list[Route]:
    """Return the page's routes, to be mounted beside the API they call."""
    from starlette.routing import Route

    from .static_files import FileEndpoint, read_files

    files = read_files()
    named = {"/": "index.html", "/favicon.ico": "icon.svg"}
    addresses = {**named, **{f"/page/{name}": name for name in files if not name.endswith(".html")}}
    return [
        Route(path, FileEndpoint(files[name]), name=f"page {path}", include_in_schema=False)
        for path, name in addresses.items()
    ]
