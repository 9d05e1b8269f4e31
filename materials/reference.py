"""Reference data of this room: two programmes as editable templates, five films marked as placeholders.

The five films' titles and languages are not public: a placeholder stands for each, one a theme, and says so.
"""

from materials.models import Film, Programme, SessionTemplate

# ordinal, theme in Swedish, English, Arabic
FILMS = [
    (1, "Hälsa och välmående", "Health and well-being", "الصحة والعافية"),
    (2, "Stress och stresshantering", "Stress and stress management", "الضغط النفسي والتعامل معه"),
    (3, "Förlust och identitet", "Loss and identity", "الفقدان والهوية"),
    (4, "Sorg och förlåtelse", "Grief and forgiveness", "الحزن والمسامحة"),
    (5, "Försoning och acceptans", "Reconciliation and acceptance", "المصالحة والتقبّل"),
]

WAYS_FORWARD = {
    "code": "vagar-vidare",
    "circle_title": "Vägar vidare",
    "minutes": 180,
    "required_courses": ["milsa-bas", "milsa-fordjupning", "vagar-vidare-ledare"],
    "name_sv": "Vägar vidare",
    "name_en": "Ways Forward",
    "name_ar": "دروب إلى الأمام",
    "description_sv": "En samtalscirkel i studiecirkelformat: tio träffar om tre timmar.",
    "description_en": "A conversation circle in study-circle format: ten meetings of three hours.",
    "description_ar": "دائرة حوار على شكل حلقة دراسية: عشرة لقاءات مدة كل منها ثلاث ساعات.",
}
HEALTH_SUPPORT = {
    "code": "halsostod",
    "circle_title": "Hälsostöd",
    "minutes": 120,
    "required_courses": ["milsa-bas"],
    "name_sv": "Hälsostöd",
    "name_en": "Health support",
    "name_ar": "الدعم الصحي",
    "description_sv": "En närliggande metod: fem träffar, fem till sju personer. Ändra mallen så den passar er.",
    "description_en": "A neighbouring method: five meetings, five to seven people. Change it to suit you.",
    "description_ar": "طريقة قريبة: خمسة لقاءات لخمسة إلى سبعة أشخاص. عدّل القالب ليناسبكم.",
}

# title in Swedish, English, Arabic; the film's ordinal or None
WAYS_FORWARD_SESSIONS = [
    ("Välkomna till gruppen", "Welcome to the group", "أهلاً بكم في المجموعة", None),
    ("Hälsa och välmående", "Health and well-being", "الصحة والعافية", 1),
    ("Stress i kroppen", "Stress in the body", "الضغط النفسي في الجسد", 2),
    ("Att hantera stress", "Managing stress", "التعامل مع الضغط النفسي", None),
    ("Förlust och identitet", "Loss and identity", "الفقدان والهوية", 3),
    ("Att sörja och minnas", "Grieving and remembering", "الحزن والتذكّر", None),
    ("Förlåtelse", "Forgiveness", "المسامحة", 4),
    ("Försoning", "Reconciliation", "المصالحة", 5),
    ("Acceptans", "Acceptance", "التقبّل", None),
    ("Vägar vidare", "Ways forward", "دروب إلى الأمام", None),
]
HEALTH_SUPPORT_SESSIONS = [
    ("Att komma till ett nytt land", "Coming to a new country", "القدوم إلى بلد جديد", None),
    ("Hälsa och vardag", "Health and everyday life", "الصحة والحياة اليومية", None),
    ("Sömn och oro", "Sleep and worry", "النوم والقلق", None),
    ("Familj och nätverk", "Family and network", "العائلة والعلاقات", None),
    ("Stöd som finns", "Support that exists", "الدعم المتوفر", None),
]


def seed() -> dict[str, int]:
    """Only adds: programmes, sessions and films are content that coordinators edit."""
    for film in FILMS:
        _film(*film)
    sessions = _programme(WAYS_FORWARD, WAYS_FORWARD_SESSIONS) + _programme(HEALTH_SUPPORT, HEALTH_SUPPORT_SESSIONS)
    return {"films": len(FILMS), "programmes": 2, "session_templates": sessions}


def _film(ordinal: int, swedish: str, english: str, arabic: str) -> None:
    Film.objects.get_or_create(
        code=f"film-{ordinal}",
        defaults={
            "ordinal": ordinal,
            "is_placeholder": True,
            "title_sv": f"Film {ordinal}",
            "title_en": f"Film {ordinal}",
            "title_ar": f"فيلم {ordinal}",
            "theme_sv": swedish,
            "theme_en": english,
            "theme_ar": arabic,
        },
    )


def _programme(programme: dict, sessions: list[tuple]) -> int:
    row, is_new = Programme.objects.get_or_create(code=programme["code"], defaults=programme)
    if is_new:
        SessionTemplate.objects.bulk_create(_sessions(row, sessions))
    return len(sessions)


def _sessions(programme: Programme, sessions: list[tuple]) -> list[SessionTemplate]:
    films = {film.ordinal: film for film in Film.objects.all()}
    return [
        SessionTemplate(
            programme=programme,
            ordinal=ordinal,
            title_sv=swedish,
            title_en=english,
            title_ar=arabic,
            film=films.get(film),
        )
        for ordinal, (swedish, english, arabic, film) in enumerate(sessions, start=1)
    ]
