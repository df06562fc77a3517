"""
Books and batches: long texts in, files out, and nothing spoken twice.

    from tts_core.longform import make_book, read_book

    make_book(read_book("alice.epub"), "alice.m4b", voice="en-gb")
"""

from __future__ import annotations

from .batch import Outcome, run_batch
from .book import Book, ChapterText
from .edition import Edition
from .lines import Line, read_lines
from .making import BookCheck, MadeBook, check_book, make_book
from .reading import read_book
from .volume import Progress

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
