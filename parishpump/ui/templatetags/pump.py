"""Template filters and tags of the shared look. Moments are shown in the council's zone, which is the active one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from parishpump.ui import fields, seal, words

register = template.Library()


def _local(when: date) -> date:
    return timezone.localtime(when) if isinstance(when, datetime) else when


def _now(given: datetime | None) -> datetime:
    return timezone.localtime(given or timezone.now())


@register.filter
def day(when: date | None) -> str:
    """Tuesday 1 December 2026"""
    return words.day(_local(when)) if when else ""


@register.filter
def day_no_year(when: date | None) -> str:
    """Tuesday 1 December"""
    return words.day(_local(when), year=False) if when else ""


@register.filter
def plain_day(when: date | None) -> str:
    """12 May 2027"""
    return words.plain_day(_local(when)) if when else ""


@register.filter
def short_day(when: date | None) -> str:
    """Tue 1 Dec"""
    return words.short_day(_local(when)) if when else ""


@register.filter
def clock(when: datetime | None) -> str:
    """9:31am"""
    return words.clock(timezone.localtime(when)) if when else ""


@register.filter
def moment(when: datetime | None) -> str:
    """Tuesday 24 November 2026 at 12:30pm"""
    return words.moment(timezone.localtime(when)) if when else ""


@register.filter
def near(when: datetime | None, now: datetime | None = None) -> str:
    """12:30pm today"""
    return words.near_moment(timezone.localtime(when), now=_now(now)) if when else ""


@register.filter
def days_to(first: date, last: date) -> str:
    """1 to 3 December 2026"""
    return words.days_between(_local(first), _local(last))


@register.filter
def ahead(when: datetime | None, now: datetime | None = None) -> str:
    """in 9 days"""
    return words.ahead(timezone.localtime(when), now=_now(now)) if when else ""


@register.filter
def ago(when: datetime | None, now: datetime | None = None) -> str:
    """18 hours ago"""
    return words.ago(timezone.localtime(when), now=_now(now)) if when else ""


@register.filter
def late(due: datetime | None, now: datetime | None = None) -> str:
    """1h 10m late"""
    return words.late(due, now=_now(now)) if due else ""


@register.filter
def plural(number: int, nouns: str) -> str:
    """`{{ n|plural:"reply,replies" }}` or, for an s, `{{ n|plural:"post" }}`: the noun alone."""
    return words.plural(number, *nouns.split(","))


@register.filter
def counted(number: int, nouns: str) -> str:
    """`{{ n|counted:"reply,replies" }}`: 3 replies"""
    return words.counted(number, *nouns.split(","))


@register.filter
def number_word(number: int) -> str:
    """six"""
    return words.number_word(number)


@register.filter
def listed(items: Iterable[object]) -> str:
    """Noticeboard, Bluesky and Mastodon"""
    return words.listed([str(item) for item in items])


@register.filter
def size(octets: int) -> str:
    """1.4 MB"""
    return words.size(octets)


@register.filter
def group_hex(digest: str) -> str:
    """d5827d76 abbf996c …"""
    return words.grouped_hex(digest)


@register.inclusion_tag("ui/seal.html", name="seal")
def draw_seal(digest: str, small: bool = False, say: str = "", digits: bool = True) -> dict[str, object]:
    """The picture of a SHA-256 with its digits; `say` is the sentence beside it."""
    return {"digest": digest, "ticks": seal.ticks(digest), "small": small, "say": say, "digits": digits}


@register.simple_tag
def state(kind: str, said: str) -> SafeString:
    """A word in a box. Kinds: late blocked must should sent done due set unknown held quiet."""
    return format_html('<span class="state state--{}">{}</span>', kind, said)


@register.simple_block_tag(name="authority")
def authority_block(content: str) -> str:
    """The authority line around prose of the page's own."""
    return render_to_string("ui/authority.html", {"words": content})


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, object]:
    """Every error of the forms as a link to its field, or nothing."""
    return {"errors": [error for form in forms for error in fields.errors_of(form)]}


@register.inclusion_tag("ui/field.html", name="field")
def render_field(
    bound: BoundField,
    hint: str = "",
    label_class: str = "",
    inline: bool = False,
    count: int = 0,
    hints: Mapping[str, str] | None = None,
    hidden_label: bool = False,
    rows: int = 0,
) -> dict[str, Any]:
    """One form field with label, hint, error and control, whatever its widget."""
    look = fields.Look(inline=inline, count=count, hints=hints or {}, rows=rows, hint=hint)
    return {"field": fields.present(bound, look), "label_class": label_class, "hidden_label": hidden_label}


@register.inclusion_tag("ui/pager.html")
def pager(page: Page[Any], query: str = "", noun: str = "row") -> dict[str, object]:
    """Links to the pages before and after; `query` is the rest of the query string, without `page`."""
    return {"page": page, "query": query, "noun": noun}
