"""The file that says which mails are read and how rifq is asked."""

import tomllib
from dataclasses import dataclass, field, fields


class Mistake(Exception):
    """What is wrong with the file."""


@dataclass(frozen=True)
class Config:
    senders: tuple  # addresses, or @domain for all of a domain
    inside: tuple = ()  # domains; a mail that goes only there is not read
    listen: str = "127.0.0.1:7228"  # or unix:/path
    url: str | None = None
    token_file: str | None = None
    command: tuple = ("rifq", "hook")
    deadline_ms: int = 3000
    on_failure: str = "pass"
    max_bytes: int = 1048576  # of a mail; what comes after it is not read
    language: str = "auto"  # of sentences for agents: en, ar, or that of the mail
    replies: str = "negotiated"  # letters beyond ASCII in SMTP replies: negotiated or always
    queue: str | None = None
    team: str | None = None
    languages: dict = field(default_factory=dict)  # by the address of an agent


CHOICES = {"on_failure": ("pass", "block"), "language": ("auto", "en", "ar"), "replies": ("negotiated", "always")}


def load(path):
    try:
        with open(path, "rb") as file:
            given = tomllib.load(file)
    except (OSError, ValueError) as fault:
        raise Mistake(f"{path}: {fault}") from None
    known = {each.name: each for each in fields(Config)}
    for key, value in given.items():
        if key not in known:
            raise Mistake(f"{path}: unknown key `{key}`; known are {', '.join(known)}")
        expected = {"senders": list, "inside": list, "command": list, "deadline_ms": int, "max_bytes": int, "languages": dict}.get(key, str)
        if not isinstance(value, expected) or isinstance(value, bool):
            raise Mistake(f"{path}: `{key}` must be a {expected.__name__}")
        if key in CHOICES and value not in CHOICES[key]:
            raise Mistake(f"{path}: `{key}` must be one of {', '.join(CHOICES[key])}")
    if not given.get("senders"):
        raise Mistake(f"{path}: `senders` must name an address or @domain")
    for key in ("senders", "inside"):
        given[key] = tuple(str(each).lower() for each in given.get(key, ()))
    given["languages"] = {key.lower(): value for key, value in given.get("languages", {}).items()}
    return Config(**given)
