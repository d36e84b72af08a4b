"""Reasons and addresses that people give when they decide."""

from django import forms

from parishpump.ui.forms import PumpForm


class ReasonForm(PumpForm):
    """What should change before it may go out."""

    reason = forms.CharField(
        label="Or send it back: what should change?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The writer sees your words beside the text. They stay on the record.",
        error_messages={"required": "Say what should change, so that the writer can change it."},
    )


class WithdrawalForm(PumpForm):
    """Why a published post is taken from view."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who opens the notice sees this reason in place of its words.",
        error_messages={"required": "Say why it is withdrawn: the public page shows the reason."},
    )


class PauseForm(PumpForm):
    """Why everything stops."""

    reason = forms.CharField(
        label="Why does everything stop?",
        max_length=300,
        help_text="Such as “burst main, emergency notices only”. It is shown on every page of the desk.",
        error_messages={"required": "Say why everything stops, so that colleagues know what to do."},
    )


class SettlementForm(PumpForm):
    """What somebody saw who looked at the network."""

    found = forms.ChoiceField(
        label="What do you see there?",
        widget=forms.RadioSelect,
        choices=[("there", "It is there"), ("not there", "It is not there: send it again")],
        error_messages={"required": "Say whether it is there. Open the page first and look."},
    )
    address = forms.URLField(
        label="Address of the post",
        max_length=600,
        required=False,
        assume_scheme="https",
        help_text="Needed where it is there: open the post and copy its address.",
    )

    def clean(self) -> None:
        super().clean()
        if (
            self.cleaned_data.get("found") == "there"
            and not self.cleaned_data.get("address")
            and "address" not in self.errors
        ):
            self.add_error("address", "Paste the address of the post, so that it can be found again.")
