"""The provider program, installed by its lock file and started for a test; and somebody at it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp

from scripts.client import node_and_npm

HERE = Path(__file__).parent
SECRET = "secret of the island"
STOP_S = 10


def install() -> None:
    """Install what package-lock.json lists, unless that was done since it changed.

    Raises `CalledProcessError`: without the provider the tests fail.
    """
    done, lock = HERE / "node_modules" / ".package-lock.json", HERE / "package-lock.json"
    if done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    node, npm = node_and_npm()
    path = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    subprocess.run(
        [str(node), str(npm), "ci", "--loglevel=error"],
        cwd=HERE,
        env={**os.environ, "PATH": path},
        check=True,
    )
    done.touch()


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served_provider(back: str) -> Iterator[str]:
    """The issuer's address; it sends people back to `back` only."""
    install()
    node, _ = node_and_npm()
    port = free_port()
    process = subprocess.Popen(
        [str(node), "provider.mjs", str(port), back],
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=STOP_S)


async def sign_in_at(url: str, account: str, back: str) -> dict[str, str]:
    """What somebody brings back from the provider who signs in there and consents."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        form: dict[str, str] | None = None
        for _ in range(12):
            method = "GET" if form is None else "POST"
            async with browser.request(method, url, data=form, allow_redirects=False) as response:
                if response.status in (302, 303):
                    url, form = response.headers["Location"], None
                    if not url.startswith("http"):
                        url = str(response.url.join(aiohttp.client.URL(url)))
                    if url.startswith(back):
                        return dict(aiohttp.client.URL(url).query)
                    continue
                page = await response.text()
                assert response.status == 200, page
            prompt = re.search(r'name="prompt" value="(\w+)"', page)
            action = re.search(r'action="([^"]+)"', page)
            assert prompt is not None, page
            assert action is not None, page
            url = action[1]
            form = {"prompt": prompt[1]}
            form |= {"login": account, "password": "x"} if prompt[1] == "login" else {}
    raise AssertionError("the provider goes round in circles")
