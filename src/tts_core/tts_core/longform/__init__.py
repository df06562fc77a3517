"""
Books and batches: long texts in, files out, and nothing spoken twice.

    from tts_core.longform import make_book, read_book

    make_book(read_book("alice.epub"), "alice.m4b", voice="en-gb")
"""

from __future__ import annotations

from .audiobook import BookCheck, MadeBook, check_book, make_book
from .batch import Outcome, run_batch
from .batchinput import Line, read_lines
from .book import Book, ChapterText
from .bookwriter import Progress
from .edition import Edition
from .reader import read_book

__all__ = [
    "Book",
    "BookCheck",
    "ChapterText",
    "Edition",
    "Line",
    "MadeBook",
    "Outcome",
    "Progress",
    "check_book",
    "make_book",
    "read_book",
    "read_lines",
    "run_batch",
]
