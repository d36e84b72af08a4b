import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from parishpump.home.doctor.diagnosis import Diagnosis
from parishpump.home.doctor.examination import examine
from parishpump.home.folder import Home
from parishpump.home.keys import credential_key
from parishpump.home.postgres.connection import ConnectionInfo


def by_name(found: tuple[Diagnosis, ...]) -> dict[str, Diagnosis]:
    return {diagnosis.what: diagnosis for diagnosis in found}


def now() -> datetime:
    return datetime.now(tz=UTC)


def test_a_running_installation_is_well(standing_server: ConnectionInfo, standing_home: Home, tmp_path: Path) -> None:
    (tmp_path / "ui.css").write_text("body {}")

    found = examine(standing_home, {}, at=now(), waiting_migrations=list, static_files=tmp_path)

    assert [diagnosis for diagnosis in found if diagnosis.ok is False] == []
    assert by_name(found)["Running"].ok
    assert "bound by row-level security" in by_name(found)["Database"].why


def test_before_the_first_start_nothing_is_wrong_and_nothing_is_made(home: Home) -> None:
    found = examine(home, {}, at=now())

    assert [diagnosis for diagnosis in found if diagnosis.ok is False] == []
    assert by_name(found)["Data folder"].ok is None
    assert not home.path.exists()


def test_loose_keys_an_open_folder_and_a_wrong_clock_are_found(home: Home) -> None:
    home.create()
    credential_key(home, {})
    (home.keys / "credential-key").chmod(0o644)
    home.path.chmod(0o755)

    found = by_name(examine(home, {}, at=datetime(2020, 1, 1, tzinfo=UTC)))

    assert found["Keys"].do.startswith("Close it: chmod 600")
    assert found["Data folder"].do.startswith("Close it: chmod go-rw")
    assert found["Clock"].ok is False


def test_a_database_elsewhere_is_examined_by_its_address(standing_server: ConnectionInfo, home: Home) -> None:
    found = by_name(examine(home, {"DATABASE_URL": standing_server.superuser_url}, at=now()))

    assert found["Database"].ok is False
    assert "row-level security" in found["Database"].why
    assert "PostgreSQL's programs" not in found


def test_clocks_that_disagree_are_found(standing_server: ConnectionInfo, home: Home) -> None:
    found = by_name(examine(home, {"DATABASE_URL": standing_server.app_url}, at=now() + timedelta(minutes=5)))

    assert found["Clocks"].ok is False


def test_a_role_for_migrations_that_cannot_connect_is_found(standing_server: ConnectionInfo, home: Home) -> None:
    passwords = replace(standing_server.passwords, owner="wrong")
    owner = replace(standing_server, passwords=passwords).owner_url

    found = examine(home, {"DATABASE_URL": standing_server.app_url, "PARISHPUMP_OWNER_URL": owner}, at=now())

    assert [diagnosis.why for diagnosis in found if diagnosis.ok is False] == [
        "The database refused the role or its password."
    ]


def test_waiting_migrations_missing_stylesheets_and_a_taken_port_are_found(
    standing_server: ConnectionInfo, standing_home: Home, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        found = by_name(
            examine(
                standing_home,
                {},
                at=now(),
                waiting_migrations=lambda: ["archive.0002_holds"],
                static_files=tmp_path / "none",
                port=taken.getsockname()[1],
            )
        )

    assert "archive.0002_holds" in found["Tables"].why
    assert found["Stylesheets and fonts"].ok is False
    assert found["Port"].ok is None


@pytest.mark.parametrize("broken", ["keys/credential-key"])
def test_an_emptied_key_is_found(home: Home, broken: str) -> None:
    home.create()
    (home.path / broken).touch(mode=0o600)

    assert by_name(examine(home, {}, at=now()))["Keys"].why == "credential-key is empty."
