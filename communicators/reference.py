"""Reference data of this room: the courses of the ladder, and the circle-leader training beside it."""

from communicators.models import Course

# Hours are clock hours in all. MILSA basic: two sub-courses of ten modules of 16 h, about a year.
COURSES = [
    {
        "code": "milsa-bas",
        "ladder_step": 1,
        "modules": 20,
        "hours": 320,
        "name_sv": "MILSA bas",
        "name_en": "MILSA basic course",
        "name_ar": "تدريب MILSA الأساسي",
    },
    {
        "code": "milsa-fordjupning",
        "ladder_step": 2,
        "modules": 5,
        "hours": 50,
        "name_sv": "MILSA fördjupning",
        "name_en": "MILSA in-depth course",
        "name_ar": "تدريب MILSA المتقدم",
    },
    {
        "code": "vagar-vidare-ledare",
        "ladder_step": 3,
        "modules": 4,
        "hours": 24,
        "valid_months": 36,
        "name_sv": "Vägar vidare",
        "name_en": "Ways Forward",
        "name_ar": "دروب إلى الأمام",
    },
    {
        "code": "cirkelledarutbildning",
        "ladder_step": None,
        "modules": 1,
        "hours": 16,
        "name_sv": "Cirkelledarutbildning",
        "name_en": "Circle-leader training",
        "name_ar": "تدريب قادة حلقات الدراسة",
    },
]


def seed() -> dict[str, int]:
    """Courses are only added, since modules, hours and validity are the coordinators' to change."""
    for course in COURSES:
        Course.objects.get_or_create(code=course["code"], defaults=course)
    return {"courses": len(COURSES)}
