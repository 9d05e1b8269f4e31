"""What is wrong with an instrument's file, as sentences for whoever writes it."""

from evaluation.rules.instruments import Fault, Rule

SENTENCES = {
    Rule.TOO_LONG: "{where} is too long for an instrument: {found}.",
    Rule.NOT_TOML: "{where} can't be read as TOML, which is a text file in UTF-8. {found}",
    Rule.MISSING: "{where} is missing.",
    Rule.UNKNOWN: "{where} is not something an instrument has. {found}",
    Rule.KIND: "{where} holds another kind of value than it should. {found}",
    Rule.CHOICE: "{where} can't be {found!r}.",
    Rule.RANGE: "{where} doesn't make a range: {found}. The lowest answer has to be below the highest, the factor "
    "above 0, and a change above 0 and within the score's range.",
    Rule.REVERSE: "{where} names items that the instrument doesn't have, or one twice: {found}.",
    Rule.ITEM_TEXTS: "{where} has {found} texts, and the scale another number of items.",
    Rule.ANSWER_TEXTS: "{where} has {found} texts, and the scale another number of answers.",
    Rule.NO_TEXTS: "{where} is empty, and the items are to be answered one by one.",
    Rule.LICENSED_TEXT: "{where} holds item text that nobody here has the right to. Write the scoring only. {found}",
    Rule.CUTOFF: "{where} needs one of at_most and at_least within the score's range, a meaning and a source. {found}",
    Rule.FILE_NAME: "The file is named {found}, and not after its id and version.",
}


def sentence(fault: Fault) -> str:
    return SENTENCES[fault.rule].format(where=fault.where, found=fault.found).strip()
