"""What a study lacks, and the words of its pages."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext_lazy

from evaluation.rules.instruments import Instrument
from evaluation.rules.study import Lacks

LACKS = {
    Lacks.POPULATION: gettext_lazy("Välj minst ett program. En studie utan program har ingen att fråga."),
    Lacks.PURPOSE: gettext_lazy("Skriv syftet. Den som granskar en utgåva jämför med det."),
    Lacks.ETHICS_REFERENCE: gettext_lazy("En etikprövad studie behöver sitt diarienummer."),
    Lacks.ORDER_OF_DATES: gettext_lazy("Datumen måste komma i ordning: start, slut, förstört."),
    Lacks.RECIPIENT: gettext_lazy(
        "Informationen nämner inte den organisation som ska ta emot svaren. Utan det får ingen frågas."
    ),
    Lacks.NOTICE_TEXT: gettext_lazy("Skriv informationen på svenska och engelska. De visas där ett språk saknas."),
    Lacks.INSTRUMENT: gettext_lazy("Välj minst ett instrument, eller ta bort tillfällena."),
    Lacks.WAVE: gettext_lazy("Välj minst ett tillfälle att fråga, eller ta bort instrumenten."),
    Lacks.LICENCE: gettext_lazy("Ett av instrumenten kräver licens. Skriv vilken studien har."),
    Lacks.ANSWERED: gettext_lazy("Någon har redan svarat på det du tar bort. Det måste vara kvar."),
}


REASONS = {
    "study_not_asking": gettext_lazy("Studien frågar inte nu: dess tid är slut, eller så saknas information."),
    "circle_not_asked": gettext_lazy("Studien gäller inte den här cirkeln."),
    "slips_shown": gettext_lazy("Lapparna visades en gång och kan inte visas igen. Knappen Byt lappar gör nya."),
    "slip_unknown": gettext_lazy("Koden stämmer inte. Se efter på bladet."),
    "slip_used": gettext_lazy("Koden är redan använd. Svaren finns, eller så var svaret nej."),
    "slip_expired": gettext_lazy("Koden gäller inte längre. Ledaren kan göra en ny lapp."),
    "too_many": gettext_lazy("Det har blivit många försök. Vänta tio minuter."),
    "own_circle": gettext_lazy(
        "Du leder eller samordnar cirkeln, och kan veta vems kort det är. Någon annan skriver in svaren."
    ),
    "wrong_answer": gettext_lazy("Ett svar passar inte frågan. Inget är sparat."),
    "not_licensed": gettext_lazy(
        "Summor skrivs in av dem som studien har namngett för sin licens, och du är inte en av dem. Inget är sparat."
    ),
    "choose": gettext_lazy("Välj om personen har sagt ja eller nej på bladet."),
}


def refusal(code: str) -> str:
    """The sentence, with the rule's name."""
    return f"{REASONS[code]} [{code}]"


def lack_sentence(lack: Lacks) -> str:
    """The sentence, with the rule's name for whoever looks it up."""
    return f"{LACKS[lack]} [{lack}]"


def lack_sentences(lacks: Iterable[Lacks]) -> str:
    return " ".join(map(lack_sentence, lacks))


def instrument_name(instrument: Instrument) -> str:
    """Names are written in Swedish and English; readers of other languages get the English one."""
    return instrument.name["sv" if (get_language() or "sv").startswith("sv") else "en"]
