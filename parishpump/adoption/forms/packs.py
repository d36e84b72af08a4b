"""What somebody states in the draft of the policy: the parameters of a chapter, the rules of a family, a whole file."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from parishpump.adoption.forms.days import day_field
from parishpump.policy.errors import Fault, PackError
from parishpump.policy.findings import Strength
from parishpump.policy.kinds import NONE, Choice, Count, Day, Flag, Kind, Length, Names, Roles, Table
from parishpump.policy.pack import Pack, RuleEntry
from parishpump.policy.pack_changes import with_changes
from parishpump.policy.pack_file import LARGEST_PACK
from parishpump.policy.parameter import Parameter
from parishpump.policy.parameters import REGISTER, format_value, in_words
from parishpump.policy.values import RoleSet, Value
from parishpump.ui.forms import PumpForm, speak_plainly

# The offices and bodies that policies usually name; others are typed below them.
USUAL_ROLES = ("Clerk", "Deputy Clerk", "Communications Officer", "Chairman", "Councillor", "Council")
OFF = "off"
_SHORT = 32  # letters of a choice


class DraftForm(PumpForm):
    """A form that changes the draft. `seen` tells whether another window was quicker."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, pack: Pack, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pack = pack
        self.changed: Pack = pack

    @property
    def rows(self) -> list[tuple[BoundField, bool]]:
        """Every field with whether its choices are short enough to stand beside each other."""
        return [(bound, _is_short(bound)) for bound in self.visible_fields()]

    def refuse(self, broken: PackError) -> None:
        """Say at each field what is wrong with it; what stands in no field of this form is said above all."""
        for fault in broken.faults:
            name = field_name(fault.key)
            if name in self.fields:
                self.add_error(name, f"“{self.fields[name].label}” {fault.why}.")
            else:
                self.add_error(None, _elsewhere(fault))


class SectionForm(DraftForm):
    """The parameters of one section. Whatever is left empty the policy does not state, or a pack below it does."""

    def __init__(self, *args: Any, pack: Pack, parameters: Sequence[Parameter], **options: Any) -> None:
        super().__init__(*args, pack=pack, **options)
        self.parameters = parameters
        for one in parameters:
            for name, field in _fields(one, pack):
                self.fields[name] = field
                speak_plainly(field, name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.changed = with_changes(self.pack, texts={one.key: _typed(one, cleaned) for one in self.parameters})
        except PackError as broken:
            self.refuse(broken)
        return cleaned


class FamilyForm(DraftForm):
    """The rules of one family: how strong each is, or off."""

    def __init__(
        self, *args: Any, pack: Pack, rules: Sequence[tuple[RuleEntry, str]], choices: Any, **options: Any
    ) -> None:
        super().__init__(*args, pack=pack, **options)
        self.rules = [rule for rule, _ in rules]
        for rule, words in rules:
            locked = f"Locked by law: {rule.law}. It can be made stricter only." if rule.law else ""
            self.fields[field_name(f"rules.{rule.id}")] = forms.ChoiceField(
                label=words,
                help_text=locked,
                choices=[*choices, (OFF, "Off")],
                widget=forms.RadioSelect,
                initial=rule.strength if rule.on else OFF,
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        said = {rule.id: cleaned[field_name(f"rules.{rule.id}")] for rule in self.rules}
        try:
            self.changed = with_changes(self.pack, rules={rule.id: _rule(said[rule.id], rule) for rule in self.rules})
        except PackError as broken:
            self.refuse(broken)
        return cleaned


class ImportForm(PumpForm):
    """A whole pack, as a file or pasted."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    file = forms.FileField(label="A pack file", required=False, help_text="A file that ends in .toml.")
    pasted = forms.CharField(
        label="Or paste it",
        required=False,
        strip=False,
        max_length=LARGEST_PACK,
        widget=forms.Textarea(attrs={"rows": 16, "class": "mono", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, pasted = cleaned.get("file"), cleaned.get("pasted", "").strip()
        if file and file.size > LARGEST_PACK:
            self.add_error(
                "file", "This file is larger than 1 MB. A policy pack is a short text: look what else is in it."
            )
        elif file and pasted:
            self.add_error("pasted", "There is a file and a pasted text. Take one of the two.")
        elif not file and not pasted and not self.errors:
            self.add_error("pasted", "Choose a file, or paste the pack.")
        return cleaned


class AdoptionForm(PumpForm):
    """The council's resolution that adopted the draft."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    minute = forms.CharField(label="Minute", max_length=64, help_text="The resolution that adopted it, like 2026/061.")
    resolved_on = day_field("Day of the meeting", hint="On which the council resolved it. Like 12/5/2026.")
    in_force_from = day_field(
        "In force from", hint="Only if the council named a later day. Like 1/6/2026.", required=False
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_resolved_on(self) -> date:
        resolved: date = self.cleaned_data["resolved_on"]
        if resolved > self.today:
            raise ValidationError("That day is still to come. A policy is adopted when the council has resolved it.")
        return resolved

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        resolved, begins = cleaned.get("resolved_on"), cleaned.get("in_force_from")
        if resolved and begins and begins < resolved:
            self.add_error(
                "in_force_from", "That is before the meeting, and a resolution does not reach back. Leave it empty."
            )
        return cleaned


def field_name(key: str) -> str:
    """What the form's field of a parameter or rule is called: a name that can stand in an address and a selector."""
    return key.replace(".", "-")


def _is_short(bound: BoundField) -> bool:
    choices = getattr(bound.field, "choices", ())
    return all(len(str(label)) <= _SHORT for _, label in choices)


def _fields(one: Parameter, pack: Pack) -> Iterator[tuple[str, forms.Field]]:
    """The field of a parameter; a set of roles has a second one for what is not usual."""
    name, own = field_name(one.key), _own(one, pack)
    field = _field(one, _silence(one, pack))
    field.initial = _initial(one.kind, own, format_value(one.key, own))
    yield name, field
    if isinstance(one.kind, Roles):
        others = [title for title in cast(RoleSet, own or ()) if title not in USUAL_ROLES]
        yield (
            f"{name}-others",
            forms.CharField(
                label=f"{one.label}: others",
                required=False,
                initial="\n".join(others),
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Offices or bodies that are not in the list above. One a line.",
            ),
        )


def _field(one: Parameter, silent: str) -> forms.Field:
    kind, hint = one.kind, f"{_help(one)} {_law(one)}".strip()
    common: dict[str, Any] = {"label": one.label, "required": False, "help_text": hint}
    if isinstance(kind, Flag):
        choices = [("", silent), ("yes", kind.yes), ("no", kind.no)]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if isinstance(kind, Choice):
        choices = [("", silent), *((value, f"{value.capitalize()}. {said}") for value, said in kind.meanings.items())]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    common["help_text"] = f"{hint} Left empty: {silent[:1].lower()}{silent[1:]}."
    if isinstance(kind, Roles) or (isinstance(kind, Names) and kind.choices):
        offered = USUAL_ROLES if isinstance(kind, Roles) else kind.choices
        choices = [*((each, each[:1].upper() + each[1:]) for each in offered), (NONE, _nobody(kind))]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    return _typed_field(kind, common)


def _typed_field(kind: Kind, common: dict[str, Any]) -> forms.Field:
    if isinstance(kind, Day):
        common.pop("required")
        return day_field(common["label"], hint=f"{common['help_text']} Like 12/5/2027.", required=False)
    if isinstance(kind, Count | Length):
        return forms.CharField(widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}), **common)
    rows = 5 if isinstance(kind, Table) else 3
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **common)


def _nobody(kind: Kind) -> str:
    return "Nobody" if isinstance(kind, Roles) else "None of these"


def _own(one: Parameter, pack: Pack) -> Value | None:
    """What the pack itself states; what a pack below it states is told in the hint."""
    return pack.stated(one.key) if one.is_identity else pack.said.parameters.get(one.key)


def _silence(one: Parameter, pack: Pack) -> str:
    """What holds where this pack says nothing of its own."""
    below = pack.below.stated(one.key) if pack.below and not one.is_identity else None
    if below is None or pack.below is None:
        return "Not stated by policy"
    return f"As the pack “{pack.below.comes_from(one.key)}” below it: {in_words(one.key, below)}"


def _help(one: Parameter) -> str:
    """The parameter's own hint; where offices are ticked, without the word on lines."""
    return (
        one.help.replace(", one a line,", "").replace(", one a line", "") if isinstance(one.kind, Roles) else one.help
    )


def _law(one: Parameter) -> str:
    return f"Locked by law: {one.lock.law}." if one.lock else ""


def _initial(kind: Kind, own: Value | None, text: str) -> Any:
    if own is None:
        return [] if isinstance(kind, Roles | Names) and _is_ticked(kind) else ""
    if isinstance(kind, Day):
        return own
    if isinstance(kind, Roles):
        return [title for title in cast(RoleSet, own) if title in USUAL_ROLES] if own else [NONE]
    return text.split("\n") if _is_ticked(kind) else text


def _is_ticked(kind: Kind) -> bool:
    return isinstance(kind, Roles) or (isinstance(kind, Names) and bool(kind.choices))


def _typed(one: Parameter, cleaned: dict[str, Any]) -> str:
    """What was stated, as the policy's own reader takes it."""
    said = cleaned.get(field_name(one.key))
    if isinstance(said, date):
        return said.isoformat()
    if isinstance(said, list):
        others = cleaned.get(f"{field_name(one.key)}-others", "")
        return "\n".join([*said, *filter(None, [others])])
    return str(said or "")


def _rule(said: str, rule: RuleEntry) -> tuple[bool, Strength]:
    return (False, rule.strength) if said == OFF else (True, cast(Strength, said))


def _elsewhere(fault: Fault) -> str:
    known = REGISTER.get(fault.key)
    return f"“{known.label if known else fault.key}” {fault.why}."
