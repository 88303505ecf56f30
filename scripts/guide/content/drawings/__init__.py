"""Drawings: SVG files with their places, and how one is put together from shared shapes."""
