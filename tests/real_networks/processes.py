"""Starting real servers for a test session: on loopback, on free ports, gone with the session."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = REPOSITORY / "scripts" / "networks"
CACHE = Path(os.environ.get("PARISHPUMP_CACHE") or Path.home() / ".cache" / "parishpump")
START_WITHIN = 180  # seconds
NOBODY = 65534  # PostgreSQL and MariaDB refuse to run as root


def tool(name: str) -> str:
    """The path of a program. A missing one fails the tests: `scripts/networks/setup.sh` installs it."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        raise FileNotFoundError(f"{name} is missing: run scripts/networks/setup.sh")
    return found


def cached(*parts: str) -> Path:
    """A folder that setup.sh has filled."""
    folder = CACHE.joinpath(*parts)
    if not folder.exists():
        raise FileNotFoundError(f"{folder} is missing: run scripts/networks/setup.sh")
    return folder


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def run(
    *command: str | Path, env: Mapping[str, str] | None = None, said: str | None = None, as_nobody: bool = False
) -> str:
    """Run a command to its end, with `said` as its input, and give what it printed; a failure shows what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        input=said,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=120,
        user=NOBODY if as_nobody and os.geteuid() == 0 else None,
        group=NOBODY if as_nobody and os.geteuid() == 0 else None,
        cwd="/",
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextmanager
def running(
    *command: str | Path,
    log: Path,
    port: int,
    env: Mapping[str, str] | None = None,
    as_nobody: bool = False,
    ends_by: str = "SIGINT",
    says: str = "",
) -> Iterator[None]:
    """Keep a server running, from the moment that it listens on a port (and has said what it says when it is ready)."""
    drop = [tool("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    prefix = drop if as_nobody and os.geteuid() == 0 else []
    with log.open("wb") as said:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.real_networks.keeper", ends_by, *prefix, *(str(part) for part in command)],
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            cwd=REPOSITORY,
            env={**os.environ, **(env or {})},
        )
        try:
            _wait_until_ready(keeper, port, log, says)
            yield
        finally:
            assert keeper.stdin is not None
            keeper.stdin.close()
            keeper.wait(30)


def _wait_until_ready(keeper: "subprocess.Popen[bytes]", port: int, log: Path, says: str) -> None:
    ends = time.monotonic() + START_WITHIN
    while time.monotonic() < ends and keeper.poll() is None:
        if _listens(port) and says in log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{log.stem} did not start:\n{log.read_text(errors='replace')[-4000:]}")


def _listens(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def workplace(name: str) -> Iterator[Path]:
    """A folder that nobody's servers can use too, removed at the end."""
    folder = Path(subprocess.check_output([tool("mktemp"), "-d", f"/tmp/parishpump-{name}-XXXXXX"], text=True).strip())
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
