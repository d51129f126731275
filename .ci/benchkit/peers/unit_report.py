"""What an office's script does with openpyxl and docxtpl, in one process: unit_report.py ENGINE_BENCH UNITS OUT N

For each of the first N unit folders below UNITS: read its workbooks, find the tables by their header words, add up the columns,
compare with the total row, and fill a report of 20 rows. The template is that of render/docx's benchmark.
"""
import json, os, sys
from io import BytesIO
from openpyxl import load_workbook

sys.path.insert(0, sys.argv[1])
from docxtpl import DocxTemplate
from docxtpl_fill import jinja

WORDS = ("计划", "预算", "到位", "拨付", "支出", "经费", "费用", "场次", "人次", "人数")


def tables(sheet):
    """(header, rows, total) of each table: a header is a row of four texts or more with a word of ours in one of them."""
    header, rows = None, []
    for row in sheet.iter_rows(values_only=True):
        texts = [v for v in row if isinstance(v, str)]
        if len(texts) >= 4 and sum(any(w in t for w in WORDS) for t in texts) >= 2:
            header, rows = row, []
        elif header and any(isinstance(v, str) and v.strip() in ("合计", "总计") for v in row[:3]):
            yield header, rows, row
            header, rows = None, []
        elif header and any(v is not None for v in row):
            rows.append(row)


def check(folder):
    findings, rows = [], []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".xlsx"):
            continue
        for sheet in load_workbook(os.path.join(folder, name), data_only=True).worksheets:
            for header, body, total in tables(sheet):
                for c, word in enumerate(header):
                    stated = total[c] if c < len(total) else None
                    if isinstance(word, str) and any(w in word for w in WORDS) and isinstance(stated, (int, float)):
                        s = sum(r[c] for r in body if isinstance(r[c], (int, float)))
                        if abs(s - stated) > 0.005:
                            findings.append((sheet.title, word, stated, s))
                rows += [[str(v or "") for v in r] for r in body]
    return findings, rows


template, data = jinja(os.path.join(sys.argv[1], "template.docx")), json.load(open(os.path.join(sys.argv[1], "data20.json"), encoding="utf-8"))
units, out = sys.argv[2], sys.argv[3]
os.makedirs(out, exist_ok=True)
for unit in sorted(os.listdir(units))[: int(sys.argv[4])]:
    findings, rows = check(os.path.join(units, unit))
    for item, row in zip(data["指标表"], rows):
        item.update(zip(item, row))
    t = DocxTemplate(BytesIO(template))
    t.render({**data, "单位": unit, "评价等级": str(len(findings))}, autoescape=True)
    t.save(os.path.join(out, unit + ".docx"))
