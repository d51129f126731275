"""Measures whole processes by the operating system's own accounting.

Processor time is user and system time of all threads of the process and of the children it waited for: other work on the
machine disturbs it little, where it makes wall clock useless. Commands that are compared run in turn, A B A B …, and only
figures of one such run are set against each other. The minimum says what the work costs, the median how it usually goes.
"""
import dataclasses, os, resource, statistics, subprocess, tempfile, threading, time


@dataclasses.dataclass
class Run:
    cpu: float  # seconds, user + system
    wall: float  # seconds
    peak: float  # MB, of the largest process
    code: int  # exit code; negative for a signal
    out: int  # bytes on stdout
    err: str  # the end of stderr


class Failed(Exception):
    """A command that did not do its work, so that its time means nothing."""


def run(cmd, ok=(0, 4), timeout=300, env=None, cwd=None):
    """Runs cmd once. Exit codes outside ok raise Failed; a run longer than timeout seconds is ended and raises Failed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.monotonic()
        p = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=cwd, env={**os.environ, **(env or {})})
        late = threading.Event()
        alarm = threading.Timer(timeout, lambda: (late.set(), p.kill()))
        alarm.start()
        _, status, use = os.wait4(p.pid, 0)
        wall = time.monotonic() - start
        alarm.cancel()
        p.returncode = os.waitstatus_to_exitcode(status)
        size = out.seek(0, os.SEEK_END)
        err.seek(max(0, err.seek(0, os.SEEK_END) - 2000))
        r = Run(use.ru_utime + use.ru_stime, wall, use.ru_maxrss / 1024, p.returncode, size, err.read().decode(errors="replace"))
    if late.is_set():
        raise Failed(f"ended after {timeout} s ({r.cpu:.1f} s of processor time, {r.peak:.0f} MB)")
    if ok is not None and r.code not in ok:
        raise Failed(f"exit code {r.code}: {' '.join(r.err.split())[-300:]}")
    return r


def alternate(commands, rounds, warmup=1, **options):
    """Runs the commands {name: cmd} in turn and gives {name: [Run …]}; a command that fails gives its Failed instead."""
    runs = {name: [] for name in commands}
    for i in range(warmup + rounds):
        for name, cmd in commands.items():
            if isinstance(runs[name], Failed):
                continue
            try:
                r = run(cmd() if callable(cmd) else cmd, **options)
            except Failed as e:
                runs[name] = e
                continue
            if i >= warmup:
                runs[name].append(r)
    return runs


def least(runs, of="cpu"):
    return min(getattr(r, of) for r in runs)


def middle(runs, of="cpu"):
    return statistics.median(getattr(r, of) for r in runs)


def ratios(a, b, of="cpu"):
    """a over b: of the minima, and the median of the pairs."""
    floor = 1e-4
    pairs = [getattr(x, of) / max(getattr(y, of), floor) for x, y in zip(a, b)]
    return least(a, of) / max(least(b, of), floor), statistics.median(pairs)


def per_item(few, many, n):
    """What one more item costs, free of the start: minimum and median over pairs of a run with few and one with n more."""
    pairs = [(y.cpu - x.cpu) / n for x, y in zip(few, many)]
    return (least(many) - least(few)) / n, statistics.median(pairs)


def machine():
    cpu = next((l.split(":", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "?")
    return f"{os.cpu_count()} processors, {cpu}, load {os.getloadavg()[0]:.1f}"
