"""The UI kit's template tags; docs/ui.md shows each one."""

from dataclasses import dataclass

from django import template
from django.forms import (
    BooleanField,
    BoundField,
    CheckboxInput,
    ChoiceField,
    DateInput,
    DateTimeInput,
    Field,
    RadioSelect,
    TimeInput,
)
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import icons, lists, rings, times, toasts

register = template.Library()

for _words in (
    times.clock,
    times.stamp,
    times.day,
    times.date_words,
    times.short_day,
    times.weekday_day,
    times.month_year,
    times.iso,
):
    register.filter(_words.__name__, _words)


@register.filter
def in_a_row(words, style: str = "") -> str:
    """ "Malmö, Lund": each in its own direction, the language's own comma between. `style="capital"` begins a line."""
    words = [str(word) for word in words]
    if style == "capital" and words:
        words[0] = words[0][:1].upper() + words[0][1:]
    return format_html_join(lists.comma(), "<bdi>{}</bdi>", ((word,) for word in words))


@register.simple_tag
def comma() -> str:
    return lists.comma()


BADGE_TONES = {"done", "now", "error", "info", "chosen", "quiet"}


# --- Page ---------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def page_title(context) -> str:
    """What the page wrote in its block `title`, for the h1: written once, shown twice."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block("title")
    return block.nodelist.render(context)


@register.simple_block_tag
def captured(content: str) -> str:
    """What is inside, kept in a variable: `{% captured as side %}…{% endcaptured %}`."""
    return content


@register.inclusion_tag("core/partials/_toasts.html", takes_context=True)
def toasts_and_errors(context) -> dict:
    """A success is a toast; anything else stays on the page as a notice."""
    waiting = list(context.get("messages") or [])
    done = [message for message in waiting if message.level_tag == "success"]
    return {
        "toasts": [{"text": message.message, "undo": toasts.undo_url(message)} for message in done],
        "notices": [message for message in waiting if message not in done],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("core/partials/_pagination.html", takes_context=True)
def pagination(context, page) -> dict:
    """Previous, "Sida 2 av 7" and next; keeps the other query parameters. `page` is a django Page."""
    return {"page": page, "request": context["request"]}


# --- Small things -------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, style: str = "regular", size: str = "") -> str:
    """An icon beside a word: always hidden from screen readers. `size`: "small" 16 px, "large" 24 px."""
    classes = ["icon"]
    classes += [f"icon--{size}"] if size else []
    classes += ["icon--mirrored"] if name in icons.DIRECTIONAL else []
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        " ".join(classes),
        static(icons.SPRITE),
        icons.symbol(name, style),
    )


@register.simple_tag
def badge(tone: str, icon_name: str, text) -> str:
    """`tone`: done, now, error, info, chosen or quiet."""
    if tone not in BADGE_TONES:
        raise LookupError(f"No badge tone {tone!r}: one of {sorted(BADGE_TONES)}.")
    return format_html(
        '<span class="badge badge--{}">{} <span>{}</span></span>',
        tone,
        icon(icon_name, "bold", "small"),
        text,
    )


@register.inclusion_tag("core/partials/_date_tile.html")
def date_tile(when) -> dict:
    return {"when": when, "day": times.short_day(when).split()[0], "month": times.short_month(when)}


@register.inclusion_tag("core/partials/_empty_state.html")
def empty_state(title, text="", url="", action="") -> dict:
    """An empty ring, one fact, what happens next; optionally one action."""
    arcs = [arc for ring in rings.empty() for arc in ring.arcs()]
    return {"title": title, "text": text, "url": url, "action": action, "arcs": arcs}


@register.simple_tag
def time_span(start, end) -> str:
    """ "17.30–20.30", kept together and left to right in every language."""
    return format_html('<bdi class="nowrap">{}–{}</bdi>', times.clock(start), times.clock(end))


@register.inclusion_tag("core/partials/_progress.html")
def progress(percent: int, title="", step="", left="") -> dict:
    return {"percent": max(0, min(100, percent)), "title": title, "step": step, "left": left}


# --- Rings --------------------------------------------------------------------------------------------
def _picture(ring_list, label, size, text="") -> dict:
    arcs = [arc for ring in ring_list for arc in ring.arcs()]
    return {"arcs": arcs, "label": label, "size": size, "text": text}


@register.inclusion_tag("core/partials/_rings.html")
def rings_coach(participants: int, meetings: int, hours: int, label="", size="large") -> dict:
    """The rule coach: 3 participants, 3 meetings, 9 hours. Without a `label` it needs the words beside it."""
    return _picture(rings.coach(participants, meetings, hours), label, size)


@register.inclusion_tag("core/partials/_rings.html")
def rings_ladder(basic: str, in_depth: str, ways_forward: str, label="", size="") -> dict:
    """The training ladder from the middle out; each step is done, ongoing, expiring or none."""
    return _picture(rings.ladder(basic, in_depth, ways_forward), label, size)


@register.inclusion_tag("core/partials/_rings.html")
def rings_match(tones, label="", size="medium") -> dict:
    """Five segments (language, place, time, need, free place), each "on", "near" or "off"."""
    tones = tuple(tones)
    return _picture(rings.matching(tones), label, size, text=sum(tone == "on" for tone in tones))


@register.inclusion_tag("core/partials/_rings.html")
def rings_meetings(count: int, of: int, label="", size="medium") -> dict:
    return _picture(rings.meetings(count, of), label, size, text=count)


# --- Forms --------------------------------------------------------------------------------------------
NATIVE = {
    DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    DateInput: ("date", "%Y-%m-%d"),
    TimeInput: ("time", "%H:%M"),
}
LONG = 12  # more options than this lie in a box of their own that scrolls


@register.inclusion_tag("core/partials/_field.html")
def field(bound: BoundField, style="", optional=True, hide_label=False, label="", hint=None) -> dict:
    """Label, hint, error and control of one form field.

    `style="segmented"` lays radio buttons in one row; `optional=False` leaves out "(frivilligt)" where
    everything on the form is optional, as in a filter. `label` and `hint` replace the form's own words, for
    forms that other packages wrote; their placeholders go too.
    """
    if label:
        bound.label = label
        bound.field.widget.attrs.pop("placeholder", None)
    bound.help_text = bound.help_text if hint is None else hint
    _use_native_picker(bound.field.widget)
    is_list = isinstance(bound.field.widget, RadioSelect)  # boxes too: the framework derives them from it
    options = list(bound) if is_list else []
    return {
        "field": bound,
        "kind": "list" if is_list else "check" if isinstance(bound.field.widget, CheckboxInput) else "plain",
        "style": style,
        "shows_optional": optional and not bound.field.required,
        "hide_label": hide_label,
        "control": "" if is_list else bound.as_widget(attrs=_attributes(bound)),
        "options": options,
        "is_long": len(options) > LONG,
        "error": error_text(bound),
        "hint_id": f"{bound.auto_id}_hint" if bound.help_text else "",
        "error_id": f"{bound.auto_id}_error" if bound.errors else "",
    }


def error_text(bound: BoundField) -> str:
    """The first error in our own voice: what to do, not what is wrong with the field. A form's own words stand."""
    errors = bound.errors.as_data() if bound.errors else []
    if errors and errors[0].code == "required" and _says_the_usual(bound):
        chosen = isinstance(bound.field, ChoiceField | BooleanField)
        return _("Välj ett svar.") if chosen else _("Fyll i det här.")
    return bound.errors[0] if errors else ""


def _says_the_usual(bound: BoundField) -> bool:
    return bound.field.error_messages["required"] == Field.default_error_messages["required"]


def _use_native_picker(widget) -> None:
    if type(widget) in NATIVE and widget.input_type == "text":
        widget.input_type, widget.format = NATIVE[type(widget)]


def _attributes(bound: BoundField) -> dict:
    told = [f"{bound.auto_id}_{part}" for part, there in (("error", bound.errors), ("hint", bound.help_text)) if there]
    given = bound.field.widget.attrs
    kind = "check" if isinstance(bound.field.widget, CheckboxInput) else "input"
    attributes = {"class": f"{given.get('class', '')} {kind}".strip()}
    if told:
        attributes["aria-describedby"] = " ".join(told)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return attributes


@register.inclusion_tag("core/partials/_form_errors.html")
def form_errors(form) -> dict:
    """The summary over a form: shown for errors of the form as a whole, or when several fields have one."""
    broken = [(bound, error_text(bound)) for bound in form.visible_fields() if bound.errors]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    whole = [*form.non_field_errors(), *hidden]
    return {"whole": whole, "fields": broken if len(broken) > 1 or whole else [], "title_id": _error_id(form)}


def _error_id(form) -> str:
    return f"errors-{slugify(form.prefix or 'form')}"


# --- Charts -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Bar:
    """One bar. `text` is what is written at it (already masked); `value` only decides its length.

    `tone`: "" (Vatten; an upright one that is not the last is past), "even" (Vatten, none is current), "past", "now"
    (Hjortron) or "silent" (its text in Rönn, its bar in Hjortron).
    """

    label: str
    value: float
    text: str = ""
    tone: str = ""
    length: float = 0

    @property
    def height(self) -> int:
        """Pixels of an upright bar."""
        return max(2, round(self.length * 0.6))

    def scaled(self, top: float) -> "Bar":
        length = round(100 * max(0, self.value) / top, 1) if top else 0
        return Bar(self.label, self.value, self.text or f"{self.value:g}", self.tone, length)


def _scaled(bars, top) -> list[Bar]:
    bars = list(bars)
    top = top or max((bar.value for bar in bars), default=0)
    return [bar.scaled(top) for bar in bars]


@register.inclusion_tag("core/partials/_bar_chart.html")
def bar_chart(bars, label, top: float = 0, table_url="", table_text="") -> dict:
    """Upright bars (a sequence of `Bar`), the last one current unless tones say otherwise.

    `label` is the sentence a screen reader hears; `table_url` leads to the same figures as a table.
    """
    return {"bars": _scaled(bars, top), "label": label, "table_url": table_url, "table_text": table_text}


@register.inclusion_tag("core/partials/_bar_rows.html")
def bar_rows(bars, top: float = 0) -> dict:
    """Lying bars with their label before and their text after: readable as a list, so no picture role."""
    return {"bars": _scaled(bars, top)}
