import os
import signal
import subprocess
import sys

from parishpump.home.postgres import launcher

# What is started in the background may inherit that SIGINT is ignored; PostgreSQL sets its own handler, sleep does not.
_WATCHED = """
import os
import signal
from parishpump.home.postgres import launcher
signal.signal(signal.SIGINT, signal.SIG_DFL)
launcher.watch_standard_input()
os.execv("/bin/sleep", ["sleep", "60"])
"""


def test_where_no_tie_exists_a_twin_stops_the_server_when_the_supervisor_s_pipe_ends() -> None:
    server = subprocess.Popen([sys.executable, "-c", _WATCHED], stdin=subprocess.PIPE)
    assert server.stdin is not None
    assert server.poll() is None

    server.stdin.close()

    assert server.wait(30) == -signal.SIGINT


def test_a_server_is_not_started_for_a_supervisor_that_died_meanwhile() -> None:
    command = [sys.executable, "-I", "-S", launcher.__file__, "1", "-1", "-1", "/bin/echo", "started"]

    said = subprocess.run(command, capture_output=True, text=True)

    assert os.getpid() != 1
    assert said.returncode == 1
    assert said.stdout == ""
