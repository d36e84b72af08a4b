"""Keeps one server for as long as whoever started it lives: when standard input ends, the server and its children do.

    python -m tests.real_networks.keeper SIGNAL COMMAND …

It closes the gap that a killed test run would leave: nothing started by these tests outlives them.
"""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Thread

PATIENCE = 10  # seconds


def main(signal_name: str, *command: str) -> int:
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    for ignored in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)  # ours to hear is only the end of standard input
    Thread(target=_end_with_our_starter, args=(server, signal.Signals[signal_name]), daemon=True).start()
    server.wait()
    _end_the_rest(server)
    return server.returncode


def _end_with_our_starter(server: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    sys.stdin.read()
    server.send_signal(how)
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()


def _end_the_rest(server: "subprocess.Popen[bytes]") -> None:
    """PHP's workers outlive their parent."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
