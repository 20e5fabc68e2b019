"""What a mail says: the agent's text, the customer's words it quotes, and what its headers tell."""

import re
from email import policy
from email.errors import MessageError
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"}
FORWARDED = re.compile(r"^(-{2,}\s*(Original Message|Forwarded message|الرسالة الأصلية)\s*-{2,}|_{20,})\s*$", re.IGNORECASE)


def parsed(headers, body):
    """The mail as a message object, or None where nothing can be made of it."""
    raw = b"".join(name + b": " + value.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n" for name, value in headers)
    try:
        return BytesParser(policy=policy.default).parsebytes(raw + b"\r\n" + bytes(body))
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        return None


def text(message, cut):
    """The text parts that are there in full, as plain text; HTML is made plain, its quotes marked by `>`."""
    parts = []
    _collect(message, parts)
    if cut:
        leaves = [part for part in message.walk() if not part.is_multipart()]
        parts = [part for part in parts if part is not leaves[-1]]
    return "\n\n".join(filter(None, (_plain(part).strip("\n") for part in parts)))


def _collect(part, parts):
    if part.get_content_disposition() == "attachment":
        return
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        choices = list(part.iter_parts())
        plain = [each for each in choices if each.get_content_type() == "text/plain" and _plain(each).strip()]
        for each in plain[:1] or choices[-1:]:
            _collect(each, parts)
    elif kind == "multipart/signed":
        for each in list(part.iter_parts())[:1]:
            _collect(each, parts)
    elif part.get_content_maintype() == "multipart" and kind not in ("multipart/encrypted", "multipart/report"):
        for each in part.iter_parts():
            _collect(each, parts)
    elif kind in ("text/plain", "text/html"):
        parts.append(part)


def _plain(part):
    payload = part.get_payload(decode=True) or b""
    charset = part.get_content_charset("utf-8")
    try:
        decoded = payload.decode(charset, "replace")
    except LookupError:
        decoded = payload.decode("utf-8", "replace")
    decoded = decoded.replace("\r\n", "\n")
    return _Plain.of(decoded) if part.get_content_type() == "text/html" else decoded


class _Plain(HTMLParser):
    """HTML as lines; what is quoted begins with `>`."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.line, self.depth, self.hidden = [], "", 0, 0

    @classmethod
    def of(cls, html):
        parser = cls()
        parser.feed(html)
        parser.close()
        parser.end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(parser.lines))

    def end_line(self):
        words = " ".join(self.line.split())
        self.lines.append("> " * self.depth + words if words else "")
        self.line = ""

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "head", "title"):
            self.hidden += 1
        if tag in BLOCKS:
            self.end_line()
        if tag == "blockquote":
            self.depth += 1

    def handle_endtag(self, tag):
        if tag in ("script", "style", "head", "title"):
            self.hidden = max(0, self.hidden - 1)
        if tag in BLOCKS:
            self.end_line()
        if tag == "blockquote":
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data):
        if not self.hidden:
            self.line += data


def quoted(body):
    """The mail that is quoted nearest, without its marks, and the line that introduces it."""
    lines = body.split("\n")
    marked = [index for index, line in enumerate(lines) if line.startswith(">")]
    if marked:
        nearest = [re.sub(r"^> ?", "", lines[index]) for index in marked]
        words = [line for line in nearest if not line.startswith(">")]
        intro = " ".join(line for line in lines[max(0, marked[0] - 3) : marked[0]] if line.strip())
        return "\n".join(words).strip(), intro
    for index, line in enumerate(lines):
        if FORWARDED.match(line.strip()):
            rest = "\n".join(lines[index + 1 :]).strip()
            head, _, words = rest.partition("\n\n")
            return words.strip(), head
    return "", ""


def addresses(message, name):
    """The (display name, address) pairs of a header."""
    values = [str(value) for value in message.get_all(name, [])]
    return [(shown, found.lower()) for shown, found in getaddresses(values) if "@" in found]


def sender(message):
    return parseaddr(str(message.get("From", "")))


def by_machine(message):
    """Whether no agent wrote it: automatic answers, lists, reports, invitations."""
    automatic = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no"
    bulk = str(message.get("Precedence", "")).strip().lower() in ("bulk", "list", "junk", "auto_reply")
    return automatic or bulk or message.get_content_type() in ("multipart/report", "text/calendar")


def attachments(message):
    return sum(1 for part in message.walk() if part.get_content_disposition() == "attachment")
