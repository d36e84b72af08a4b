"""The whole product as people start it: how long until it answers, and how much memory it holds when idle."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil


def whole() -> dict[str, float]:
    """Seconds until the first page, from an empty data folder and again; PSS in MB of every process, idle."""
    with tempfile.TemporaryDirectory(prefix="parishpump-bench-") as folder:
        Path(folder).chmod(0o711)
        cold, _ = _start(folder)
        warm, memory = _start(folder, idle=20)
    return {"start_cold_s": cold, "start_warm_s": warm, "idle_pss_mb": memory}


def _start(folder: str, *, idle: float = 0) -> tuple[float, float]:
    port = _free_port()
    environ = {**os.environ, "PARISHPUMP_HOME": f"{folder}/home", "PORT": str(port)}
    environ.pop("DATABASE_URL", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "parishpump.config.cli", "run"], env=environ, stdout=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            time.sleep(0.05)
        took = time.perf_counter() - start
        time.sleep(idle)
        return took, _pss(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _pss(pid: int) -> float:
    """Proportional set size of a process and all below it: shared pages are counted once (Linux, smaps_rollup)."""
    parent = psutil.Process(pid)
    return sum(one.memory_full_info().pss for one in [parent, *parent.children(recursive=True)]) / 1_000_000


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
