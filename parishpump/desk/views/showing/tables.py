"""Long tables: read a page at a time, or taken away whole for a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar, overload

from django.http import HttpResponse
from django.utils import timezone

# Spreadsheets take a file for UTF-8 by its byte order mark.
_MARK = "\ufeff"
Row = TypeVar("Row")


class Listed(Sequence[Row]):
    """So many rows that are read only where a paginator slices them: `read` takes the first place and how many."""

    def __init__(self, number: int, read: Callable[[int, int], list[Row]]) -> None:
        self.number, self.read = number, read

    def __len__(self) -> int:
        return self.number

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, int):
            return self.read(place, 1)[0]
        start, stop, _ = place.indices(self.number)
        return self.read(start, stop - start) if stop > start else []


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """The rows under their columns as a file to be saved, every cell as words."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(columns)
    table.writerows([cell(said) for said in row] for row in rows)
    answer = HttpResponse(_MARK + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def cell(said: str) -> str:
    """A spreadsheet takes what begins like this for a formula: an apostrophe makes it words."""
    return f"'{said}" if said.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else said


def moment_cell(when: datetime | None) -> str:
    """2026-11-24 12:00, in the council's time."""
    return timezone.localtime(when).strftime("%Y-%m-%d %H:%M") if when else ""
