"""What a processor can do, by what the system says of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tts_onnx.session.processor import multiplies_bytes


@pytest.mark.parametrize(
    ("told", "quick"),
    [
        ("flags\t\t: fpu avx2 avx512_vnni\n", True),
        ("processor\t: 0\nFeatures\t: fp asimd asimddp\n", True),
        ("model name\t: avx_vnni\nflags\t\t: fpu avx2\n", False),
        ("flags\t\t: fpu avx2\n\nflags\t\t: fpu avx_vnni\n", False),
        ("", False),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell it in another way")
def test_what_a_processor_is_quick_at_is_read_from_what_it_says(
    monkeypatch: pytest.MonkeyPatch, told: str, quick: bool
) -> None:
    """A processor that multiplies bytes in one instruction is known by its flags; nothing else says so."""
    monkeypatch.setattr(Path, "read_text", lambda *_: told)

    assert multiplies_bytes() is quick
