"""The receipt of open tables, line by line: what was merged, withheld, rounded, and which tables are not there."""

from enum import StrEnum

from exports.columns import Words
from exports.public.catalogue import TITLES


class Line(StrEnum):
    SOURCE = "public_source"
    MERGED = "public_merged"
    ROUNDED = "public_rounded"
    WITHHELD = "public_withheld"
    SUMMED = "public_summed"
    SHARES = "public_shares"
    COMPARE = "public_compare"
    # A table that isn't written, and by which rule.
    TOO_FEW_PEOPLE = "public_too_few_people"
    TOO_FEW_CIRCLES = "public_too_few_circles"
    NO_ROWS = "public_no_rows"
    NOTHING_LEFT = "public_nothing_left"


NOT_WRITTEN = (Line.TOO_FEW_PEOPLE, Line.TOO_FEW_CIRCLES, Line.NO_ROWS, Line.NOTHING_LEFT)

LINES: dict[str, Words] = {
    Line.SOURCE: Words(
        "Skrivet ur de publicerade forskningsfilerna om samma underlag, och ur inget annat: inget räknas två gånger.",
        "Written from the published scientific files on the same population and from nothing else: nothing is counted "
        "twice.",
    ),
    Line.MERGED: Words(
        "Sammanslaget: {of} etiketter till {number} fasta grupper. Grövre uppgifter är en egen grupp.",
        "Merged: {of} labels to {number} fixed groups. What is coarser than the groups is one of its own.",
    ),
    Line.ROUNDED: Words(
        "Avrundat: {number} tal, till närmaste fem. Talen om träffar och steg är avrundade till sex redan innan.",
        "Rounded: {number} numbers, to the nearest five. Those on sessions and steps were rounded to six before.",
    ),
    Line.WITHHELD: Words(
        "Visas inte: {number} av {of} tal, som kan vara 7 eller färre, eller som ensamma hade sagt något om alla "
        "(kod −96).",
        "Withheld: {number} of {of} numbers, where it may be 7 or fewer, or where alone it would tell of everyone "
        "(code −96).",
    ),
    Line.SUMMED: Words(
        "Summor: {number} tal, summor av det som skrivs och av inget annat.",
        "Totals: {number} numbers, sums of what is written and of nothing else.",
    ),
    Line.SHARES: Words(
        "Andelar: {number} i hela procent, räknade på de avrundade talen. 0 och 100 % skrivs inte.",
        "Shares: {number} in whole per cent, made of the rounded numbers. 0 and 100 % are not written.",
    ),
    Line.COMPARE: Words(
        "Du kan jämföra grupperna inom en tabell. Du kan inte dra en tabell från en annan, eller räkna ut det som inte "
        "visas.",
        "You can compare the groups within a table. You cannot subtract one table from another, or work out what is "
        "withheld.",
    ),
    Line.TOO_FEW_PEOPLE: Words(
        "Skrivs inte: {columns}. Minst {of} personer behövs och ungefär {number} fattas.",
        "Not written: {columns}. At least {of} people are needed and about {number} are missing.",
    ),
    Line.TOO_FEW_CIRCLES: Words(
        "Skrivs inte: {columns}. Minst {of} cirklar behövs och {number} fattas.",
        "Not written: {columns}. At least {of} circles are needed and {number} are missing.",
    ),
    Line.NO_ROWS: Words(
        "Skrivs inte: {columns}. Forskningsfilerna har ingen rad per person om underlaget.",
        "Not written: {columns}. The scientific files have no row a person on this population.",
    ),
    Line.NOTHING_LEFT: Words(
        "Skrivs inte: {columns}. Högst ett tal i tabellen hade kunnat visas.",
        "Not written: {columns}. One number of the table at most could have been shown.",
    ),
}
__all__ = ["LINES", "NOT_WRITTEN", "TITLES", "Line"]
