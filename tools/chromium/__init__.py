"""Headless Chromium, driven over a pair of pipes: it prints the papers and takes the pictures of the guide."""

from .browser import INCH, Browser, BrowserError, find

__all__ = ["INCH", "Browser", "BrowserError", "find"]
