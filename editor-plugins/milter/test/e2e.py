"""Mails through a real Postfix with the milter and the real rifq. Usage: e2e.py RIFQ"""

import contextlib
import json
import os
import random
import shutil
import signal
import smtplib
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from email.header import Header
from email.message import EmailMessage
from pathlib import Path

from postfix import Postfix, Sink, free_port

RIFQ = sys.argv[1]
PLANTED = ("Copperfield", "كوبرفيلد")
EN = {
    "good": "Hi Mona,\n\nI'm sorry your Copperfield kettle arrived cracked. I've ordered a new one for you today; it arrives on Tuesday, and I'll write to you that morning.\n\nKind regards,\nSami\n",
    "warn": "Hi Mona,\n\nUnfortunately, we cannot send a new Copperfield kettle.\n\nKind regards,\nSami\n",
    "bad": "Hi Mona,\n\nPlease send me your password so I can look into your Copperfield order.\n\nKind regards,\nSami\n",
}
AR = {
    "good": "مرحبًا منى،\n\nأعتذر عن وصول غلاية كوبرفيلد مكسورة. طلبت لك اليوم غلاية جديدة تصلك يوم الثلاثاء، وسأكتب لك صباح ذلك اليوم.\n\nمع أطيب التحيات،\nسامي\n",
    "bad": "مرحبًا منى،\n\nأرسلي لي كلمة المرور حتى أراجع طلب كوبرفيلد.\n\nمع أطيب التحيات،\nسامي\n",
}
QUOTE = "\nOn Mon, Nov 23, 2026 at 10:00 AM Mona <mona@example.com> wrote:\n> You idiots, I will send you my password if I must.\n> My Copperfield kettle arrived cracked. When do I get a new one?\n"
passed = 0
subjects = iter(f"subject-{number}" for number in range(1000))


def ok(name):
    global passed
    passed += 1
    print(f"  ok {name}", flush=True)


class Desk:
    """Postfix with a milter of this configuration."""

    def __init__(self, sink, default="accept", environment=None, **config):
        self.work = Path(tempfile.mkdtemp(prefix="rifq-milter-"))
        self.sink, self.milter_port, self.environment = sink, free_port(), {**os.environ, **(environment or {})}
        settings = {"senders": ["@example.org"], "inside": ["example.org"], "listen": f"127.0.0.1:{self.milter_port}", **config}
        (self.work / "milter.toml").write_text("".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in settings.items()))
        self.postfix = Postfix(self.work, self.milter_port, sink.server_address[1], default)

    def __enter__(self):
        self.start()
        self.postfix.start()
        return self

    def start(self):
        log = self.work / "milter.log"
        before = log.read_bytes().count(b"listening") if log.exists() else 0
        self.log = open(log, "ab")
        self.milter = subprocess.Popen([sys.executable, "-m", "rifq_milter", self.work / "milter.toml"], stderr=self.log, env=self.environment)
        for _ in range(600):
            if log.read_bytes().count(b"listening") > before:
                return
            time.sleep(0.05)
        raise RuntimeError("the milter did not start")

    def __exit__(self, *_):
        self.postfix.stop()
        self.milter.kill()
        self.milter.wait()
        said = (self.work / "milter.log").read_text() + self.postfix.log()
        for planted in PLANTED:
            assert planted not in said, said
        assert "Traceback" not in said and "fault" not in said, said
        shutil.rmtree(self.work)

    def send(self, text, to="mona@example.com", sender="sami@example.org", options=(), html=None, attach=None, **headers):
        """What the server says to a mail: the word of its subject, or the refusal."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"Sami <{sender}>", f"Mona <{to}>", next(subjects)
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text or "")
        if html:
            mail.add_alternative(html, subtype="html")
        if attach:
            mail.add_attachment(attach, maintype="application", subtype="octet-stream", filename="photo.bin")
        return self.send_raw(sender, to, mail.as_bytes(), mail["Subject"], options)

    def send_raw(self, sender, to, raw, subject, options=()):
        with smtplib.SMTP("127.0.0.1", self.postfix.port, timeout=60) as client:
            client.ehlo()
            try:
                client.sendmail(sender, [to], raw, mail_options=options)
            except smtplib.SMTPResponseException as refusal:
                return refusal.smtp_code, refusal.smtp_error
        return 250, self.sink.wait(subject)


def verdicts(desk):
    code, mail = desk.send(EN["good"])
    assert code == 250 and "X-Rifq" not in mail, mail
    code, mail = desk.send(AR["good"])
    assert code == 250 and "X-Rifq" not in mail, mail
    ok("good replies pass, English and Arabic")

    code, mail = desk.send(EN["warn"], X_Rifq_Verdict="pass; forged")
    assert code == 250 and "X-Rifq-Verdict: warn; " in mail and "negative/cannot" in mail and "forged" not in mail, mail
    ok("a warning lets through, with a header")

    code, said = desk.send(EN["bad"])
    text = said.decode("ascii")
    assert code == 550 and text.startswith("5.7.1 Not sent yet.") and "[privacy/asks-secret" in text and "X-Rifq-Override" in text and len(text) <= 520, (code, text)
    ok(f"English: {code} {text}")
    code, said = desk.send(AR["bad"])
    assert code == 550 and b"privacy/asks-secret" in said and said.decode("ascii"), said
    ok("Arabic without SMTPUTF8: refused in ASCII")
    code, said = desk.send(AR["bad"], options=("SMTPUTF8",))
    assert code == 550 and "لم يُرسل الرد بعد" in said.decode("utf-8"), said
    ok(f"Arabic with SMTPUTF8: {said.decode().splitlines()[0]}")

    code, mail = desk.send(EN["bad"], X_Rifq_Override="agreed-with-customer")
    assert code == 250 and "X-Rifq-Override" not in mail and "X-Rifq-Verdict: overridden; privacy/asks-secret" in mail, mail
    code, mail = desk.send(AR["bad"], X_Rifq_Override=Header("متفق عليه مع العميل", "utf-8").encode())
    assert code == 250 and "overridden" in mail, mail
    code, said = desk.send(EN["bad"], X_Rifq_Override=" ")
    assert code == 550, said
    code, mail = desk.send(EN["good"], X_Rifq_Override="urgent")
    assert code == 250 and "X-Rifq" not in mail, mail
    ok("an override needs a reason, lets through, and its header is taken out")


def what_is_read(desk):
    for name, mail in {
        "to somebody inside": {"to": "huda@example.org"},
        "from somebody else": {"sender": "news@example.net"},
        "an automatic answer": {"Auto_Submitted": "auto-replied"},
    }.items():
        code, said = desk.send(EN["bad"], **mail)
        assert code == 250, (name, said)
    ok("not read: mails inside, of other senders, of machines")
    code, said = desk.send(EN["good"] + QUOTE)
    assert code == 250 and "X-Rifq" not in said, said
    ok("what the customer wrote is not held against the agent")
    code, said = desk.send("", html="<html><head><style>p{}</style></head><body><p>Hi Mona,</p><p>Please send me <b>your password</b>.</p><p>Kind regards,<br>Sami</p></body></html>")
    assert code == 550, said
    code, said = desk.send("", html="<p>Hi Mona,</p><p>I'm sorry the kettle arrived cracked. A new one is on its way and arrives on Tuesday; I'll write that morning.</p><p>Kind regards,<br>Sami</p><blockquote><p>You idiots, here comes my password.</p></blockquote>")
    assert code == 250, said
    ok("HTML: read, its quotes too")
    code, said = desk.send(EN["bad"], attach=os.urandom(600_000))
    assert code == 550, said
    code, said = desk.send(EN["good"], attach=os.urandom(600_000))
    assert code == 250, said
    ok("a large attachment does not hide the text")
    code, said = desk.send(EN["bad"] + "A line about nothing in particular.\n" * 12_000)
    assert code == 250, said
    ok("a text beyond the limit passes")
    raw = b"From: Sami <sami@example.org>\r\nTo: mona@example.com\r\nSubject: cp1256-mail\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + AR["bad"].replace("\n", "\r\n").encode("cp1256")
    code, said = desk.send_raw("sami@example.org", "mona@example.com", raw, "cp1256-mail")
    assert code == 550, said
    ok("windows-1256 is read")
    for number, raw in enumerate((b"", b"\r\n\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--y", b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe", b"Subject: =?utf-8?b?////?=\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!", b"From: \xff\xfe\r\nTo: <<>>\r\n\r\nhello")):
        with smtplib.SMTP("127.0.0.1", desk.postfix.port, timeout=60) as client:
            client.sendmail("sami@example.org", ["mona@example.com"], b"X-Number: %d\r\n" % number + raw)
    ok("mails that are broken pass")
    with smtplib.SMTP("127.0.0.1", desk.postfix.port, timeout=60) as client:
        for text, code in ((EN["bad"], 550), (EN["good"], 250), (EN["bad"], 550)):
            client.mail("sami@example.org")
            client.rcpt("mona@example.com")
            said = client.data(b"From: sami@example.org\r\nTo: mona@example.com\r\nSubject: several\r\n\r\n" + text.encode())
            assert said[0] == code, said
    ok("several mails over one connection")


def nonsense(desk):
    """Connections that do not speak the protocol, or stop in the middle of it."""
    chance = random.Random(7)
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", desk.milter_port), 10) as client:
            if chance.random() < 0.7:
                client.sendall(struct.pack("!I", 13) + b"O" + struct.pack("!III", 6, 0x1FF, 0x1FFFFF))
            for _ in range(chance.randrange(6)):
                data = chance.choice([b"", b"\0", b"<a@example.org>\0", b"Subject\0\xff\0", chance.randbytes(20)])
                client.sendall(struct.pack("!I", chance.choice([len(data) + 1, 0, 2**31])) + chance.choice([b"M", b"R", b"L", b"B", b"D", b"A", b"U", b"\xff"]) + data)
    code, said = desk.send(EN["bad"])
    assert code == 550, said
    ok("nonsense on its port does not stop the milter")


def without_answer(sink):
    for on_failure, code in (("pass", 250), ("block", 451)):
        with Desk(sink, command=["/nonexistent/rifq", "hook"], on_failure=on_failure) as desk:
            said = desk.send(EN["bad"])
            assert said[0] == code and (code == 451 or "X-Rifq-Verdict: unchecked" in said[1]), said
            ok(f"rifq missing, on_failure = {on_failure}: {said[0]}")
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/rifq.sock"
        for on_failure, code in (("pass", 250), ("block", 451)):
            with Desk(sink, url=f"unix:{path}", on_failure=on_failure, deadline_ms=2500) as desk:
                server = serve(path)
                assert desk.send(EN["bad"])[0] == 550
                server.send_signal(signal.SIGSTOP)
                began = time.monotonic()
                said = desk.send(EN["bad"])
                assert said[0] == code and 2 < time.monotonic() - began < 30, said
                ok(f"deadline, on_failure = {on_failure}: {said[0]}")
                threading.Timer(0.8, server.kill).start()
                said = desk.send(EN["bad"])
                server.wait()
                assert said[0] == code, said
                ok(f"rifq killed while it was asked, on_failure = {on_failure}: {said[0]}")
                said = desk.send(EN["bad"])
                assert said[0] == code, said
                ok(f"no server, on_failure = {on_failure}: {said[0]}")
                log = (desk.work / "milter.log").read_text()
                assert "no verdict: rifq was not reached or gave up" in log, log


def serve(path):
    Path(path).unlink(missing_ok=True)
    server = subprocess.Popen([RIFQ, "serve", "--listen", f"unix:{path}"], stderr=subprocess.DEVNULL)
    while not Path(path).exists():
        time.sleep(0.05)
    return server


def milter_killed(sink):
    for default, code in (("accept", 250), ("tempfail", 451)):
        with Desk(sink, default, url="http://127.0.0.1:9", on_failure="block") as desk:
            desk.milter.kill()
            desk.milter.wait()
            said = desk.send(EN["bad"])
            assert said[0] == code, said
            ok(f"milter killed, milter_default_action = {default}: {said[0]}")
            desk.start()
            assert desk.send(EN["bad"])[0] == 451
    ok("a milter that comes back is used again")


def mistakes():
    with tempfile.TemporaryDirectory() as folder:
        for text, words in (("", "`senders` must name"), ('senders = ["@x"]\non_faliure = "pass"\n', "unknown key `on_faliure`"), ('senders = ["@x"]\non_failure = "hold"\n', "must be one of pass, block"), ("senders = [\n", "milter.toml")):
            file = Path(folder) / "milter.toml"
            file.write_text(text)
            done = subprocess.run([sys.executable, "-m", "rifq_milter", file], capture_output=True, text=True)
            assert done.returncode == 1 and words in done.stderr, done.stderr
    ok("mistakes in the configuration are told")


def main():
    mistakes()
    sink = Sink()
    print("by rifq hook")
    with Desk(sink, command=[RIFQ, "hook"], deadline_ms=20000, max_bytes=300_000) as desk:
        verdicts(desk)
        what_is_read(desk)
        nonsense(desk)
    with Desk(sink, command=[RIFQ, "hook"], deadline_ms=20000, replies="always", languages={}) as desk:
        code, said = desk.send(AR["bad"])
        assert code == 550 and "لم يُرسل الرد بعد" in said.decode("utf-8"), said
        ok('replies = "always": in Arabic without SMTPUTF8')
    print("without an answer")
    without_answer(sink)
    milter_killed(sink)
    ok("no word of a mail in the logs of milter and Postfix")
    print(f"milter: {passed} passed")


main()
