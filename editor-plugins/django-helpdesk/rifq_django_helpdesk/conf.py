"""The setting RIFQ of the site, with its defaults."""

from django.conf import settings

DEFAULTS = {
    "URL": None,  # where `rifq serve` answers: http://127.0.0.1:7227, https://..., unix:/run/rifq.sock
    "TOKEN": None,
    "TOKEN_FILE": None,
    "COMMAND": ["rifq", "hook"],  # asked when there is no URL
    "ON_FAILURE": "pass",  # without a verdict: "pass" or "block"
    "DEADLINE_MS": 1500,
    "WARN": "ask",  # after a warning: "ask" once, or send and show a "message"
    "CHANNEL": "email",
    "CHANNELS": {},  # by the slug of a queue
    "TEAMS": {},
    "THREAD": 12,  # so many earlier turns go along
    "REASONS": ["false-alarm", "agreed-with-customer", "urgent"],
}
CHOICES = {"ON_FAILURE": ("pass", "block"), "WARN": ("ask", "message")}


def get(key):
    return {**DEFAULTS, **getattr(settings, "RIFQ", {})}[key]


def how():
    """How rifq is asked, as `ask` takes it."""
    return {key.lower(): get(key) for key in ("URL", "TOKEN", "TOKEN_FILE", "COMMAND", "DEADLINE_MS")}


def faults():
    """What is wrong with the setting, one sentence each."""
    given = getattr(settings, "RIFQ", {})
    if not isinstance(given, dict):
        return ["RIFQ must be a dict"]
    found = [f"RIFQ has an unknown key {key!r}" for key in given if key not in DEFAULTS]
    for key, words in CHOICES.items():
        if get(key) not in words:
            found.append(f"RIFQ[{key!r}] must be one of {', '.join(words)}")
    for key in ("DEADLINE_MS", "THREAD"):
        if not isinstance(get(key), int) or get(key) < 1:
            found.append(f"RIFQ[{key!r}] must be a whole number above 0")
    if not isinstance(get("COMMAND"), (list, tuple)):
        found.append("RIFQ['COMMAND'] must be a list of words")
    url = get("URL")
    if url is not None and not str(url).startswith(("http://", "https://", "unix:/")):
        found.append("RIFQ['URL'] must begin with http://, https:// or unix:/")
    return found
