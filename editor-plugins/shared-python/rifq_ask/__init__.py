"""One question to rifq, over HTTP or to a process of its own, answered before the deadline or not at all."""

import http.client
import json
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

MAX_ANSWER = 16 * 1024 * 1024


class NoVerdict(Exception):
    """Why there is no verdict, without a word of the reply."""


def ask(question, *, url=None, token_file=None, token=None, command=("rifq", "hook"), deadline_ms=1500):
    """The report for a question, from the server at `url` or else from `command`; NoVerdict where there is none in time."""
    # rifq is to give up first: its refusal says more than a closed connection.
    question = {**question, "deadline_ms": max(1, int(deadline_ms * 0.9))}
    body = json.dumps(question, ensure_ascii=False).encode("utf-8", "replace")
    try:
        if url:
            answer = _over_http(body, url, _token(token_file) if token_file else token, deadline_ms / 1000)
        else:
            answer = _by_process(body, command, deadline_ms / 1000)
        report = json.loads(answer)
        if report["verdict"] not in ("pass", "warn", "block") or "decision" not in report:
            raise NoVerdict("the answer is not a verdict")
        return report
    except (OSError, http.client.HTTPException, subprocess.SubprocessError) as fault:
        raise NoVerdict(f"rifq was not reached or gave up ({type(fault).__name__})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoVerdict("the answer was not understood") from None


def _token(file):
    lines = [line.strip() for line in Path(file).read_text(encoding="utf-8").splitlines()]
    return next((line for line in lines if line and not line.startswith("#")), None)


def _by_process(body, command, seconds):
    done = subprocess.run(list(command), input=body, capture_output=True, timeout=seconds, check=False)
    if done.returncode != 0:
        raise NoVerdict(f"rifq ended with {done.returncode}")
    return done.stdout


def _over_http(body, url, token, seconds):
    ends = time.monotonic() + seconds
    connection = _connection(url, seconds)
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    # A time-out of the socket holds for each read alone; this holds for all of them.
    watch = None
    try:
        connection.connect()
        watch = threading.Timer(max(0.0, ends - time.monotonic()), _shut, [connection.sock])
        watch.daemon = True
        watch.start()
        connection.request("POST", "/v1/hook", body, headers)
        answer = connection.getresponse()
        text = answer.read(MAX_ANSWER)
        if answer.status != 200:
            raise NoVerdict(f"rifq answered {answer.status}")
        return text
    finally:
        if watch:
            watch.cancel()
        connection.close()


def _shut(sock):
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def _connection(url, seconds):
    if url.startswith("unix:"):
        return _UnixConnection(url.removeprefix("unix:"), seconds)
    parts = urlsplit(url)
    if parts.scheme == "https":
        return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, seconds):
        super().__init__("localhost", timeout=seconds)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)
