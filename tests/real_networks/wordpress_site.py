"""A real WordPress with a real MariaDB."""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.real_networks.processes import NOBODY, SCRIPTS, cached, free_port, run, running, tool, workplace


@dataclass(frozen=True)
class WordPressSite:
    """Where it is, and what lets its author, its editor and a mere subscriber in."""

    address: str
    credentials: dict[str, str]
    editor: dict[str, str]
    subscriber: dict[str, str]


@contextmanager
def wordpress_site() -> Iterator[WordPressSite]:
    with workplace("wordpress") as folder, _mariadb(folder) as database:
        unpacked = cached("wordpress", "usr", "share", "wordpress")
        root = Path(shutil.copytree(unpacked, folder / "site", ignore_dangling_symlinks=True))
        for file in ("wp-config.php", "router.php", "install.php"):
            shutil.copy(SCRIPTS / "wordpress" / file, root)
        _let_people_write_quickly(root)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        said = run(tool("php"), root / "install.php", root, address, env=database)
        accounts = json.loads(said.splitlines()[-1])
        server = [tool("php"), "-S", f"127.0.0.1:{port}", "-t", root, root / "router.php"]
        env = {**database, "PHP_CLI_SERVER_WORKERS": "4"}
        # PHP's server does not end while one of its workers lives.
        with running(*server, log=folder / "php.log", port=port, env=env, ends_by="SIGKILL"):
            yield WordPressSite(
                address,
                {"address": address, **accounts["clerk"]},
                {"address": address, **accounts["editor"]},
                {"address": address, **accounts["resident"]},
            )


def _let_people_write_quickly(root: Path) -> None:
    """Else WordPress wants fifteen seconds between two comments of the same author."""
    plugins = root / "wp-content" / "mu-plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    (plugins / "quickly.php").write_text("<?php add_filter('comment_flood_filter', '__return_false', 99);\n")


@contextmanager
def _mariadb(folder: Path) -> Iterator[dict[str, str]]:
    port, password, files = free_port(), secrets.token_hex(12), folder / "database"
    start = folder / "start.sql"
    start.write_text(  # MariaDB reads it line by line
        "CREATE DATABASE IF NOT EXISTS wordpress;\n"
        f"CREATE OR REPLACE USER wordpress@'127.0.0.1' IDENTIFIED BY '{password}';\n"
        "GRANT ALL ON wordpress.* TO wordpress@'127.0.0.1';\n"
    )
    if os.geteuid() == 0:
        os.chown(start, NOBODY, NOBODY)
    files.mkdir()
    if os.geteuid() == 0:
        os.chown(files, NOBODY, NOBODY)
    run(
        tool("mariadbd"), "--no-defaults", "--bootstrap", f"--datadir={files}", "--skip-grant-tables",
        said=_first_tables(), as_nobody=True,
    )  # fmt: skip
    server = [
        tool("mariadbd"), "--no-defaults", f"--datadir={files}", f"--socket={folder}/mariadb.sock", f"--port={port}",
        "--bind-address=127.0.0.1", "--skip-name-resolve", f"--init-file={start}", "--innodb-flush-log-at-trx-commit=0",
    ]  # fmt: skip
    with running(*server, log=folder / "mariadb.log", port=port, as_nobody=True, ends_by="SIGTERM"):
        yield {"WORDPRESS_DB_HOST": f"127.0.0.1:{port}", "WORDPRESS_DB_PASSWORD": password}


def _first_tables() -> str:
    """MariaDB's own tables. Its script for this wants tools from packages that would set up a service."""
    shared = Path("/usr/share/mysql")
    parts = ("mysql_system_tables", "mysql_performance_tables", "mysql_system_tables_data")
    files = "\n".join((shared / f"{part}.sql").read_text() for part in parts)
    return f"CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n{files}"
