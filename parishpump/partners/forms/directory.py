"""Searching the directory, and taking one in."""

from typing import Any

from django import forms

from parishpump.partners.directory_file import LARGEST_FILE, Directory, DirectoryError, read_directory
from parishpump.partners.forms.fields import day_field
from parishpump.ui.forms import PumpForm


class SearchForm(PumpForm):
    """What to look for, on which day."""

    words = forms.CharField(label="Words in it", required=False, max_length=200)
    on = day_field("As it stands on", hint="", required=False)


class ImportForm(PumpForm):
    """A whole directory, as a file or pasted."""

    file = forms.FileField(label="A directory file", required=False, help_text="A file that ends in .toml.")
    pasted = forms.CharField(
        label="Or paste it",
        required=False,
        strip=False,
        max_length=LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 12, "class": "mono", "spellcheck": "false"}),
    )
    directory: Directory

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        file, pasted = said.get("file"), said.get("pasted", "").strip()
        if file and pasted:
            self.add_error("pasted", "There is a file and a pasted text. Take one of the two.")
        elif file and file.size > LARGEST_FILE:
            self.add_error("file", f"This file is larger than {LARGEST_FILE // 1000} KB: a directory is a short text.")
        elif not file and not pasted and not self.errors:
            self.add_error("pasted", "Choose a file, or paste the directory.")
        elif not self.errors:
            self._read("file" if file else "pasted", file.read() if file else pasted.encode())
        return said

    def _read(self, field: str, raw: bytes) -> None:
        try:
            self.directory = read_directory(raw.decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error(field, "This is not UTF-8. Save it again with that encoding.")
        except DirectoryError as error:
            self.add_error(field, list(error.faults[:20]))
