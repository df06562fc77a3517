"""What tts_core does to the process that imports it: nothing."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import textwrap

import pytest

import tts_core
from tts_core import Registry
from tts_core.testing import echo_model


def ask(code: str) -> object:
    """Run *code* in a fresh interpreter and return the JSON that it prints."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_importing_imports_nothing_heavy() -> None:
    """`import tts_core` leaves numpy, sound, command line and plugin machinery out of the process."""
    loaded = ask("import json, sys, tts_core; print(json.dumps(sorted(sys.modules)))")
    heavy = {"numpy", "soundfile", "soxr", "click", "rich", "pluggy", "num2words", "asyncio", "tts_espeak"}

    assert isinstance(loaded, list)
    assert not heavy & set(loaded)


def test_listing_models_imports_no_runtime() -> None:
    """Listing every installed model loads neither numpy nor a model runtime."""
    loaded = ask("import json, sys, tts_core; tts_core.models(); print(json.dumps(sorted(sys.modules)))")

    assert isinstance(loaded, list)
    assert not {"onnxruntime", "torch", "numpy", "soundfile"} & set(loaded)


def test_nothing_is_printed_and_the_environment_is_untouched() -> None:
    """Speaking prints nothing and changes neither the environment nor the folder nor the log handlers."""
    unchanged = ask(
        """
        import json, logging, os
        before = dict(os.environ), os.getcwd(), list(logging.getLogger().handlers)
        import tts_core
        from tts_core.testing import echo_model
        registry = tts_core.Registry([echo_model()])
        tts_core.synthesize("Hello there, 42.", model="echo", registry=registry)
        after = dict(os.environ), os.getcwd(), list(logging.getLogger().handlers)
        print(json.dumps(before == after))
        """
    )

    assert unchanged is True


def test_the_text_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """No log record at INFO or above holds the caller's text."""
    caplog.set_level(logging.INFO)

    tts_core.synthesize("Secretword is spoken.", model="echo", registry=Registry([echo_model()]))

    assert "Secretword" not in caplog.text


def test_no_connection_is_made() -> None:
    """Speaking opens no socket to anywhere."""
    sockets = ask(
        """
        import json, sys
        made = []

        def hear(event, args):
            if event == "socket.connect":
                made.append(event)

        sys.addaudithook(hear)
        import tts_core
        from tts_core.testing import echo_model
        tts_core.synthesize("Hello.", model="echo", registry=tts_core.Registry([echo_model()]))
        tts_core.models()
        print(json.dumps(made))
        """
    )

    assert sockets == []


def test_no_room_hides_a_public_name() -> None:
    """Importing every module leaves every public name what it was: no submodule takes its place."""
    hidden = ask(
        """
        import importlib, json, pkgutil, types
        import tts_core
        for module in pkgutil.iter_modules(tts_core.__path__):
            if not module.name.startswith("__"):
                importlib.import_module(f"tts_core.{module.name}")
        print(json.dumps([name for name in tts_core.__all__
                          if isinstance(getattr(tts_core, name), types.ModuleType)]))
        """
    )

    assert hidden == []


def test_every_public_name_can_be_had() -> None:
    """Everything in `__all__` can be imported, and nothing else by accident."""
    for name in tts_core.__all__:
        assert getattr(tts_core, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'synthesise'"):
        tts_core.synthesise  # noqa: B018  (the point)
    assert tts_core.__version__ == "0.1.0"
