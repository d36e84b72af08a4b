"""Plain controls are drawn by our own hand for speed: the same as Django draws them."""

import re

import pytest
from django import forms

from parishpump.ui.fields import Look, present

SAID = ["", "words", 'a "quoted" <b>word</b> & more', "\n\ntwo empty lines first", "£5, café"]


class Asked(forms.Form):
    line = forms.CharField(max_length=40, required=False)
    lines = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), min_length=3)
    number = forms.IntegerField(localize=True, required=False)
    email = forms.EmailField()
    secret = forms.CharField(widget=forms.PasswordInput)
    off = forms.CharField(disabled=True)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("name", Asked.base_fields)
def test_it_is_what_django_draws(name, said):
    bound = Asked({name: said})[name]

    drawn = present(bound, Look()).control

    ours = {found[1]: found[2] for found in re.finditer(r'(class|aria-describedby)="([^"]*)"', drawn)}
    assert _facts(drawn) == _facts(bound.as_widget(attrs=ours))


def _facts(drawn: str) -> tuple[str, list[str], str]:
    tag, rest = re.fullmatch(r"<(\w+)([^>]*>.*)", drawn.strip(), re.DOTALL).groups()
    inside, _, after = rest.partition(">")
    return tag, sorted(re.findall(r'[\w-]+="[^"]*"|[\w-]+', inside)), after
