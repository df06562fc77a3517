"""A real browser, driven over its own protocol; and ears on everything it plays."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any

import pytest
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30.0
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
    "about:blank",
)

EARS = """
window.heard = { rates: [], chunks: [], loudest: 0, context: null, requests: [] };
const copyToChannel = AudioBuffer.prototype.copyToChannel;
AudioBuffer.prototype.copyToChannel = function (values, ...rest) {
  heard.rates.push(this.sampleRate);
  heard.chunks.push(Array.from(values));
  return copyToChannel.call(this, values, ...rest);
};
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (target, ...rest) {
  if (target === this.context.destination) {
    const meter = this.context.createAnalyser();
    const values = new Float32Array(meter.fftSize);
    heard.context = this.context;
    connect.call(this, meter);
    const look = () => {
      meter.getFloatTimeDomainData(values);
      for (const value of values) heard.loudest = Math.max(heard.loudest, Math.abs(value));
      if (this.context.state !== "closed") requestAnimationFrame(look);
    };
    look();
  }
  return connect.call(this, target, ...rest);
};
"""


class Tab:
    """One page of the browser."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.addScriptToEvaluateOnNewDocument", source=EARS)
        self.send("Page.bringToFront")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        return self._browser.send(method, session=self._session, **params)

    def events(self, method: str) -> list[dict[str, Any]]:
        """What the browser told of this page so far."""
        self.run("0")
        return [
            event["params"]
            for event in self._browser.events
            if event["method"] == method and event.get("sessionId") == self._session
        ]

    def complaints(self) -> list[str]:
        """Errors of scripts, and what the content policy forbade."""
        thrown = [each["exceptionDetails"]["text"] for each in self.events("Runtime.exceptionThrown")]
        logged = [each["entry"]["text"] for each in self.events("Log.entryAdded")]
        return thrown + logged

    def open(self, url: str, *, width: int = 1100, height: int = 900, dark: bool = False) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.send("Emulation.setEmulatedMedia", features=[scheme, still])
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        went = self.send("Page.navigate", url=url)
        assert "errorText" not in went, went["errorText"]
        self.expect("Page.lifecycleEvent", {"name": "load", "loaderId": went["loaderId"]})

    def expect(self, method: str, like: dict[str, Any]) -> None:
        """Wait for an event of this page, unless it has come already."""
        self._browser.expect(method, self._session, like)

    def run(self, code: str) -> Any:
        """Evaluate *code* in the page, waiting for what it promises."""
        answer = self.send(
            "Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        """Wait in the page, turn by turn, until something is so."""
        self.run(
            "new Promise((done, fail) => { const late = performance.now() + 20000; const look = () => {"
            f" let so = false; try {{ so = ({condition}); }} catch {{}}"
            " if (so) done(); else if (performance.now() > late)"
            f" fail(new Error('never so: ' + {json.dumps(condition)}));"
            " else setTimeout(look, 10); }; look(); })"
        )

    def click(self, selector: str) -> None:
        """Press the mouse where the element is, as a person does."""
        x, y = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView("
            "{block: 'center', behavior: 'instant'}); const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, selector: str, text: str) -> None:
        """Replace what a field holds, by the keyboard."""
        self.run(f"document.querySelector({json.dumps(selector)}).select()")
        self.send("Input.insertText", text=text)

    def press(self, key: str, code: int, modifiers: int = 0) -> None:
        """Press one key."""
        text = {"Enter": "\r"}.get(key, "") if not modifiers else ""
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                modifiers=modifiers,
                **extra,
            )

    def screenshot(self, path: Path, *, whole: bool = True) -> None:
        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))


class Browser:
    """A headless browser of its own, with nothing in its profile."""

    def __init__(self, program: str, folder: Path) -> None:
        self._open = ExitStack()
        self.events: list[dict[str, Any]] = []
        self._process = subprocess.Popen(
            [program, f"--user-data-dir={folder / 'profile'}", *FLAGS],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._said: list[str] = []
        self._address: Queue[str | None] = Queue()
        # What the browser says is read to its end: it would stand still before a full pipe.
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        address = self._address.get(timeout=PATIENCE)
        if address is None:
            self.close()
            pytest.skip(f"{program} does not start here: {''.join(self._said)[-300:]}")
        link = connect(address, max_size=None, open_timeout=PATIENCE)
        self._socket = self._open.enter_context(link)
        self._count = 0

    def _listen(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said.append(line)
            if line.startswith("DevTools listening on "):
                self._address.put(line.split()[-1])
        self._address.put(None)

    def send(self, method: str, *, session: str | None = None, **params: Any) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer.get("id") == self._count:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result
            if "method" in answer:
                self.events.append(answer)

    def expect(self, method: str, session: str, like: dict[str, Any]) -> None:
        """Wait for an event of a kind, unless it has come already."""

        def is_it(event: dict[str, Any]) -> bool:
            ours = event["method"] == method and event.get("sessionId") == session
            return ours and bool(like.items() <= event["params"].items())

        while not any(map(is_it, self.events)):
            self.events.append(json.loads(self._socket.recv(timeout=PATIENCE)))

    def tab(self) -> Tab:
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, session)

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(PATIENCE)
        self._open.close()
        self._listener.join(PATIENCE)
        assert self._process.stderr is not None
        self._process.stderr.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for all tests; each takes a tab of its own."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no browser here: none of {', '.join(PROGRAMS)} is installed (apt-get install chromium)")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        started = Browser(program, Path(folder))
        try:
            yield started
        finally:
            started.close()


@pytest.fixture
def tab(browser: Browser) -> Tab:
    """A fresh page."""
    return browser.tab()
