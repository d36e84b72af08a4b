from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from parishpump.ui.forms import PumpForm, TypedMomentField

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)


class NoticeForm(PumpForm):
    title = forms.CharField(label="Headline", max_length=10)
    email = forms.EmailField(required=False)
    audience = forms.ChoiceField(label="Audience", choices=[("all", "Everybody")], required=False)
    reason = forms.CharField(required=False, max_length=5, error_messages={"max_length": "Say it in a word."})
    picture = forms.FileField(label="Picture", required=False)
    goes_out = TypedMomentField(label="Goes out", required=False)


def notice(**typed: str) -> NoticeForm:
    return NoticeForm(typed, now=NOW, zone=LONDON)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "“Headline” is empty. Fill it in."),
        ("title", "Mill Lane closed", "“Headline” has 16 characters, and 10 fit. Shorten it."),
        ("email", "clerk", "“Email” is not a whole email address. Write it like clerk@council.example."),
        ("audience", "nobody", "“Audience”: that choice is not offered any more. Choose again."),
        ("reason", "because", "Say it in a word."),
    ],
)
def test_an_error_names_the_field_and_says_what_to_do(field: str, typed: str, said: str) -> None:
    assert notice(**{field: typed}).errors[field] == [said]


def test_an_empty_file_is_refused_in_our_words() -> None:
    form = NoticeForm({"title": "Mill Lane"}, {"picture": SimpleUploadedFile("lane.jpg", b"")})

    assert form.errors["picture"] == ["“Picture”: the file is empty. Choose another."]


def test_a_typed_moment_becomes_a_moment_in_the_zone_of_the_council() -> None:
    form = notice(title="Mill Lane", goes_out="Tue 24 Nov, 12:30pm")

    assert form.is_valid()
    assert form.cleaned_data["goes_out"] == datetime(2026, 11, 24, 12, 30, tzinfo=LONDON)


def test_a_moment_that_was_not_understood_is_kept_as_typed() -> None:
    form = notice(title="Mill Lane", goes_out="Mon 24 Nov, 12:30pm")

    assert form.errors["goes_out"] == ["24 November 2026 is a Tuesday, not a Monday. Change the day or the date."]
    assert form["goes_out"].value() == "Mon 24 Nov, 12:30pm"


def test_a_moment_of_the_record_is_shown_as_a_person_would_type_it() -> None:
    noon_in_paris = datetime(2026, 11, 24, 13, 30, tzinfo=ZoneInfo("Europe/Paris"))

    form = NoticeForm(initial={"goes_out": noon_in_paris}, zone=LONDON)

    assert form["goes_out"].value() == "Tue 24 Nov 2026, 12:30pm"


def test_the_echo_says_the_weekday_in_full() -> None:
    field = notice().fields["goes_out"]

    assert isinstance(field, TypedMomentField)
    assert field.echo("24/11 1230") == "Tuesday 24 November 2026 at 12:30pm"
    assert field.echo("soon") == ""


def test_a_moment_typed_again_as_it_stood_has_not_changed() -> None:
    start = datetime(2026, 11, 24, 12, 30, tzinfo=LONDON)

    same = NoticeForm({"title": "x", "goes_out": "Tue 24 Nov 2026, 12:30pm"}, initial={"goes_out": start}, zone=LONDON)
    other = NoticeForm({"title": "x", "goes_out": "Tue 24 Nov 2026, 1pm"}, initial={"goes_out": start}, zone=LONDON)

    assert "goes_out" not in same.changed_data
    assert "goes_out" in other.changed_data


def test_a_moment_that_has_to_be_given_says_how() -> None:
    class StrictForm(PumpForm):
        ends = TypedMomentField(label="Comes down")

    assert StrictForm({}).errors["ends"] == ["Say a day and a time. Write it like “Thu 3 Dec, 5pm”."]
