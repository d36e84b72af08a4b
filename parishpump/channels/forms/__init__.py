"""Asking for channels, deciding, opening, looking after them, risks, campaigns and the platform watch."""
