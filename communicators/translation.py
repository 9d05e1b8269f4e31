from modeltranslation.translator import TranslationOptions, register

from communicators.models import Course


@register(Course)
class CourseTranslation(TranslationOptions):
    fields = ("name",)
