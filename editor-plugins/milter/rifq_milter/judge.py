"""Which mails are read, what rifq is asked, and what the server is told."""

import logging
import unicodedata

from rifq_ask import NoVerdict, ask

from . import letter, wire

log = logging.getLogger("rifq")
OVERRIDE, VERDICT = b"x-rifq-override", b"x-rifq-verdict"
LONGEST, LINE = 500, 400  # characters of a refusal, bytes of one of its lines
ASCII = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})
UNCHECKED = {
    "en": "This reply could not be checked. It has not been sent; please try again shortly.",
    "ar": "تعذّر فحص هذا الرد ولم يُرسل بعد. أعد المحاولة بعد قليل.",
}
HOW = {
    "en": "To send it all the same: a header X-Rifq-Override with the reason.",
    "ar": "لإرساله رغم ذلك: ترويسة X-Rifq-Override وفيها السبب.",
}


def verdict(mail, config):
    """The packets for the end of a mail."""
    # Nobody outside is to see these, or to have set them.
    ours = _removed(mail.headers)
    message = letter.parsed(mail.headers, mail.body) if _leaves(mail, config) else None
    if message is None or not _ours(mail, message, config) or letter.by_machine(message):
        return [*ours, wire.CONTINUE]
    body = letter.text(message, mail.cut)
    if not body.strip() or len(body) > config.max_bytes:
        return [*ours, wire.CONTINUE]
    language = _language(mail, message, body, config)
    wish = message.get("X-Rifq-Override")
    asked = _question(mail, message, body, language, wish, config)
    how = {"url": config.url, "token_file": config.token_file, "command": config.command, "deadline_ms": config.deadline_ms}
    try:
        report = ask(asked, **how)
    except NoVerdict as fault:
        log.warning("%s: no verdict: %s", mail.queue_id, fault)
        if config.on_failure == "block":
            return [wire.refuse("451", "4.7.1", _lines(UNCHECKED, language, mail, config))]
        return [*ours, wire.add_header("X-Rifq-Verdict", "unchecked"), wire.CONTINUE]
    decision = report["decision"]
    codes = ", ".join(reason["code"] for reason in decision["reasons"])
    log.info("%s: %s %s (%s)", mail.queue_id, report["verdict"], codes, decision["override"])
    if report["verdict"] == "block":
        return [wire.refuse("550", "5.7.1", _refusal(asked, decision, codes, mail, config, how))]
    if report["verdict"] == "warn" or decision["override"] == "granted":
        word = "overridden" if decision["override"] == "granted" else "warn"
        ours.append(wire.add_header("X-Rifq-Verdict", f"{word}; {codes}"))
    return [*ours, wire.CONTINUE]


def _removed(headers):
    packets = []
    for wanted in (OVERRIDE, VERDICT):
        names = [name for name, _ in headers if name.lower() == wanted]
        # From the last to the first: an index counts what is still there.
        packets += [wire.remove_header(name, index) for index, name in reversed(list(enumerate(names, 1)))]
    return packets


def _domain(address):
    return address.lower().rpartition("@")[2]


def _leaves(mail, config):
    return any(_domain(recipient) not in config.inside for recipient in mail.recipients)


def _is_sender(address, config):
    return address.lower() in config.senders or "@" + _domain(address) in config.senders


def _ours(mail, message, config):
    return _is_sender(mail.sender, config) or _is_sender(letter.sender(message)[1], config)


def _language(mail, message, body, config):
    for address in (letter.sender(message)[1].lower(), mail.sender.lower()):
        if config.languages.get(address) in ("en", "ar"):
            return config.languages[address]
    if config.language != "auto":
        return config.language
    own = [line for line in body.split("\n") if not line.startswith(">")]
    letters = [character for character in "".join(own) if character.isalpha()]
    return "ar" if 2 * sum("\u0600" <= character <= "\u06ff" for character in letters) > len(letters) else "en"


def _question(mail, message, body, language, wish, config):
    name, address = letter.sender(message)
    asked = {
        "id": mail.queue_id,
        "text": body,
        "markup": "email",
        "channel": "email",
        "offsets": "utf32",
        "ui_language": language,
        "subject": str(message.get("Subject", "")),
        "attachments": letter.attachments(message),
        "agent": {"id": address or mail.sender, **({"name": name} if name else {})},
    }
    for key in ("queue", "team"):
        if getattr(config, key):
            asked[key] = getattr(config, key)
    outside = [shown for shown, found in letter.addresses(message, "To") if _domain(found) not in config.inside]
    if outside and outside[0]:
        asked["customer"] = {"name": outside[0]}
    words, intro = letter.quoted(body)
    if words:
        from_us = any(each in intro.lower() for each in (*config.senders, *("@" + domain for domain in config.inside)))
        asked["thread"] = [{"role": "agent" if from_us else "customer", "text": words}]
    if wish is not None:
        asked["override"] = {"reason": str(wish).strip()}
    return asked


def _utf8(mail, config):
    return config.replies == "always" or mail.smtputf8


def _refusal(asked, decision, codes, mail, config, how):
    """The summary in the agent's language; where only ASCII may be sent, in English."""
    language, summary = asked["ui_language"], decision["short_summary"]
    if language == "ar" and not _utf8(mail, config):
        try:
            language, summary = "en", ask({**asked, "ui_language": "en"}, **how)["decision"]["short_summary"]
        except NoVerdict:
            language, summary = "en", "Not sent yet."
    tail = f" {HOW[language]}" if decision["overridable"] != "never" else ""
    return _lines({language: summary}, language, mail, config, f" [{codes}]{tail}")


def _lines(said, language, mail, config, tail=""):
    """A sentence as lines of an SMTP reply, of at most 500 characters together."""
    if not _utf8(mail, config) and language == "ar":
        language = "en"
    words = said[language]
    room = LONGEST - len(tail)
    words = (words if len(words) <= room else words[: room - 3].rsplit(" ", 1)[0] + "...") + tail
    if not _utf8(mail, config):
        plain = unicodedata.normalize("NFKD", words.translate(ASCII))
        words = plain.encode("ascii", "ignore").decode("ascii")
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer.encode()) > LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
