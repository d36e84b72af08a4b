"""Tags, filters and whole pages, drawn without a browser."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from parishpump.ui import frame
from parishpump.ui.views import csrf_failure
from tests.ui import gallery

UI = Path(frame.__file__).parent
ERROR_PAGES = ["400", "401", "403", "403_csrf", "404", "413", "500", "503"]


def drawn(source: str, **context: Any) -> str:
    return str(engines["django"].from_string("{% load pump %}" + source).render(context)).strip()


def test_moments_are_shown_in_the_active_zone() -> None:
    summer = datetime(2026, 6, 24, 11, 30, tzinfo=UTC)

    with timezone.override(ZoneInfo("Europe/London")):
        assert drawn("{{ when|moment }}", when=summer) == "Wednesday 24 June 2026 at 12:30pm"
        assert drawn("{{ when|clock }}, {{ when|short_day }}", when=summer) == "12:30pm, Wed 24 Jun"


def test_a_day_late_in_the_evening_belongs_to_the_active_zone() -> None:
    evening = datetime(2026, 6, 24, 23, 30, tzinfo=UTC)

    with timezone.override(ZoneInfo("Europe/London")):
        assert drawn("{{ when|day }} {{ when|day_no_year }} {{ when|plain_day }}", when=evening) == (
            "Thursday 25 June 2026 Thursday 25 June 25 June 2026"
        )


def test_what_is_not_known_is_shown_as_nothing() -> None:
    assert drawn("{{ when|moment }}{{ when|day }}{{ when|ahead }}{{ when|late }}", when=None) == ""


def test_nearness_is_counted_from_the_moment_given() -> None:
    due = gallery.NOW - timedelta(minutes=70)

    assert drawn("{{ due|late:now }}, {{ due|ago:now }}, {{ due|near:now }}", due=due, now=gallery.NOW) == (
        "1h 10m late, 1h 10m ago, 8am today"
    )


def test_nouns_follow_their_number() -> None:
    assert drawn('{{ 2|counted:"reply,replies" }}, {{ 1|plural:"post" }}, {{ 6|number_word }}') == (
        "2 replies, post, six"
    )


def test_the_seal_is_drawn_with_its_digits() -> None:
    page = drawn('{% seal digest small=True say="These words." %}', digest="ab" * 32)

    assert "abababab abababab" in page
    assert "seal--s" in page
    assert "<title>Seal beginning abababab</title>" in page


def test_a_state_escapes_its_word() -> None:
    assert drawn('{% state "late" said %}', said="<b>") == '<span class="state state--late">&lt;b&gt;</span>'


def test_the_authority_line_is_the_same_from_words_and_from_parts() -> None:
    words = drawn("{% authority %}You act as <b>{{ office }}</b>.{% endauthority %}", office="Clerk & co")
    parts = drawn('{% include "ui/authority.html" %}', office="Clerk & co")

    assert "You act as <b>Clerk &amp; co</b>." in words
    assert "You act as <b>Clerk &amp; co</b>." in parts


def test_a_change_is_said_and_not_only_coloured() -> None:
    page = drawn(
        '{% include "ui/diff.html" %}', parts=[("added", "9am <on>"), ("removed", "soon"), ("same", " Tuesday")]
    )

    assert '<ins><span class="vh">added: </span>9am &lt;on&gt;</ins>' in page
    assert '<del><span class="vh">removed: </span>soon</del>' in page


def test_the_pager_keeps_the_rest_of_the_question() -> None:
    page = drawn('{% pager page query="q=mill" noun="reply,replies" %}', page=gallery.context()["page"])

    assert 'href="?q=mill&amp;page=1"' in page
    assert "Page 2 of 5, 214 replies" in page


def test_the_desk_names_the_council_the_office_and_the_minute() -> None:
    page = gallery.draw("gallery")

    assert "Northfold Parish Council" in page
    assert "<b>Acting as Clerk</b>" in page
    assert "minute 2026/118</a>, to 12 May 2027" in page
    assert page.count('aria-current="page"') == 2


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_stands_without_any_context(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<h1>") == 1
    assert "<title>" in page
    assert "Traceback" not in page


def test_a_refusal_says_why_in_the_words_of_the_chapter() -> None:
    page = render_to_string("403.html", {"why": "Your delegation ended on 12 May."})

    assert "Your delegation ended on 12 May." in page


def test_a_form_from_an_old_page_is_refused_without_the_machine_s_reason() -> None:
    answer = csrf_failure(RequestFactory().post("/"), reason="CSRF cookie not set.")

    assert answer.status_code == 403
    assert b"grown old" in answer.content
    assert b"CSRF" not in answer.content


@pytest.mark.parametrize("template", sorted(UI.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_template_carries_style_or_script_of_its_own(template: Path) -> None:
    source = template.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|hx-on|hx-vals=.js:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


@pytest.mark.parametrize("name", ["pump", "parts", "phone"])
def test_every_colour_is_a_token(name: str) -> None:
    sheet = (UI / f"static/ui/{name}.css").read_text(encoding="utf-8")

    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet)
    assert "outline: none" not in sheet
