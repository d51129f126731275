"""Compares this engine with docxtpl and docxtemplater on the benchmark template, in processor time per report.

    go test -c -o /tmp/docx.test ./render/docx
    apt install python3-docxtpl; (mkdir -p /tmp/js && cd /tmp/js && npm i docxtemplater pizzip)
    NODE_PATH=/tmp/js/node_modules /usr/bin/python3 render/docx/testdata/bench/ratio.py /tmp/docx.test

Each program runs with few and with many reports; the difference is free of its start. Rounds are interleaved, the median
counts. Processor time is that of all threads, so that other work on the machine disturbs little.
"""
import json, os, resource, statistics, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
pkg = os.path.dirname(os.path.dirname(here))
template, data20 = os.path.join(here, "template.docx"), os.path.join(here, "data20.json")
tmp = tempfile.mkdtemp()
data2000 = os.path.join(tmp, "data2000.json")
d = json.load(open(data20, encoding="utf-8"))
d["指标表"] = [{**{k: f"{k}{i}" for k in ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值")},
             "分值": str(i % 7), "得分": str(i % 7), "偏差原因": "无偏差 & 按期完成"} for i in range(2000)]
json.dump(d, open(data2000, "w", encoding="utf-8"), ensure_ascii=False)

def go(bench):
    return lambda n: [sys.argv[1], "-test.run", "^$", "-test.bench", f"^Benchmark{bench}$", "-test.benchtime", f"{n}x"]

def script(*cmd):
    def f(data):
        return lambda n: [*cmd, template, data, str(n), os.path.join(tmp, "out.docx")]
    return f

py, js = script(sys.executable, os.path.join(here, "docxtpl_fill.py")), script("node", os.path.join(here, "docxtemplater_fill.js"))
sets = {
    20: [("compiled", go("Fill20"), 2000), ("from bytes", go("Bytes20"), 1000), ("docxtpl", py(data20), 20), ("docxtemplater", js(data20), 60)],
    2000: [("compiled", go("Fill2000"), 100), ("from bytes", go("Bytes2000"), 100), ("docxtpl", py(data2000), 3), ("docxtemplater", js(data2000), 5)],
}

def cpu(cmd):
    a = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(cmd, check=True, stdout=subprocess.DEVNULL, cwd=pkg)
    b = resource.getrusage(resource.RUSAGE_CHILDREN)
    return b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime

for rows, programs in sets.items():
    times = {name: [] for name, _, _ in programs}
    for _ in range(5):
        for name, command, n in programs:
            times[name].append((cpu(command(n + 1)) - cpu(command(1))) / n)
    base = statistics.median(times["docxtpl"])
    print(f"\n{rows} rows\n\n| engine | ms of processor time a report | times docxtpl |\n|---|---|---|")
    for name, _, _ in programs:
        m = statistics.median(times[name])
        print(f"| {name} | {m * 1000:.2f} | {base / m:.1f} |")
