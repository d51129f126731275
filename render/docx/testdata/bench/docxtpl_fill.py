"""Fills the benchmark template n times with docxtpl: docxtpl_fill.py template.docx data.json n out.docx"""
import io, json, re, sys, zipfile
from docxtpl import DocxTemplate


def jinja(template):
    """The template as docxtpl wants it: the loop's tags in rows of their own, and the item's name before each field."""
    src = zipfile.ZipFile(template)
    xml = src.read("word/document.xml").decode()
    at = xml.index("{{#指标表}}")
    start, end = xml.rfind("<w:tr ", 0, at), xml.index("</w:tr>", at) + len("</w:tr>")
    row = xml[start:end].replace("{{#指标表}}", "").replace("{{/指标表}}", "")
    row = re.sub(r"\{\{([^{}]+)\}\}", r"{{ r.\1 }}", row)
    tag = "<w:tr><w:tc><w:p><w:r><w:t>{%%tr %s %%}</w:t></w:r></w:p></w:tc></w:tr>"
    xml = xml[:start] + tag % "for r in 指标表" + row + tag % "endfor" + xml[end:]
    converted = io.BytesIO()
    with zipfile.ZipFile(converted, "w", zipfile.ZIP_DEFLATED) as z:
        for i in src.infolist():
            z.writestr(i, xml.encode() if i.filename == "word/document.xml" else src.read(i.filename))
    return converted.getvalue()


def main(template, data, n, out):
    data, converted = json.load(open(data, encoding="utf-8")), jinja(template)
    for _ in range(int(n)):
        t = DocxTemplate(io.BytesIO(converted))
        t.render(data, autoescape=True)
        buf = io.BytesIO()
        t.save(buf)
    if int(n):
        open(out, "wb").write(buf.getvalue())


if __name__ == "__main__":
    main(*sys.argv[1:])
