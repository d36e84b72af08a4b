"""What is filled in under the house rules: a step, why it is taken back, the outcome of an appeal, an appeal itself."""

from datetime import datetime, time
from typing import Any

from django import forms

from parishpump.inbox.actions.moderating import Step
from parishpump.inbox.house_rules import BLOCK, HIDE
from parishpump.inbox.models import Appeal, Moderation
from parishpump.inbox.queries.house_rules import HouseRules
from parishpump.inbox.scans import NotAScan, picture_of
from parishpump.publishing.pictures import MOST_BYTES
from parishpump.ui.forms import PumpForm, TypedMomentField

STEP_WORDS = dict(Moderation.STEPS)
UPHELD = (Appeal.UPHELD, "Upheld: the step was wrong, and is taken back")
PARTLY = {
    HIDE: "Partly upheld: it is shown again, and a warning stands",
    BLOCK: "Partly upheld: the block ends sooner",
}
REJECTED = (Appeal.REJECTED, "Rejected: the step stands")


def _words(label: str, hint: str = "", *, longest: int = 400, rows: int = 2, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=longest, widget=area, required=required)


class StepForm(PumpForm):
    """One step against a comment or an account."""

    step = forms.ChoiceField(label="Step", widget=forms.RadioSelect)
    ground = forms.ChoiceField(label="Ground", widget=forms.RadioSelect)
    reason = _words("What in it gives that ground", "Whoever hears an appeal reads this.")
    until = TypedMomentField(label="If you block: until when", usual_time=time(12, 0), required=False)
    at_once_because = _words(
        "If you block without a milder step before: why it cannot wait", "Such as a threat.", required=False
    )
    picture = forms.FileField(
        label="A picture of how it stands now",
        required=False,
        help_text="JPEG or PNG, at most 15 MB. Needed where no software can look.",
    )

    def __init__(self, *args: Any, rules: HouseRules, at: datetime, **options: Any) -> None:
        super().__init__(*args, now=at, initial={"until": rules.block_ends(at)}, **options)
        self.offer("step", [(one, STEP_WORDS[one]) for one in rules.ladder])
        self.offer("ground", [(one, one) for one in rules.grounds])

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        try:
            return picture_of(upload.read(MOST_BYTES + 1)) if upload else None
        except NotAScan as refused:
            raise forms.ValidationError(str(refused)) from refused

    @property
    def chosen(self) -> Step:
        """What was filled in."""
        said = self.cleaned_data
        until = said["until"] if said["step"] == BLOCK else None
        return Step(said["step"], said["ground"], said["reason"], until, said["at_once_because"], said["picture"])


class BackForm(PumpForm):
    """Why a step is taken back."""

    why = _words("Why it is taken back")


class HearingForm(PumpForm):
    """What came of an appeal. In part only what can be given in part is upheld: a hidden comment, a block."""

    outcome = forms.ChoiceField(label="Outcome", widget=forms.RadioSelect)
    until = TypedMomentField(label="If the block ends sooner: when", usual_time=time(12, 0), required=False)
    reasons = _words("Reasons", "Whoever appealed is told these words.", longest=4000, rows=5)

    def __init__(self, *args: Any, step: Moderation, at: datetime, **options: Any) -> None:
        super().__init__(*args, now=at, **options)
        in_part = PARTLY.get(step.step) if step.undone_at is None else None
        partly = [(Appeal.PARTLY, in_part)] if in_part else []
        self.offer("outcome", [UPHELD, *partly, REJECTED])
        if step.step != BLOCK or step.undone_at is not None:
            del self.fields["until"]

    @property
    def decision(self) -> dict[str, Any]:
        """What was filled in, as `decide_appeal` takes it."""
        said = self.cleaned_data
        until = said.get("until") if said["outcome"] == Appeal.PARTLY else None
        return {"outcome": said["outcome"], "reasons": said["reasons"], "until": until}


class AppealForm(PumpForm):
    """The public's own form: why a step was wrong."""

    words = _words("Why was it wrong?", longest=8000, rows=7)
    key = forms.CharField(
        label="Key from our message to you",
        help_text="If you have none, say above what you wrote, where and when.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.CharField(
        label="Where we tell you the outcome",
        help_text="An email address or a telephone number. You can leave it empty.",
        max_length=320,
        required=False,
    )
