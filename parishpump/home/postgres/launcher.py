"""Start PostgreSQL so that it cannot outlive us: steps down from root, ties itself to the supervisor, then becomes it.

Run as a program of its own (standard library only), because the tie has to be made in the child, after it has changed
its user: changing the user unties it (prctl(2)). Doing so between fork and exec of a process with threads may hang.
Arguments: the supervisor's process number, user and group (or -1 -1), the program and its arguments.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def tied(program: list[str], drop_to: tuple[int, int] | None) -> list[str]:
    """The command that runs a program through this file; its tie is to the thread that starts it."""
    uid, gid = drop_to or (-1, -1)
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), str(uid), str(gid), *program]


def main(arguments: list[str]) -> None:
    """Become the program, with a fast shutdown (SIGINT) sent to it as soon as the supervisor dies."""
    supervisor, uid, gid = (int(argument) for argument in arguments[:3])
    if uid != -1:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    os.umask(0o077)
    if sys.platform == "linux":
        _die_with_parent()
        if os.getppid() != supervisor:  # it died before the tie was made
            os._exit(1)
    else:
        watch_standard_input()
    os.execv(arguments[3], arguments[3:])  # noqa: S606


def _die_with_parent() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def watch_standard_input() -> None:
    """Where the system has no such tie: leave a twin that reads a pipe which only the supervisor holds open, our
    standard input, and asks the server to stop when it ends."""
    server = os.getpid()
    if os.fork():
        return
    os.setsid()
    while os.read(0, 1):
        pass
    if os.getppid() == server:  # still the server's child, so the number is still the server's
        os.kill(server, signal.SIGINT)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
