"""Forms of participants' pages: what the leader writes there, and what a participant answers."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from circles.actions.slips import AWAY, CHILDCARE
from circles.models import CirclePage
from circles.public_page.languages import SOURCE, known
from circles.rules.public_page import holds_code
from circles.rules.slips import read
from core.plain_text import PlainTextMixin

WRITTEN = ("way", "way_own", "expect", "expect_own")


class PageForm(PlainTextMixin, forms.ModelForm):
    """What the page says of the place and the evening. The circle's own language has fields where it isn't Swedish."""

    class Meta:
        model = CirclePage
        fields = (
            "way",
            "way_own",
            "expect",
            "expect_own",
            "has_childcare",
            "has_coffee",
            "is_step_free",
            "shows_themes",
        )
        help_texts = {
            "way": _("En rad för varje steg: buss, hållplats, dörr. Skriv ingen dörrkod."),
            "expect": _("Det som är särskilt för er cirkel. Skriv inga namn och inga telefonnummer."),
            "shows_themes": _("Alla som har länken ser då temat för varje träff."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4, "lang": SOURCE, "dir": "ltr"}) for name in WRITTEN}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        spoken = self.instance.circle.language
        if known(spoken.code) == SOURCE:
            del self.fields["way_own"], self.fields["expect_own"]
            return
        self.fields["way_own"].label = gettext("Så hittar man hit, på %(language)s") % {"language": spoken.label}
        self.fields["expect_own"].label = gettext("Så går det till, på %(language)s") % {"language": spoken.label}
        for name in ("way_own", "expect_own"):
            self.fields[name].widget.attrs |= {"lang": spoken.code, "dir": spoken.direction}

    def clean(self):
        data = super().clean()
        for name in WRITTEN:
            if holds_code(data.get(name) or "", self.instance.circle.door_code):
                self.add_error(name, _("Dörrkoden får inte stå på sidan. Ta bort den, och möt i dörren i stället."))
        return data


class SlipForm(forms.Form):
    """An answer with a slip. Its sentences are of the page's language, so errors are keys of those."""

    says = forms.ChoiceField(choices=[(AWAY, AWAY), (CHILDCARE, CHILDCARE)])
    code = forms.CharField(max_length=40)
    session = forms.UUIDField()

    def clean_code(self) -> str:
        code = read(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError("wrong_code")
        return code

    @property
    def problem(self) -> str:
        """The key of what to say; "" where nothing is wrong."""
        for name, key in (("session", "meeting_changed"), ("says", "wrong_choice"), ("code", "wrong_code")):
            if name in self.errors:
                return key
        return ""
