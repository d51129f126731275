"""Writes the workbooks that are measured. They are made the same way every time, and kept between runs in one folder.

Sheets are written as XML, so that a hundred thousand rows take seconds: shared strings, a style on every cell, dates as serial
numbers, as an office program writes them.
"""
import hashlib, os, re, shutil, sys, zipfile
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (f'<styleSheet {MAIN}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
          '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="4"/></cellXfs></styleSheet>')


class Date(int):
    """A day as Excel's serial number."""


def column(i):
    return chr(65 + i) if i < 26 else chr(64 + i // 26) + chr(65 + i % 26)


def workbook(path, sheets):
    """Writes sheets, a list of (name, rows, merges), to path; rows is an iterable of lists of str, int, float, Date or None."""
    strings = {}

    def cell(ref, v):
        if v is None:
            return ""
        if isinstance(v, str):
            return f'<c r="{ref}" s="0" t="s"><v>{strings.setdefault(v, len(strings))}</v></c>'
        style = 1 if isinstance(v, Date) else 2 if isinstance(v, float) else 0
        return f'<c r="{ref}" s="{style}"><v>{v:.2f}</v></c>' if isinstance(v, float) else f'<c r="{ref}" s="{style}"><v>{int(v)}</v></c>'

    n = range(1, len(sheets) + 1)
    with zipfile.ZipFile(path + ".part", "w", zipfile.ZIP_DEFLATED, compresslevel=6) as z:
        def part(name, text):
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
        types = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles", "/xl/sharedStrings.xml": "sharedStrings",
                 **{f"/xl/worksheets/sheet{i}.xml": "worksheet" for i in n}}
        part("[Content_Types].xml", HEAD + f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/>' + "".join(
                 f'<Override PartName="{p}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{t}+xml"/>' for p, t in types.items()) + "</Types>")
        part("_rels/.rels", HEAD + f'<Relationships xmlns="{PKG}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        part("xl/workbook.xml", HEAD + f'<workbook {MAIN} xmlns:r="{REL}"><sheets>' + "".join(
            f'<sheet name="{escape(s[0])}" sheetId="{i}" r:id="rId{i}"/>' for i, s in zip(n, sheets)) + "</sheets></workbook>")
        part("xl/_rels/workbook.xml.rels", HEAD + f'<Relationships xmlns="{PKG}/relationships">' + "".join(
            f'<Relationship Id="rId{i}" Type="{REL}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in n)
            + f'<Relationship Id="s" Type="{REL}/styles" Target="styles.xml"/><Relationship Id="t" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        part("xl/styles.xml", HEAD + STYLES)
        for i, (_, rows, merges) in zip(n, sheets):
            with z.open(zipfile.ZipInfo(f"xl/worksheets/sheet{i}.xml", (1980, 1, 1, 0, 0, 0)), "w", force_zip64=True) as f:
                f._compressor = zipfile._get_compressor(zipfile.ZIP_DEFLATED, 6)
                f._zinfo.compress_type = zipfile.ZIP_DEFLATED
                f.write((HEAD + f"<worksheet {MAIN}><sheetData>").encode())
                for r, values in enumerate(rows, 1):
                    f.write((f'<row r="{r}">' + "".join(cell(f"{column(c)}{r}", v) for c, v in enumerate(values)) + "</row>").encode())
                tail = "</sheetData>"
                if merges:
                    tail += f'<mergeCells count="{len(merges)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merges) + "</mergeCells>"
                f.write((tail + "</worksheet>").encode())
        part("xl/sharedStrings.xml", HEAD + f'<sst {MAIN} count="{len(strings)}" uniqueCount="{len(strings)}">'
             + "".join(f"<si><t>{escape(s)}</t></si>" for s in strings) + "</sst>")
    os.replace(path + ".part", path)


KINDS = [f"科普类别{c}" for c in "甲乙丙丁戊己庚"]


def log_rows(n, wrong=False):
    """An activity log (活动台账) of n rows and 12 columns with its total; wrong gives every row more youths than participants."""
    yield ["序号", "活动类别", "活动名称", "活动时间", "活动地点", "主办单位", "场次", "参与人次", "其中：青少年", "发放资料（份）", "经费支出（元）", "备注"]
    sums = [0, 0, 0, 0, 0]
    for i in range(1, n + 1):
        people = 50 + i * 37 % 3000
        v = [1 + i % 40, people, people + 5 if wrong else people // 3, i % 900, 100 + i * 7 % 90000]
        sums = [a + b for a, b in zip(sums, v)]
        yield [i, KINDS[i % 7], f"第{i % 20000}场科普大篷车进校园活动", Date(44562 + i % 365), f"第{i % 53}中学", "县科协", *v, f"照片{i % 90}"]
    yield ["合计", None, None, None, None, None, *sums, None]


def fund_rows(n, wrong=False):
    """A fund table (资金表) of n rows with its total; wrong gives every row a balance that is not the difference."""
    yield ["序号", "支出方向", "计划资金（元）", "到位资金（元）", "实际支出（元）", "结余资金（元）", "备注"]
    sums = [0, 0, 0, 0]
    for i in range(1, n + 1):
        got = 1000 + i * 13 % 5000
        spent = got - i % 7
        v = [got, got, spent, got - spent + (1 if wrong else 0)]
        sums = [a + b for a, b in zip(sums, v)]
        yield [i, f"支出方向{i}", *v, None]
    yield ["合计", None, *sums, None]


def small_sheets(n):
    """A log of 10 rows on every sheet."""
    return [(f"台账{i}", list(log_rows(10)), ()) for i in range(1, n + 1)]


def merged_rows(n):
    """A log whose category stands in cells merged over two rows, n of them."""
    rows = list(log_rows(2 * n))
    for i in range(1, 2 * n, 2):
        rows[i][1] = KINDS[i // 2 % 7]
        rows[i + 1][1] = None
    return rows, [f"B{i + 1}:B{i + 2}" for i in range(1, 2 * n, 2)]


def xls(path, rows):
    """The same as BIFF, by xlwt (Debian: python3-xlwt)."""
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    sheet, day = book.add_sheet("活动台账"), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for r, values in enumerate(rows):
        for c, v in enumerate(values):
            if isinstance(v, Date):
                sheet.write(r, c, int(v), day)
            elif v is not None:
                sheet.write(r, c, v)
    book.save(path + ".part")
    os.replace(path + ".part", path)


def units(samples, folder, n):
    """n folders of one unit each: the samples over and over, every unit with a name of its own."""
    rename = re.compile("(张掖市|甘州区|临泽县|山丹县|民乐县|高台县|肃南县)(科协|科学技术协会)")
    sources = sorted(d for d, _, files in os.walk(samples) if any(f.endswith(".xlsx") for f in files) and "expected.json" in files)
    shutil.rmtree(folder, ignore_errors=True)
    for i in range(n):
        source = sources[i % len(sources)]
        target = os.path.join(folder + ".part", f"{os.path.basename(source)}{i:04d}")
        os.makedirs(target)
        for name in sorted(os.listdir(source)):
            if not name.endswith(".xlsx"):
                continue
            with zipfile.ZipFile(os.path.join(source, name)) as a, zipfile.ZipFile(os.path.join(target, name), "w", zipfile.ZIP_DEFLATED) as b:
                for part in a.infolist():
                    data = a.read(part)
                    if part.filename.endswith(".xml"):
                        data = rename.sub(lambda m: f"{m[1]}第{i}{m[2]}", data.decode()).encode()
                    b.writestr(part, data, zipfile.ZIP_DEFLATED)
    os.rename(folder + ".part", folder)


class Inputs:
    """The inputs by name, made when first asked for, in a folder below keep that is this file's: another way of making them has another."""

    def __init__(self, keep, root):
        with open(__file__, "rb") as f:
            self.folder = os.path.join(keep, "inputs-" + hashlib.sha256(f.read()).hexdigest()[:8])
        self.root = root
        os.makedirs(self.folder, exist_ok=True)

    def _made(self, name, make):
        path = os.path.join(self.folder, name)
        if os.path.exists(path):
            return path
        # In a process of its own: a program's peak memory starts from that of the process that starts it.
        child = os.fork()
        if not child:
            try:
                make(path)
            except BaseException as e:
                print(f"{name}: {e}", file=sys.stderr)
                os._exit(1)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            raise RuntimeError(f"the input {name} could not be made")
        return path

    def log(self, n, wrong=False):
        return self._made(f"log{n}{'wrong' * wrong}.xlsx", lambda p: workbook(p, [("活动台账", log_rows(n, wrong), ())]))

    def fund(self, n, wrong=False):
        return self._made(f"fund{n}{'wrong' * wrong}.xlsx", lambda p: workbook(p, [("资金表", fund_rows(n, wrong), ())]))

    def sheets(self, n):
        return self._made(f"sheets{n}.xlsx", lambda p: workbook(p, small_sheets(n)))

    def merges(self, n):
        return self._made(f"merges{n}.xlsx", lambda p: workbook(p, [("活动台账", *merged_rows(n))]))

    def xls(self, n):
        return self._made(f"log{n}.xls", lambda p: xls(p, (r[:11] for r in log_rows(n))))

    def units(self, n):
        return self._made(f"units{n}", lambda p: units(os.path.join(self.root, "testdata", "samples"), p, n))

    @property
    def sample(self):
        return os.path.join(self.root, "testdata", "samples", "zhangye-2022", "张掖市科协2022年度科普经费绩效自评.xlsx")
