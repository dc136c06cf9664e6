"""The parts of an uploaded file: nothing that a program runs, fetches or includes, and no XML that grows by itself."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from bulletin.templates.archive import is_xml
from bulletin.templates.field_codes import find_field_faults
from bulletin.templates.places import name_part
from bulletin.templates.relationships import find_relationship_faults

Roots = dict[str, etree._Element]

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_DANGEROUS_TYPE = re.compile(r"macroEnabled|vbaProject|vbaData|activeX|oleObject|\.template\.", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)
_ELEMENTS = {
    "altChunk": "插入的外部文件（altChunk）",
    "subDoc": "子文档",
    "object": "嵌入的对象",
    "OLEObject": "嵌入的对象",
    "control": "ActiveX 控件",
    "attachedTemplate": "附加模板，请在“开发工具—文档模板”中改用 Normal",
    "mailMerge": "邮件合并",
    "frameset": "框架网页",
    "saveThroughXslt": "另存转换",
    "entryMacro": "宏",
    "exitMacro": "宏",
    "movie": "视频",
    "webVideoPr": "网络视频",
}
# Data that other programs keep in a file (customXml) may call anything an object.
_OFFICE_SPACE = re.compile(r"openxmlformats|purl\.oclc\.org|microsoft-com")
_ADDRESS = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_ADDRESS_ATTRIBUTES = ("src", "href", "althref")


def find_part_faults(content: bytes, *, is_finished: bool = False) -> tuple[str, ...]:
    """Return a sentence per fault of the parts; `is_finished`: a filled document, whose charts we have put in.

    The package itself has been looked at (`archive`).
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        roots: Roots = {}
        faults: list[str] = []
        for name in filter(is_xml, names):
            found = _parse(package, name)
            if isinstance(found, str):
                faults.append(f"{name_part(name)}（{name[:80]}）：{found}。")
            else:
                roots[name] = found
    if faults:
        return tuple(faults)
    faults += [] if is_finished else _find_type_faults(roots)
    faults += find_relationship_faults(roots, set(names), is_finished=is_finished)
    for name, root in roots.items():
        faults += [f"{name_part(name)}：{fault}。" for fault in (*_find_elements(root), *find_field_faults(root))]
    return tuple(dict.fromkeys(faults))


def _parse(package: zipfile.ZipFile, name: str) -> etree._Element | str:
    """Return a part's root, or what is wrong with it; nothing is resolved and nothing fetched."""
    try:
        text = package.read(name)
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, ValueError):
        return "已损坏"
    if _DECLARATION.search(text):
        return "含有实体或文档类型声明（DTD）"
    encoding = _ENCODING.search(text.lstrip(b"\xef\xbb\xbf"))
    if b"\x00" in text[:64] or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
        return "编码不是 UTF-8"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        return "不是完好的 XML"
    is_plain = root.getroottree().docinfo.internalDTD is None
    return root if is_plain else "含有实体或文档类型声明（DTD）"


def _find_type_faults(roots: Roots) -> list[str]:
    """Return what the list of contents says that a plain .docx does not."""
    if _CONTENT_TYPES not in roots or "_rels/.rels" not in roots or "word/document.xml" not in roots:
        return ["文件不是 Word 文档：缺少文件目录或正文，请在 Word 或 WPS 中重新另存为 .docx。"]
    types = [(entry.get("PartName", ""), entry.get("ContentType", "")) for entry in roots[_CONTENT_TYPES]]
    faults = [
        f"文件目录：含有宏、控件或嵌入对象（{kind[-60:]}），请另存为不带宏的 .docx。"
        for _, kind in types
        if _DANGEROUS_TYPE.search(kind)
    ]
    if ("/word/document.xml", _MAIN) not in types and not faults:
        faults.append("文件目录：正文不是普通的 Word 文档，请另存为“Word 文档（*.docx）”。")
    return faults


def _find_elements(root: etree._Element) -> Iterator[str]:
    """Yield what brings something from elsewhere, or runs, when the document is opened."""
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.localname in _ELEMENTS and _OFFICE_SPACE.search(name.namespace or ""):
            yield f"含有{_ELEMENTS[name.localname]}"
        for key, value in element.attrib.items():
            if etree.QName(str(key)).localname.lower() in _ADDRESS_ATTRIBUTES and _ADDRESS.match(str(value)):
                yield f"引用了外部地址“{str(value)[:60]}”"
