"""Answering a post on the demonstration network."""

from django import forms

from parishpump.ui.forms import PumpForm


class ReplyForm(PumpForm):
    """What a resident answers."""

    author = forms.CharField(
        label="A name to answer under",
        max_length=60,
        help_text="Make one up, such as “Parent, Ford Street”.",
    )
    text = forms.CharField(
        label="Your answer",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Plain words, 500 characters at most. Everybody here can read it.",
    )


class ChangeForm(PumpForm):
    """Other words for what a resident answered."""

    text = forms.CharField(
        label="Your answer",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody sees that it was changed.",
    )
