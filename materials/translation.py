from modeltranslation.translator import TranslationOptions, register

from materials.models import Film, Programme, SessionTemplate


@register(Programme)
class ProgrammeTranslation(TranslationOptions):
    fields = ("name", "description")


@register(SessionTemplate)
class SessionTemplateTranslation(TranslationOptions):
    fields = ("title", "plan")


@register(Film)
class FilmTranslation(TranslationOptions):
    fields = ("title", "theme")
