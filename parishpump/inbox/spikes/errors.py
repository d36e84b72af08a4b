"""What can be wrong with a series, and with the file of one."""


class SpikeError(Exception):
    """A series cannot be read on; the message says why and what to do."""


class SpikeFileError(SpikeError):
    """A file of counts cannot be read: the message names the file, the line, what is wrong and what to do."""

    def __init__(self, file: str, line: int, trouble: str) -> None:
        super().__init__(f"{file}, line {line}: {trouble}")
        self.line = line
