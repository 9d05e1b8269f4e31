"""Forms of this room. They validate; actions save. What a study as a whole must say is the rules' to judge."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.access.roles import Role
from accounts.models import User
from circles.public_page.languages import CODES, language
from core.plain_text import PlainTextMixin
from evaluation.catalogue import instruments
from evaluation.models import Study, Wave
from evaluation.rules.study import ALWAYS_TOLD_IN, Lacks
from evaluation.words import instrument_name, lack_sentence
from materials.models import Programme
from organisations.models import Hub, Membership, Organisation

# Which field a lack is said beside.
BESIDE = {
    Lacks.POPULATION: "programmes",
    Lacks.PURPOSE: "purpose",
    Lacks.ETHICS_REFERENCE: "ethics_reference",
    Lacks.ORDER_OF_DATES: "destroy_by",
    Lacks.RECIPIENT: "recipients",
    Lacks.NOTICE_TEXT: "notice_sv",
    Lacks.INSTRUMENT: "instruments",
    Lacks.WAVE: "waves",
    Lacks.LICENCE: "licence_reference",
    Lacks.ANSWERED: "instruments",
}
RECIPIENTS = (Organisation.Kind.UNIVERSITY, Organisation.Kind.REGION, Organisation.Kind.COUNTY_BOARD)


class _LacksMixin:
    """What the rules refused is said beside its field, with the rule's name."""

    def refuse(self, lacks: Iterable[Lacks]) -> None:
        for lack in lacks:
            name = BESIDE[lack]
            self.add_error(name if name in self.fields else None, lack_sentence(lack))


class _NoticeFields(forms.Form):
    """What people are told: Swedish and English always, the other six where somebody has written them."""

    recipients = forms.ModelMultipleChoiceField(
        label=_("Vilka som tar emot svaren"),
        help_text=_("Alla som ska få svar eller utgåvor nämns för den som frågas."),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recipients"].queryset = Organisation.objects.filter(kind__in=RECIPIENTS)
        for code in CODES:
            spoken = language(code)
            self.fields[f"notice_{code}"] = forms.CharField(
                label=_("Information på %(language)s") % {"language": spoken.name},
                max_length=1200,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code, "dir": spoken.direction}),
            )
        self.fields["notice_sv"].help_text = _(
            "Vad studien vill veta, hur länge svaren sparas, och att man kan säga nej och ändra sig. Ringar lägger "
            "alltid till att svaren, hoplagda i grupper, också kan ges till andra forskare."
        )
        self._refuse_numbers()

    @property
    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"notice_{code}"] for code in CODES}

    @property
    def notice_always(self):
        """The fields that the rules ask for."""
        return [self[f"notice_{code}"] for code in ALWAYS_TOLD_IN]

    @property
    def notice_more(self):
        return [self[f"notice_{code}"] for code in CODES if code not in ALWAYS_TOLD_IN]


class NoticeForm(_LacksMixin, PlainTextMixin, _NoticeFields):
    """A new version."""


class PlanForm(_LacksMixin, PlainTextMixin, forms.ModelForm):
    """What may be changed after a study has been opened."""

    instruments = forms.MultipleChoiceField(
        label=_("Instrument"),
        help_text=_("De frågas i den här ordningen, vid varje tillfälle."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    waves = forms.MultipleChoiceField(
        label=_("Tillfällen"), choices=Wave.Point, required=False, widget=forms.CheckboxSelectMultiple
    )

    licensed = forms.CharField(
        label=_("Vilka som får skriva in summor"),
        help_text=_("E-post till dem som har licensen, en på varje rad. Ingen annan kan skriva in summor."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "autocapitalize": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = Study
        fields = (
            "title",
            "purpose",
            "programmes",
            "hubs",
            "starts_on",
            "ends_on",
            "destroy_by",
            "principal",
            "mode",
            "ethics_reference",
            "agreement",
            "dpia_reference",
            "licence_reference",
        )
        labels = {
            "programmes": _("Program"),
            "hubs": _("Knutpunkter"),
            "mode": _("Slag"),
            "principal": _("Huvudansvarig"),
        }
        help_texts = {
            "programmes": _("De som går i cirklar av de här programmen kan frågas."),
            "hubs": _("Utan val: alla."),
            "principal": _("En utvärderare i organisationen. Godkänner forskningsuttag tillsammans med dataskydd."),
            "agreement": _("Avtalets nummer. Själva avtalet sparas hos er."),
            "dpia_reference": _("Konsekvensbedömningens nummer."),
            "licence_reference": _("Behövs för instrument som någon annan har rätten till."),
        }
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "programmes": forms.CheckboxSelectMultiple,
            "hubs": forms.CheckboxSelectMultiple,
            "mode": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instruments"].choices = [(one.key, instrument_name(one)) for one in instruments().values()]
        self.fields["programmes"].queryset = Programme.objects.order_by("pk")
        self.fields["hubs"].queryset = Hub.objects.order_by("name")
        self.fields["principal"].queryset = self._evaluators()
        self.fields["principal"].empty_label = _("Ingen än")
        self.fields["principal"].label_from_instance = lambda person: person.name
        for name in ("programmes", "purpose", "hubs"):
            self.fields[name].required = False  # the rules say it
        if self.instance.pk:
            self.initial["instruments"] = [one.instrument for one in self.instance.asked.all()]
            self.initial["waves"] = [wave.point for wave in self.instance.waves.all()]
            self.initial["licensed"] = "\n".join(person.email for person in self.instance.licensed.order_by("email"))

    def clean_licensed(self) -> list[User]:
        wanted = dict.fromkeys(self.cleaned_data["licensed"].lower().replace(",", " ").split())
        people = User.objects.filter(is_active=True, email__in=wanted)
        if unknown := [one for one in wanted if one not in {person.email for person in people}]:
            raise forms.ValidationError(
                _("Ingen i Ringar har adressen %(email)s. Bjud in personen först, eller ta bort raden."),
                params={"email": unknown[0]},
            )
        return list(people)

    def _evaluators(self):
        rows = Membership.objects.active().filter(role=Role.EVALUATOR)
        if self.instance.pk:
            rows = rows.filter(organisation=self.instance.organisation_id)
        return User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("name")

    def _post_clean(self):
        """The rules judge, not the columns one by one; nothing is written on the instance."""

    def facts(self) -> dict:
        """What the form says, as keyword arguments of the action."""
        return dict(self.cleaned_data)


class StudyForm(PlanForm, _NoticeFields):
    """A new study: its code and recipient, which stay, its plan, and the first version of what people are told."""

    class Meta(PlanForm.Meta):
        fields = ("code", "organisation", *PlanForm.Meta.fields)
        labels = PlanForm.Meta.labels | {"organisation": _("Mottagare")}
        help_texts = PlanForm.Meta.help_texts | {"code": _("Kort, med bokstäver, siffror och bindestreck.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(kind__in=RECIPIENTS)
        self.fields["organisation"].empty_label = _("Välj organisation")

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Study.objects.filter(code=code).exists():
            raise forms.ValidationError(_("En annan studie har den koden."))
        return code

    def clean(self):
        data = super().clean()
        principal, organisation = data.get("principal"), data.get("organisation")
        if principal and organisation and not _is_evaluator(principal, organisation):
            self.add_error("principal", _("Välj en utvärderare i mottagarens organisation."))
        return data

    def facts(self) -> dict:
        told = {f"notice_{code}" for code in CODES}
        return {name: value for name, value in self.cleaned_data.items() if name not in told} | {
            "notice_texts": self.texts
        }


def _is_evaluator(user, organisation) -> bool:
    return Membership.objects.of(user, Role.EVALUATOR).filter(organisation=organisation).exists()
