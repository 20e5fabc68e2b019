"""Mails written in a real Thunderbird with the add-on, against the real rifq. Usage: e2e.py RIFQ XPI SHOTS"""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "milter" / "test"))
from postfix import Sink, free_port  # noqa: E402
from thunderbird import Thunderbird, until  # noqa: E402

RIFQ, XPI, SHOTS = sys.argv[1], sys.argv[2], Path(sys.argv[3])
PLANTED = ("Copperfield", "كوبرفيلد")
BAD = {
    "en": "<p>Hi Mona,</p><p>Please send me your password so I can look into your Copperfield order.</p><p>Kind regards,<br>Sami</p>",
    "ar": "<p>مرحبًا منى،</p><p>أرسلي لي كلمة المرور حتى أراجع طلب كوبرفيلد.</p><p>مع أطيب التحيات،<br>سامي</p>",
}
QUOTE = '<div class="moz-cite-prefix">On 23/11/2026 10:00, Mona wrote:<br></div><blockquote type="cite"><p>You idiots, my Copperfield kettle arrived cracked. When do I get a new one?</p></blockquote>'
GOOD = "<p>Hi Mona,</p><p>I'm sorry your kettle arrived cracked. I've ordered a new one for you today; it arrives on Tuesday, and I'll write to you that morning.</p><p>Kind regards,<br>Sami</p>" + QUOTE
WARNED = "<p>Hi Mona,</p><p>Unfortunately, we cannot send a new Copperfield kettle.</p><p>Kind regards,<br>Sami</p>"
DIALOG, OPTIONS = "dialog/dialog.html", "options/options.html"
passed = 0


def ok(name):
    global passed
    passed += 1
    print(f"  ok {name}", flush=True)


def main(work):
    sink = Sink()
    bird = Thunderbird(work, sink.server_address[1])
    port = free_port()
    servers = []

    def serve(origin):
        log = open(work / "serve.log", "ab")
        server = subprocess.Popen([RIFQ, "serve", "--listen", f"127.0.0.1:{port}", "--log", "requests", "--allow-origin", origin], stderr=log)
        until(lambda: f'"address":"127.0.0.1:{port}"' in (work / "serve.log").read_text())
        time.sleep(0.5)
        servers.append(server)
        return server

    def options(**values):
        bird.inside(OPTIONS, "for (const [name, value] of Object.entries(args[0])) document.getElementById('form').elements[name].value = value; document.querySelector('button').click()", values)
        said = until(lambda: bird.inside(OPTIONS, "return document.getElementById('state').textContent"))
        bird.inside(OPTIONS, "document.getElementById('state').textContent = ''")
        return said

    def dialog():
        return until(lambda: bird.inside(DIALOG, "return document.body?.dataset.ready && document.body.innerText"))

    def press(button):
        bird.inside(DIALOG, "window.setTimeout(() => document.getElementById(args[0]).click())", button)

    def no_dialog():
        until(lambda: not bird.shows(DIALOG))

    try:
        origin = bird.install(XPI)
        bird.open_page(f"{origin}/{OPTIONS}")
        line = bird.inside(OPTIONS, "return document.getElementById('start').value")
        assert line == f"rifq serve --allow-origin {origin}", line
        said = options(url=f"http://127.0.0.1:{port}", deadlineMs="10000")
        assert said.startswith("Saved, but rifq does not answer."), said
        server = serve("http://localhost")
        said = options()
        assert "without the address of this add-on" in said, said
        server.kill()
        server.wait()
        server = serve(origin)
        said = options()
        assert said == "Saved. rifq answers.", said
        bird.picture(OPTIONS, SHOTS / "options-en.png")
        ok("the options page says how to start the server, and whether it answers")

        bird.compose("Mona <mona@example.com>", "good-en", GOOD, True)
        bird.send()
        sink.wait("good-en", 90)
        ok("a good reply goes, the customer's words are not held against it")

        bird.compose("Mona <mona@example.com>", "bad-en", BAD["en"] + QUOTE, True)
        bird.send()
        text = dialog()
        assert "This reply has not been sent yet" in text and "send me your password" in text and "privacy/asks-secret" in text and "Suggested reply" in text and "{link}" in text, text
        bird.picture(DIALOG, SHOTS / "blocked-en.png")
        press("edit")
        no_dialog()
        assert "password" in bird.draft()
        ok("English: a reply that asks for a password is held, with reason and rewrite; the draft stays open")
        bird.send()
        dialog()
        press("take")
        no_dialog()
        draft = until(lambda: (now := bird.draft()) and "{link}" in now and now)
        assert "password so I can" not in draft and "When do I get a new one?" in draft and "Sami" in draft, draft
        ok("the suggested reply takes the place of the draft; the quoted mail stays")
        bird.send()
        assert "form/placeholder-left" in dialog()
        bird.run("[...Services.wm.getEnumerator(null)].find((window) => /extensionPopup/.test(window.location.href)).close()")
        no_dialog()
        assert bird.draft()
        ok("a blank is held too; closing the window leads back to the draft")
        bird.discard()

        bird.compose("Mona <mona@example.com>", "override-en", BAD["en"], True)
        bird.send()
        dialog()
        press("send")
        until(lambda: bird.inside(DIALOG, "return !document.getElementById('missing').hidden"))
        bird.inside(DIALOG, "document.getElementById('reason').value = 'agreed-with-customer'")
        press("send")
        sink.wait("override-en", 90)
        ok("an override needs a reason, then the mail goes")

        bird.compose("Mona <mona@example.com>", "warned-en", WARNED.replace("<p>", "").replace("</p>", "\n\n").replace("<br>", "\n"), False)
        bird.send()
        text = dialog()
        assert "negative/cannot" in text and "Send as it is" in text, text
        assert not any(b"warned-en" in mail for mail in sink.mails)
        press("send")
        sink.wait("warned-en", 90)
        ok("plain text: a warning asks once")

        assert options(language="ar").startswith("حُفظ"), "Arabic"
        bird.picture(OPTIONS, SHOTS / "options-ar.png")
        bird.compose("منى <mona@example.com>", "bad-ar", BAD["ar"], True)
        bird.send()
        text = dialog()
        assert "لم يُرسل هذا الرد بعد" in text and "أرسلي لي كلمة المرور" in text and "{الرابط}" in text, text
        assert bird.inside(DIALOG, "return document.documentElement.dir") == "rtl"
        bird.picture(DIALOG, SHOTS / "blocked-ar.png")
        press("edit")
        no_dialog()
        bird.discard()
        ok("Arabic: the same from right to left")

        options(inside="example.com", language="auto")
        bird.compose("mona@example.com", "inside", BAD["en"], True)
        bird.send()
        sink.wait("inside", 90)
        options(inside="", senders="@example.net")
        bird.compose("mona@example.com", "sender", BAD["en"], True)
        bird.send()
        sink.wait("sender", 90)
        options(senders="")
        ok("not checked: mails inside, of other senders")

        server.send_signal(signal.SIGSTOP)
        bird.compose("mona@example.com", "deadline", BAD["en"], True)
        bird.send()
        sink.wait("deadline", 90)
        bird.compose("mona@example.com", "killed", BAD["en"], True)
        bird.send()
        time.sleep(1)
        server.kill()
        server.wait()
        sink.wait("killed", 90)
        ok("deadline, server killed while asked: the mail goes (on_failure = pass)")
        options(onFailure="block")
        bird.compose("mona@example.com", "held", BAD["en"], True)
        bird.send()
        assert "This reply could not be checked" in dialog()
        press("edit")
        no_dialog()
        assert "password" in bird.draft() and not any(b"held" in mail for mail in sink.mails)
        ok("no server: the mail is held and the draft stays open (on_failure = block)")
        bird.discard()

        for log in ("serve.log", "thunderbird.log"):
            text = (work / log).read_text(errors="replace")
            assert not any(planted in text for planted in PLANTED), log
        ok("no word of a mail in the logs")
        print(f"thunderbird: {passed} passed")
    except AssertionError:
        print(bird.windows(), (work / "serve.log").read_text()[-600:], sep="\n")
        raise
    finally:
        bird.close()
        for server in servers:
            if server.poll() is None:
                server.kill()


folder = Path(tempfile.mkdtemp(prefix="rifq-thunderbird-"))
try:
    main(folder)
finally:
    shutil.rmtree(folder, ignore_errors=True)
