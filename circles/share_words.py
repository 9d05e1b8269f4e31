"""Neutral texts that a leader shares from her own phone: time and place, no theme and no name.

One set per language that a participant may read. `reviewed_by` names who has read the texts and speaks the language;
while it is empty the text is marked on the screen, and the Swedish one goes with it. Days are written as a weekday
with day/month, because the names of months differ between calendars.
"""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

EDITORS = "Redaktionen"


@dataclass(frozen=True)
class ShareWords:
    """`tag` is for the page's lang attribute, `locale` Babel's. The texts take circle, day, start, end, place, before:
    the day that the meeting is moved from.
    """

    tag: str
    locale: str
    rtl: bool
    reviewed_by: str
    reminder: str
    at_place: str
    moved: str
    cancelled: str
    added: str

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewed_by)


WORDS: dict[str, ShareWords] = {
    "sv": ShareWords(
        "sv", "sv", False, EDITORS,
        reminder="{circle}: vi ses {day} kl. {start}–{end}.",
        at_place="Plats: {place}.",
        moved="{circle}: träffen {before} är flyttad till {day} kl. {start}–{end}.",
        cancelled="{circle}: träffen {day} är inställd.",
        added="{circle}: en extra träff {day} kl. {start}–{end}.",
    ),
    "en": ShareWords(
        "en", "en", False, EDITORS,
        reminder="{circle}: see you on {day} at {start}–{end}.",
        at_place="Place: {place}.",
        moved="{circle}: the meeting on {before} is moved to {day} at {start}–{end}.",
        cancelled="{circle}: the meeting on {day} is cancelled.",
        added="{circle}: an extra meeting on {day} at {start}–{end}.",
    ),
    "ar": ShareWords(
        "ar", "ar", True, "",
        reminder="{circle}: نلتقي يوم {day} الساعة {start}–{end}.",
        at_place="المكان: {place}.",
        moved="{circle}: تم نقل لقاء يوم {before} إلى يوم {day} الساعة {start}–{end}.",
        cancelled="{circle}: تم إلغاء لقاء يوم {day}.",
        added="{circle}: لقاء إضافي يوم {day} الساعة {start}–{end}.",
    ),
    "prs": ShareWords(
        "fa-AF", "fa_AF", True, "",
        reminder="{circle}: {day} ساعت {start}–{end} همدیگر را می‌بینیم.",
        at_place="محل: {place}.",
        moved="{circle}: جلسهٔ {before} به {day} ساعت {start}–{end} تغییر کرد.",
        cancelled="{circle}: جلسهٔ {day} لغو شد.",
        added="{circle}: یک جلسهٔ اضافی {day} ساعت {start}–{end}.",
    ),
    "so": ShareWords(
        "so", "so", False, "",
        reminder="{circle}: waxaan kulmeynaa {day} saacadda {start}–{end}.",
        at_place="Goobta: {place}.",
        moved="{circle}: kulankii {before} waxaa loo wareejiyay {day} saacadda {start}–{end}.",
        cancelled="{circle}: kulanka {day} waa la baajiyay.",
        added="{circle}: kulan dheeraad ah {day} saacadda {start}–{end}.",
    ),
    "ti": ShareWords(
        "ti", "ti", False, "",
        reminder="{circle}፦ {day} ሰዓት {start}–{end} ንራኸብ።",
        at_place="ቦታ፦ {place}።",
        moved="{circle}፦ ናይ {before} ኣኼባ ናብ {day} ሰዓት {start}–{end} ተቐይሩ።",
        cancelled="{circle}፦ ናይ {day} ኣኼባ ተሰሪዙ።",
        added="{circle}፦ ተወሳኺ ኣኼባ {day} ሰዓት {start}–{end}።",
    ),
    "ps": ShareWords(
        "ps", "ps", True, "",
        reminder="{circle}: {day} په {start}–{end} بجو سره وینو.",
        at_place="ځای: {place}.",
        moved="{circle}: د {before} غونډه {day} {start}–{end} بجو ته بدله شوه.",
        cancelled="{circle}: د {day} غونډه لغوه شوه.",
        added="{circle}: یوه اضافي غونډه {day} {start}–{end} بجې.",
    ),
    "uk": ShareWords(
        "uk", "uk", False, "",
        reminder="{circle}: зустрічаємося {day}, {start}–{end}.",
        at_place="Місце: {place}.",
        moved="{circle}: зустріч {before} перенесено на {day}, {start}–{end}.",
        cancelled="{circle}: зустріч {day} скасовано.",
        added="{circle}: додаткова зустріч {day}, {start}–{end}.",
    ),
}  # fmt: skip

FIRST_STRONG, POP = "\u2068", "\u2069"  # a Swedish name or a time keeps its own direction inside the sentence


def day_words(words: ShareWords, moment: datetime) -> str:
    """ "torsdag 26/11", with the weekday of the language."""
    return f"{format_date(moment.date(), 'EEEE', locale=words.locale)} {moment.day}/{moment.month}"


def isolated(words: ShareWords, text: str) -> str:
    return f"{FIRST_STRONG}{text}{POP}" if words.rtl else text
