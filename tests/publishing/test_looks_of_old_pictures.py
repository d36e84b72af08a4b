"""Pictures from before looks were kept: the migration works theirs out from the bytes."""

import io
from importlib import import_module

import pytest
from django.apps import apps
from PIL import Image

from parishpump.councils.tenancy import council_scope
from parishpump.publishing.actions.picturing import add_picture
from parishpump.publishing.models import Picture
from parishpump.publishing.queries.library import look_alike_of
from tests.conftest import NOON

MIGRATION = import_module("parishpump.publishing.migrations.0011_looks")


def photograph(**more) -> bytes:
    """Light from left to right, as a photograph of something would have it, in waves."""
    out = io.BytesIO()
    picture = Image.linear_gradient("L").rotate(90).resize((480, 320)).convert("RGB")
    picture.paste(Image.radial_gradient("L").resize((200, 200)).convert("RGB"), (40, 60))
    picture.save(out, **{"format": "PNG", **more})
    return out.getvalue()


@pytest.fixture
def old(communications_officer) -> Picture:
    """A picture as it was kept before, and the look that it would get today."""
    picture = add_picture(photograph(), filename="lane.png", by=communications_officer, at=NOON)
    picture.known = picture.look
    Picture.objects.filter(id=picture.id).update(look="")
    return picture


def test_an_old_picture_gets_the_look_that_a_new_one_gets_and_is_recognised(old):
    MIGRATION.work_out_looks(apps, None)

    assert old.known
    assert Picture.objects.get(id=old.id).look == old.known
    assert look_alike_of(old.known) == old


def test_a_look_that_is_there_stays_and_a_second_run_changes_nothing(old):
    Picture.objects.filter(id=old.id).update(look="00ff00ff00ff00ff")

    MIGRATION.work_out_looks(apps, None)

    assert Picture.objects.get(id=old.id).look == "00ff00ff00ff00ff"


def test_a_picture_whose_bytes_are_not_there_stays_without(old):
    Picture.objects.filter(id=old.id).update(sha256="0" * 64)

    MIGRATION.work_out_looks(apps, None)

    assert Picture.objects.get(id=old.id).look == ""


def test_it_is_done_for_every_council(old, southfold):
    with council_scope(southfold.id):
        MIGRATION.work_out_looks(apps, None)

    assert Picture.objects.get(id=old.id).look == old.known
