"""DDI Codebook 2.5: the data described as an archive describes it, in Swedish and English."""

from collections.abc import Sequence
from xml.etree import ElementTree  # nosec B405

from exports.columns import MISSING_CODES, Words
from exports.dataset import Description, Level, Table, Variable

NAMESPACE = "ddi:codebook:2_5"
AGENCY = "ringar"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NATURE = {Level.NOMINAL: "nominal", Level.ORDINAL: "ordinal", Level.SCALE: "ratio"}


def codebook(data: Description) -> bytes:
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}codeBook", {"version": "2.5", LANG: "sv"})
    _study(_add(root, "stdyDscr"), data)
    for table in data.tables:
        _file(_add(root, "fileDscr", ID=_file_id(table)), table)
    described = _add(root, "dataDscr")
    for table in data.tables:
        for variable in table.variables:
            _variable(described, table, variable)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _study(study: ElementTree.Element, data: Description) -> None:
    citation = _add(study, "citation")
    title = _add(citation, "titlStmt")
    _add(title, "titl", data.title.sv, **{LANG: "sv"})
    _add(title, "parTitl", data.title.en, **{LANG: "en"})
    _add(title, "IDNo", data.stem, agency=AGENCY)
    _add(_add(citation, "prodStmt"), "producer", "Ringar")
    _add(_add(citation, "distStmt"), "distrbtr", "Ringar", abbr="Ringar")
    _add(_add(citation, "verStmt"), "version", str(data.version))
    _add(citation, "holdings", data.stem, URI=f"urn:{AGENCY}:{data.stem}")
    information = _add(study, "stdyInfo")
    _add_words(information, "abstract", _joined(data.abstract))
    summary = _add(information, "sumDscr")
    if data.period:
        _add(summary, "timePrd", data.period, event="end")
    _add_words(summary, "anlyUnit", data.unit)
    if data.confidentiality:
        access = _add(_add(study, "dataAccs"), "useStmt")
        _add_words(access, "confDec", _joined(data.confidentiality))


def _joined(lines: Sequence[Words]) -> Words:
    return Words(" ".join(line.sv for line in lines), " ".join(line.en for line in lines))


def _file(file: ElementTree.Element, table: Table) -> None:
    text = _add(file, "fileTxt")
    _add(text, "fileName", f"csv/{table.name}.csv")
    _add_words(text, "fileCont", table.title, once=True)
    dimensions = _add(text, "dimensns")
    _add(dimensions, "caseQnty", str(len(table.rows)))
    _add(dimensions, "varQnty", str(len(table.variables)))
    _add(text, "fileType", "CSV, UTF-8")


def _variable(described: ElementTree.Element, table: Table, variable: Variable) -> None:
    kind = "text" if variable.is_text else "numeric"
    decimals = {"dcml": "1"} if variable.is_decimal else {}
    var = _add(
        described,
        "var",
        ID=f"V_{table.name}_{variable.name}",
        name=variable.name,
        files=_file_id(table),
        intrvl="contin" if variable.is_decimal else "discrete",
        nature=_NATURE[variable.level],
        representationType="code" if variable.values else kind,
        **decimals,
    )
    _add_words(var, "labl", variable.label)
    invalid = _add(var, "invalrng")
    for code in MISSING_CODES:
        _add(invalid, "item", VALUE=str(code))
    _add_words(var, "txt", variable.definition)
    for value, words in variable.labels.items():
        is_missing = str(value) in {str(code) for code in MISSING_CODES}
        category = _add(var, "catgry", missing="Y" if is_missing else "N")
        _add(category, "catValu", str(value))
        _add_words(category, "labl", words)
        if value in variable.numbers:
            _add(category, "txt", f"Stata: {variable.numbers[value]}")
    _add(var, "varFormat", type="character" if variable.is_text else "numeric")


def _file_id(table: Table) -> str:
    return f"F_{table.name}"


def _add(parent: ElementTree.Element, tag: str, text: str = "", /, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    element.text = text or None
    return element


def _add_words(parent: ElementTree.Element, name: str, words: Words, *, once: bool = False) -> None:
    """The element in both languages; `once` where the schema allows one only."""
    if once:
        _add(parent, name, f"{words.sv} / {words.en}")
        return
    _add(parent, name, words.sv, **{LANG: "sv"})
    _add(parent, name, words.en, **{LANG: "en"})
