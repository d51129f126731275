"""Builds what is measured: ziping as it is released, and the programs it is set beside."""
import os, re, shutil, subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
GO = shutil.which("go") or "/usr/local/go/bin/go"
ENGINE = os.path.join(ROOT, "render", "docx", "testdata", "bench")
PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's packages


def command(*cmd, cwd=None, env=None):
    p = subprocess.run(cmd, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True)
    if p.returncode:
        raise RuntimeError(f"{' '.join(cmd)}: {p.stderr.strip()[-500:]}")
    return p.stdout.strip()


def ziping(root, out):
    command(GO, "build", "-trimpath", "-ldflags=-s -w", "-o", out, "./cmd/ziping", cwd=root, env={"CGO_ENABLED": "0"})
    return out


def commit(rev, tmp):
    """The binary of a commit, built from what git has of it."""
    name = command("git", "rev-parse", "--short", rev + "^{commit}", cwd=ROOT)
    tree = os.path.join(tmp, "tree-" + name)
    os.makedirs(tree, exist_ok=True)
    archive = subprocess.Popen(["git", "archive", name], cwd=ROOT, stdout=subprocess.PIPE)
    subprocess.run(["tar", "-x", "-C", tree], stdin=archive.stdout, check=True)
    if archive.wait():
        raise RuntimeError(f"git archive {name} failed")
    try:
        return name, ziping(tree, os.path.join(tmp, "ziping-" + name))
    finally:
        shutil.rmtree(tree)


class Program:
    """A ziping binary, asked by its own help what it can do, so that old and new ones run alike."""

    def __init__(self, path):
        self.path, self._help = path, {}

    def has(self, name, flag):
        if name not in self._help:
            self._help[name] = command(self.path, name, "--help")
        return re.search(rf"^ .*{re.escape(flag)}\b", self._help[name], re.M) is not None

    def version(self):
        known = re.search(r"^  version\b", command(self.path, "--help"), re.M)
        return [self.path, "version" if known else "--version"]

    def check(self, file):
        return [self.path, "check", "--json", file]

    def report(self, path, out):
        def fresh():  # a report that another version wrote is not overwritten
            if os.path.exists(out):
                os.remove(out)
            return [self.path, "report", path, "-o", out] + ["--only", "report"] * self.has("report", "--only")
        return fresh

    def batch(self, folder, out, workers=1):
        def fresh():
            shutil.rmtree(out, ignore_errors=True)
            return [self.path, "batch", folder, "-o", out, "--workers", str(workers)] + ["--only", "report"] * self.has("batch", "--only")
        return fresh


class Peers:
    """The other programs: {name: command for a file}. What cannot be had here is left out, and missing says why."""

    GO = {"excelize": "github.com/xuri/excelize/v2@v2.11.1", "xlsxreader": "github.com/thedatashed/xlsxreader@v1.2.8"}

    def __init__(self, tmp):
        self.tmp, self.missing, self._built = tmp, {}, {}
        self._module = os.path.join(tmp, "peers")

    def go(self, name):
        """A Go program of peers/, built in a module of its own, so that ziping's go.mod knows nothing of it."""
        out = os.path.join(self._module, "bin", name)
        if not os.path.exists(out):
            if not os.path.exists(os.path.join(self._module, "go.mod")):
                os.makedirs(self._module, exist_ok=True)
                command(GO, "mod", "init", "peers", cwd=self._module)
            shutil.copytree(os.path.join(HERE, "peers", name), os.path.join(self._module, name), dirs_exist_ok=True)
            if name in self.GO:
                command(GO, "get", self.GO[name], cwd=self._module)
            command(GO, "build", "-trimpath", "-ldflags=-s -w", "-o", out, "./" + name, cwd=self._module, env={"CGO_ENABLED": "0"})
        return out

    def python(self, script, *modules):
        command(PYTHON, "-c", "import " + ", ".join(modules))
        return [PYTHON, os.path.join(HERE, "peers", script)]

    def node(self, script, *modules):
        js = os.path.join(self.tmp, "js")
        os.makedirs(js, exist_ok=True)
        if not all(os.path.exists(os.path.join(js, "node_modules", m)) for m in modules):
            command("npm", "install", "--silent", "--no-audit", "--no-fund", *modules, cwd=js)
        return ["env", "NODE_PATH=" + os.path.join(js, "node_modules"), "node", os.path.join(HERE, "peers", script)]

    def add(self, commands, name, make):
        """Puts what make gives into commands, or notes why there is none."""
        try:
            commands[name] = make()
        except (RuntimeError, OSError) as e:
            self.missing[name] = str(e).splitlines()[-1]
