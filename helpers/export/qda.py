"""The codebook as a REFI-QDA file (.qdc), which QualCoder, NVivo and MAXQDA read.

Comes in: a codebook. Goes out: the bytes of an XML file, the same for the same codebook. Must
never know: a text, or what was coded.
"""

from __future__ import annotations

from uuid import UUID, uuid5
from xml.etree import ElementTree

from helpers.charts.style import PALETTE
from helpers.codebook import Codebook
from helpers.codebook.records import FAMILIES, Code

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Reading Root Causes"
_OURS = UUID("6f2d3c1e-9a54-5d0b-8b1f-3a7d5e2c4f60")
_FAMILY_MEANS = {
    "diagnosis": "What is presented as a reason why people leave, or as a bad condition at home.",
    "response": "What is done, promised, asked for or valued as the way to deal with it.",
}


def make_guid(kind: str, name: str) -> str:
    """Return the identifier of a code or set: the same name always gives the same one.

    >>> make_guid("code", "D-ROOT")
    '66ca7ad1-c761-5726-a3a7-051721301129'
    """
    return str(uuid5(_OURS, f"{kind}/{name}"))


def write_codebook(codebook: Codebook) -> bytes:
    """Return a codebook as REFI-QDA 1.0 codebook exchange (REFI 2019, section 5.2).

    The two families are folders that code nothing; each group of codes is a set.
    """
    root = ElementTree.Element("CodeBook", {"xmlns": NAMESPACE, "origin": ORIGIN})
    codes = ElementTree.SubElement(root, "Codes")
    for family in FAMILIES:
        own = [code for code in codebook.codes if code.family == family]
        if own:
            _add_family(codes, family, own)
    sets = ElementTree.SubElement(root, "Sets")
    for group, members in codebook.groups.items():
        given = {"guid": make_guid("group", group), "name": group}
        listed = ElementTree.SubElement(sets, "Set", given)
        for code in members:
            ElementTree.SubElement(listed, "MemberCode", {"guid": make_guid("code", code)})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _add_family(codes: ElementTree.Element, family: str, own: list[Code]) -> None:
    given = {"guid": make_guid("family", family), "name": family, "isCodable": "false"}
    folder = ElementTree.SubElement(codes, "Code", given)
    ElementTree.SubElement(folder, "Description").text = _FAMILY_MEANS[family]
    for code in own:
        given = {"guid": make_guid("code", code.code), "name": f"{code.code} {code.label}"}
        given["isCodable"] = "true"
        if code.palette in PALETTE:
            given["color"] = PALETTE[code.palette]
        entry = ElementTree.SubElement(folder, "Code", given)
        ElementTree.SubElement(entry, "Description").text = describe_code(code)


def describe_code(code: Code) -> str:
    """Return what a code means, what it leaves out and where it comes from, in one paragraph."""
    leaves_out = f" Not: {code.excludes}" if code.excludes else ""
    return f"{code.definition}{leaves_out} Source: {code.source}."
