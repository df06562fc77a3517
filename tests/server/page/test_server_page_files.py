from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest

from tts_server.page import routes
from tts_server.page.static_files import POLICY, read_files

if TYPE_CHECKING:
    from tests.server.conftest import Live

FILES = read_files()
PATHS = [route.path for route in routes()]


def text(name: str) -> str:
    return FILES[name].data.decode("utf-8")


def get(live: Live, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{live.root}{path}", headers=headers, trust_env=False)


@pytest.mark.parametrize("path", PATHS)
def test_every_file_is_served_as_what_it_is(echo: Live, path: str) -> None:
    """Each file has its type, a tag by which it is asked for again, and the policy that binds the page."""
    answer = get(echo, path)

    kind = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "ico": "image/svg+xml"}
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind.get(path.rpartition(".")[2], "text/html")
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-cache"
    again = get(echo, path, **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(echo, path, **{"if-none-match": '"other"'}).status_code == 200


def test_only_reading_is_allowed(echo: Live) -> None:
    """HEAD answers without a body, and what would write is refused in the API's own words."""
    head = httpx.head(f"{echo.root}/", trust_env=False)
    wrong = httpx.post(f"{echo.root}/", trust_env=False)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(FILES["index.html"].data))
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (405, "method_not_allowed")
    assert wrong.headers["allow"] == "GET, HEAD"


def test_no_other_file_can_be_had(echo: Live) -> None:
    """There is no way from the page's folder to any other file."""
    for path in ("/page/", "/page/index.html", "/page/../served.py", "/page/%2e%2e/served.py", "/page/x.js"):
        assert get(echo, path).status_code == 404


def test_what_is_named_is_there() -> None:
    """Every file that the page or a script names is served, and none is served that nobody names."""
    linked = set(re.findall(r'(?:src|href)="page/([\w.]+)"', text("index.html")))
    imported = {
        name
        for each in FILES
        if each.endswith(".js")
        for name in re.findall(r'from "\./([\w.]+)"', text(each))
    }

    assert linked | imported == set(FILES) - {"index.html"}


def test_every_element_that_a_script_seeks_is_there() -> None:
    """An id that a script asks for stands in the page."""
    ids = re.findall(r'\bid="([\w-]+)"', text("index.html"))
    scripts = [text(each) for each in FILES if each.endswith(".js")]
    sought = {name for script in scripts for name in re.findall(r'\bone\("([\w-]+)"\)', script)}

    assert len(ids) == len(set(ids))
    assert sought <= set(ids)


def test_nothing_is_written_inline() -> None:
    """The page needs no exception from its policy: no inline script, style or handler, no other host."""
    page = text("index.html")

    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    for name in FILES:
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text(name)), name
    assert "unsafe" not in POLICY


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(scheme: str) -> None:
    """In light and dark, text stands out from its ground as WCAG asks for (4.5), edges of controls by 3."""
    light, dark = re.findall(r":root \{(.*?)\}", text("base.css"), re.DOTALL)[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    grounds = ("paper", "sheet")
    pairs = [(ink, ground) for ink in ("ink", "soft", "accent") for ground in grounds]
    pairs += [("on-accent", "accent"), ("bad", "bad-wash"), ("ink", "wash"), ("accent", "wash")]

    for ink, ground in pairs:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for ground in grounds:
        assert contrast(colours["edge"], colours[ground]) >= 3, ground
