"""Reference data of this room: needs in everyday words, and target groups (the Halland list).

Both describe offers. Target groups are flyktingar, nyanlända, asylsökande, kvotflyktingar, anhöriga till nyanlända
and tillståndslösa, each with children, young people, adults and parents. Source: Region Halland, "Regional strategi
och modell Hälsa och migration".
"""

from directory.models import Need, TargetGroup

# code, Swedish, English, Arabic
NEEDS = [
    ("network", "Nätverk", "Network", "علاقات اجتماعية"),
    ("parenting", "Föräldraskap", "Parenting", "تربية الأطفال"),
    ("children", "Stöd till barn", "Support for children", "دعم الأطفال"),
    ("conversation", "Samtalsstöd", "Someone to talk to", "دعم بالحوار"),
    ("stress-sleep", "Stress och sömn", "Stress and sleep", "الضغط النفسي والنوم"),
    ("grief", "Sorg och förlust", "Grief and loss", "الحزن والفقدان"),
    ("activity", "Rörelse och aktivitet", "Movement and activity", "الحركة والنشاط"),
    ("language", "Språkträning", "Language practice", "تدريب لغوي"),
    ("work-studies", "Arbete och studier", "Work and studies", "العمل والدراسة"),
    ("rights", "Råd och rättigheter", "Advice and rights", "المشورة والحقوق"),
    ("violence", "Stöd vid våld", "Support against violence", "الدعم ضد العنف"),
    ("care-guidance", "Lotsning till vården", "Guiding to health care", "الإرشاد إلى الرعاية الصحية"),
]

GROUPS = [
    ("refugees", "Flyktingar", "Refugees", "اللاجئون"),
    ("newly-arrived", "Nyanlända", "Newly arrived", "القادمون الجدد"),
    ("asylum-seekers", "Asylsökande", "Asylum seekers", "طالبو اللجوء"),
    ("quota-refugees", "Kvotflyktingar", "Quota refugees", "لاجئو الحصص"),
    ("relatives", "Anhöriga till nyanlända", "Relatives of newly arrived", "أقارب القادمين الجدد"),
    ("without-permit", "Tillståndslösa", "Without a permit", "من لا يملكون تصريح إقامة"),
]
AGES = [
    ("children", "barn", "children", "أطفال"),
    ("young", "unga", "young people", "شباب"),
    ("adults", "vuxna", "adults", "بالغون"),
    ("parents", "föräldrar", "parents", "آباء وأمهات"),
]


def seed() -> dict[str, int]:
    groups = list(_groups_by_age())
    _bring_up_to_date(Need, NEEDS)
    _bring_up_to_date(TargetGroup, groups)
    return {"needs": len(NEEDS), "target_groups": len(groups)}


def _groups_by_age():
    for code, *names in GROUPS:
        for age, *ages in AGES:
            named = zip(names, (", ", ", ", "، "), ages, strict=True)
            yield f"{code}-{age}", *("".join(parts) for parts in named)


def _bring_up_to_date(model, rows) -> None:
    for code, swedish, english, arabic in rows:
        model.objects.update_or_create(code=code, defaults={"name_sv": swedish, "name_en": english, "name_ar": arabic})
