"""What a field looks like on a page, and how it is described to those who cannot see it."""

from typing import Any

from django.template import engines

from tests.ui import gallery


def drawn(source: str, **context: Any) -> str:
    return str(engines["django"].from_string("{% load pump %}" + source).render(context))


def test_a_field_is_described_by_its_hint_its_error_and_its_count() -> None:
    page = drawn('{% field form.text count=300 hint="Say where." %}', form=gallery.wrong_form())

    assert 'aria-describedby="id_wrong-text_hint id_wrong-text_error id_wrong-text_count"' in page
    assert 'aria-invalid="true"' in page
    assert 'class="govuk-textarea govuk-textarea--error"' in page
    assert 'id="id_wrong-text_error"' in page


def test_a_count_says_when_the_text_is_too_long() -> None:
    page = drawn("{% field form.title count=20 %}", form=gallery.wrong_form())

    assert "33 of 20 characters: too long" in page


def test_a_group_of_choices_has_a_legend_and_hints_of_its_own() -> None:
    page = drawn("{% field form.outcome hints=hints %}", form=gallery.empty_form(), hints={"listen": "Nobody is told."})

    assert '<legend class="govuk-fieldset__legend' in page
    assert 'value="reply" checked' in page
    assert 'aria-describedby="id_outcome_1_hint"' in page


def test_words_that_people_typed_are_escaped() -> None:
    form = gallery.GalleryForm({"title": "<script>", "goes_out": "<b>soon"}, now=gallery.NOW, zone=gallery.LONDON)

    page = drawn("{% field form.title %}{% field form.goes_out %}{% error_summary form %}", form=form)

    assert "<script>" not in page
    assert "<b>soon" not in page


def test_every_error_in_the_summary_leads_to_a_control_of_the_page() -> None:
    form = gallery.wrong_form()

    page = drawn('{% include "ui/form.html" %}', form=form)

    links = [part.split('"')[0] for part in page.split('href="#')[1:]]
    assert len(links) == len(form.errors)
    assert all(f'id="{link}"' in page for link in links)


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=gallery.empty_form()).strip() == ""


def test_an_error_of_the_whole_form_is_said_without_a_link() -> None:
    form = gallery.wrong_form()
    form.add_error(None, "Two findings must be settled first.")

    page = drawn("{% error_summary form %}", form=form)

    assert "<li>Two findings must be settled first.</li>" in page


def test_a_form_with_a_file_says_so_to_the_browser() -> None:
    page = drawn('{% include "ui/form.html" %}', form=gallery.empty_form())

    assert 'enctype="multipart/form-data"' in page
    assert "novalidate" in page
