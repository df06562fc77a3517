"""The device that sound leaves by: miniaudio's, which needs nothing of the system but its sound."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import PlaybackUnavailable
from ..forks import keep_for_ever

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

__all__ = ["NULL", "Output", "open_output", "output_devices"]

NULL = "null"
"""The device that plays into nothing, in real time: for tests, and where nobody listens."""

PERIOD = 0.02
PERIODS = 3
"""A device asks for so many seconds at once, and holds so many times that."""


class Output(Protocol):
    """What sound leaves by, whoever makes it."""

    @property
    def buffered(self) -> int:
        """How many frames it holds at most."""
        ...

    def start(self, pull: Callable[[int], bytes]) -> None:
        """Ask *pull* for so many frames, again and again: float32, mono."""
        ...

    def close(self) -> None:
        """Fall silent at once, and ask no more. May be called more than once, from any thread."""
        ...

    def forsake(self) -> None:
        """Leave the device to the process that it was forked from."""
        ...


def output_devices() -> list[str]:
    """Return the names of the devices that speech can be played on, without opening one."""
    return list(_devices(_miniaudio()))


def open_output(name: str | None, sample_rate: int) -> Output:
    """Open the device called *name*, or the system's own choice; nothing sounds before it is started."""
    library = _miniaudio()
    backends, chosen = _real(library), None
    if name == NULL:
        backends = [library.Backend.NULL]
    elif name is not None:
        chosen = _named(name, _devices(library))
    try:
        with _quiet():
            device = library.PlaybackDevice(
                output_format=library.SampleFormat.FLOAT32,
                nchannels=1,
                sample_rate=sample_rate,
                buffersize_msec=round(PERIOD * 1000),
                callback_periods=PERIODS,
                device_id=chosen,
                backends=backends,
                app_name="tts-core",
            )
    except library.MiniaudioError as error:
        raise _without_device(error) from error
    return _Device(library, device, round(PERIOD * PERIODS * sample_rate))


class _Device:
    def __init__(self, library: Any, device: Any, buffered: int) -> None:
        self._library = library
        self._device = device
        self._closing = threading.Lock()
        self.buffered = buffered

    def start(self, pull: Callable[[int], bytes]) -> None:
        def frames() -> Generator[bytes, int, None]:
            count = yield b""
            while True:
                count = yield pull(count)

        asked = frames()
        next(asked)
        try:
            self._device.start(asked)
        except self._library.MiniaudioError as error:
            self.close()
            raise _without_device(error) from error

    def close(self) -> None:
        with self._closing:
            device, self._device = self._device, None
            if device is not None:
                device.close()
                self._library.lib.ma_context_uninit(device._context)  # Which it forgets.

    def forsake(self) -> None:
        keep_for_ever(self._device)  # To close it would be to wait for a thread that was not forked.
        self._closing = threading.Lock()
        self._device = None


def _miniaudio() -> Any:
    try:
        import miniaudio
    except ModuleNotFoundError as missing:
        raise PlaybackUnavailable("miniaudio is not installed", 'pip install "tts-core[play]"') from missing
    return miniaudio


def _real(library: Any) -> list[Any]:
    """Return every way to a device that sounds; left to itself, the library may choose one that does not."""
    unheard = (library.Backend.NULL, library.Backend.CUSTOM)
    return [
        backend
        for backend in library.Backend
        if backend in library.get_enabled_backends()
        if backend not in unheard
    ]


def _devices(library: Any) -> dict[str, Any]:
    try:
        with _quiet():
            listed = library.Devices(_real(library)).get_playbacks()
    except library.MiniaudioError as error:
        raise _without_device(error) from error
    found: dict[str, Any] = {}
    for each in listed:
        alike = sum(name.partition(" #")[0] == each["name"] for name in found)
        found[f"{each['name']} #{alike + 1}" if alike else each["name"]] = each["id"]
    return found


def _named(name: str, devices: dict[str, Any]) -> Any:
    """Return the device called *name*, or the only one whose name holds it."""
    if name in devices:
        return devices[name]
    near = [each for each in devices if name.casefold() in each.casefold()]
    if len(near) != 1:
        what = "fits no device" if not near else f"fits {len(near)} devices"
        known = ", ".join(repr(each) for each in (near or devices)) or "none"
        raise PlaybackUnavailable(
            f"{name!r} {what}; there are: {known}", "name one of them: tts-core devices"
        )
    return devices[near[0]]


def _without_device(error: Exception) -> PlaybackUnavailable:
    return PlaybackUnavailable(
        f"no sound device can be opened here ({', '.join(str(each) for each in error.args)})",
        "connect one and see that other programs can play on it, or write a file instead: "
        "speech.save(...), tts-core say -o hello.wav",
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep ALSA from writing to standard error where there is no device; the error says it."""
    alsa = None
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            import ctypes

            alsa = ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler
    if alsa is None:
        yield
        return
    parts = (ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)
    silent = ctypes.CFUNCTYPE(None, *parts)(lambda *_: None)
    alsa(silent)
    try:
        yield
    finally:
        alsa(None)
