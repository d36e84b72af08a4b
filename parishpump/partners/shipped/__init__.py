"""The directories that come with Parish Pump. None comes into a council by itself."""

from dataclasses import dataclass
from pathlib import Path

from parishpump.partners.directory_file import Directory, read_directory


@dataclass(frozen=True)
class Shipped:
    """One of them: `id` is its file, `words` what it is called in a sentence."""

    id: str
    words: str

    def read(self) -> Directory:
        """What it says."""
        return read_directory((Path(__file__).parent / f"{self.id}.toml").read_text(encoding="utf-8"))


SHIPPED = (Shipped("kent", "the Kent directory"),)
