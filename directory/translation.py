from modeltranslation.translator import TranslationOptions, register

from directory.models import Need, SupportOffer, TargetGroup


@register(SupportOffer)
class SupportOfferTranslation(TranslationOptions):
    fields = ("title", "description", "schedule")


@register(Need)
class NeedTranslation(TranslationOptions):
    fields = ("name",)


@register(TargetGroup)
class TargetGroupTranslation(TranslationOptions):
    fields = ("name",)
