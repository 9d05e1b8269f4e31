"""Reference data of this room: the first version of what people are asked, word for word.

Swedish and English are reviewed by the editors. Arabic waits for a reader who is fluent, and is not shown until then.
"""

from datetime import date

from participants.models import ConsentPurpose, ConsentText

VALID_FROM = date(2024, 1, 1)
EDITORS = "Ringars redaktion"
REVIEWED_BY = {"sv": EDITORS, "en": EDITORS, "ar": ""}

TEXTS = {
    ConsentPurpose.CONTACT: {
        "sv": (
            "Får din ledare höra av sig till dig om cirkeln, till exempel när en träff flyttas? Ledaren sparar ditt "
            "nummer i sin egen telefon, inte i Ringar. Du kan säga nej och ändå vara med. Du kan ändra dig när du vill."
        ),
        "en": (
            "May your leader contact you about the circle, for example when a meeting is moved? The leader keeps your "
            "number in her own phone, not in Ringar. You can say no and still take part. You can change your mind at "
            "any time."
        ),
        "ar": (
            "هل يجوز لقائد الدائرة أن يتواصل معك بشأن الدائرة، مثلاً عند تغيير موعد لقاء؟ يحفظ القائد رقمك في هاتفه "
            "الخاص وليس في Ringar. يمكنك أن ترفض وتشارك رغم ذلك. يمكنك تغيير رأيك متى شئت."
        ),
    },
    ConsentPurpose.REFERRAL: {
        "sv": (
            "Får vi skicka en fråga om stöd för din del till den organisation som vi har pratat om? De får veta vad du "
            "vill ha hjälp med, vilket språk du talar och hur de når dig. Bara de och vi kan läsa det. Vi tar bort "
            "kontaktuppgifterna efteråt. Du kan säga nej och ändå vara med. Du kan ändra dig när du vill."
        ),
        "en": (
            "May we send a question about support for you to the organisation we have talked about? They learn what "
            "you want help with, which language you speak and how to reach you. Only they and we can read it. We "
            "delete the contact details afterwards. You can say no and still take part. You can change your mind at "
            "any time."
        ),
        "ar": (
            "هل يجوز لنا أن نرسل سؤالاً عن دعم لك إلى المنظمة التي تحدثنا عنها؟ سيعرفون ما الذي تريد المساعدة فيه "
            "ولغتك وكيفية التواصل معك. لا يقرأ ذلك إلا هم ونحن. نحذف بيانات التواصل بعد ذلك. يمكنك أن ترفض وتشارك "
            "رغم ذلك. يمكنك تغيير رأيك متى شئت."
        ),
    },
    ConsentPurpose.FOLLOW_UP: {
        "sv": (
            "Får vi fråga dig efter cirkeln hur det gick och hur du mår? Svaren lämnas med ditt kort, utan namn. Din "
            "ledare ser dem inte. Du kan säga nej och ändå vara med. Du kan ändra dig när du vill."
        ),
        "en": (
            "May we ask you after the circle how it went and how you are? The answers are given with your card, "
            "without a name. Your leader does not see them. You can say no and still take part. You can change your "
            "mind at any time."
        ),
        "ar": (
            "هل يجوز لنا أن نسألك بعد انتهاء الدائرة كيف كانت وكيف حالك؟ تُقدَّم الإجابات ببطاقتك دون اسم، ولا يراها "
            "قائد الدائرة. يمكنك أن ترفض وتشارك رغم ذلك. يمكنك تغيير رأيك متى شئت."
        ),
    },
}


def seed() -> dict[str, int]:
    """Only adds: a text that someone has said yes to is never rewritten."""
    for purpose, texts in TEXTS.items():
        for language, text in texts.items():
            ConsentText.objects.get_or_create(
                purpose=purpose,
                version=1,
                language_id=language,
                defaults={"text": text, "reviewed_by": REVIEWED_BY[language], "valid_from": VALID_FROM},
            )
    return {"consent_texts": sum(len(texts) for texts in TEXTS.values())}
