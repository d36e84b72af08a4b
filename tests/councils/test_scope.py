"""No query without a council, and PostgreSQL behind it."""

import pytest
from django.db import connection, transaction

from parishpump.channels.models import Channel
from parishpump.councils.tenancy import NoCouncil, council_scope
from parishpump.people.models import Office
from tests.conftest import MAY, NOON, person_in


def test_a_query_outside_every_scope_is_refused(db):
    with pytest.raises(NoCouncil):
        Office.objects.count()


def test_a_row_cannot_be_made_outside_every_scope(db):
    with pytest.raises(NoCouncil):
        Office(kind="clerk", since=MAY)


def test_one_council_does_not_see_the_offices_of_another(clerk, southfold):
    with council_scope(southfold.id):
        seen = Office.objects.count()

    assert seen == 0


def test_raw_sql_is_bound_too(clerk, southfold):
    with council_scope(southfold.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_office")
        (seen,) = cursor.fetchone()

    assert seen == 0


def test_a_row_cannot_be_smuggled_into_another_council(clerk, northfold, southfold):
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        Channel.objects.create(council=southfold, name="Ours", network="noticeboard", opened_at=NOON, opened_by=clerk)


def test_the_scope_outlives_a_rollback(clerk):
    with transaction.atomic():
        Office.objects.count()
        transaction.set_rollback(True)

    assert Office.objects.count() == 1


def test_the_scope_is_told_again_inside_a_transaction_that_changes_council(clerk, southfold):
    with council_scope(southfold.id):
        person_in("clerk", minute="", council="southfold")
        inside = Office.objects.count()

    assert (inside, Office.objects.count()) == (1, 1)
