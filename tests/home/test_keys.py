import base64
import stat
from pathlib import Path

import pytest

from parishpump.home.errors import HomeError, SecretError
from parishpump.home.folder import Home
from parishpump.home.keys import CredentialKey, credential_key, database_passwords, django_secret

KEY = CredentialKey(bytes(range(32)))


def test_keys_are_made_once(home: Home) -> None:
    home.create()

    assert django_secret(home, {}) == django_secret(home, {})
    assert credential_key(home, {}) == credential_key(home, {})
    assert database_passwords(home) == database_passwords(home)


def test_key_files_are_closed_to_others(home: Home) -> None:
    home.create()

    django_secret(home, {})
    credential_key(home, {})
    database_passwords(home)

    files = list(home.keys.iterdir())
    assert len(files) == 5
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(home.keys.stat().st_mode) == 0o700


def test_several_machines_share_keys_by_their_environment(home: Home) -> None:
    given = base64.b64encode(b"k" * 32).decode()

    assert credential_key(home, {"PARISHPUMP_CREDENTIAL_KEY": given}).key == b"k" * 32
    assert django_secret(home, {"PARISHPUMP_SECRET_KEY": "s" * 50}) == "s" * 50
    assert not home.path.exists()


@pytest.mark.parametrize("given", ["short", "!" * 44, base64.b64encode(b"k" * 31).decode()])
def test_a_credential_key_of_another_length_is_refused(home: Home, given: str) -> None:
    with pytest.raises(HomeError, match="not 32 bytes"):
        credential_key(home, {"PARISHPUMP_CREDENTIAL_KEY": given})


def test_an_emptied_key_file_is_not_replaced_by_a_new_key(home: Home) -> None:
    home.create()
    (home.keys / "credential-key").touch()

    with pytest.raises(HomeError, match="is empty"):
        credential_key(home, {})


def test_a_sealed_secret_opens_in_its_own_context_only() -> None:
    sealed = KEY.seal_secret(b"app password", "northfold, channel 3")

    assert KEY.open_secret(sealed, "northfold, channel 3") == b"app password"
    with pytest.raises(SecretError):
        KEY.open_secret(sealed, "southfold, channel 3")
    with pytest.raises(SecretError):
        CredentialKey(b"x" * 32).open_secret(sealed, "northfold, channel 3")


def test_no_changed_or_missing_byte_of_a_sealed_secret_passes() -> None:
    sealed = KEY.seal_secret(b"token", "channel 1")

    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        for broken in (changed, sealed[:place]):
            with pytest.raises(SecretError):
                KEY.open_secret(broken, "channel 1")


def test_keys_do_not_show_in_tracebacks(home: Home) -> None:
    home.create()

    assert database_passwords(home).app not in repr(database_passwords(home))
    assert repr(KEY.key) not in repr(KEY)


def test_the_folder_is_the_one_the_environment_names() -> None:
    assert Home.from_environment({"PARISHPUMP_HOME": "/srv/pump"}).path == Path("/srv/pump")
    assert Home.from_environment({}).path.name == "parishpump"
