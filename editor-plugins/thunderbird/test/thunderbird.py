"""A real Thunderbird without a screen, driven through Marionette."""

import base64
import json
import os
import socket
import subprocess
import time
from pathlib import Path

PREFERENCES = {
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
}
ACCOUNT = """
const identity = MailServices.accounts.createIdentity();
Object.assign(identity, { email: "sami@example.org", fullName: "Sami", composeHtml: true, doFcc: false, valid: true });
const server = MailServices.accounts.createIncomingServer("sami", "localhost", "pop3");
server.valid = true;
const account = MailServices.accounts.createAccount();
account.incomingServer = server;
account.addIdentity(identity);
MailServices.accounts.defaultAccount = account;
const out = MailServices.outgoingServer.createServer("smtp");
out.QueryInterface(Ci.nsISmtpServer);
Object.assign(out, { hostname: "127.0.0.1", port: args[0], authMethod: 1, socketType: 0 });
identity.smtpServerKey = out.key;
MailServices.outgoingServer.defaultServer = out;
"""
COMPOSE = """
const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
Object.assign(fields, { to: args[0], subject: args[1], body: args[2] });
const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
Object.assign(params, { composeFields: fields, format: args[3] ? Ci.nsIMsgCompFormat.HTML : Ci.nsIMsgCompFormat.PlainText, type: Ci.nsIMsgCompType.New });
params.identity = MailServices.accounts.defaultAccount.defaultIdentity;
MailServices.compose.OpenComposeWindowWithParams(null, params);
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  const window = Services.wm.getMostRecentWindow("msgcompose");
  if (window?.composeEditorReady && window.document.readyState === "complete") return true;
}
"""
FIND = """
const everything = [...Services.wm.getEnumerator(null)].flatMap((window) => [...window.document.querySelectorAll("browser")]);
const browser = everything.find((each) => each.currentURI?.spec.includes(args[0]));
if (!browser) return null;
"""
INSIDE = (
    FIND
    + """
const name = `rifq-test-${Math.random()}`;
const script = `(async () => { const args = ${JSON.stringify(args[2])}, window = content, document = content.document; ${args[1]} })()
  .then((value) => sendAsyncMessage(${JSON.stringify(name)}, value), (fault) => sendAsyncMessage(${JSON.stringify(name)}, String(fault)))`;
return await new Promise((resolve) => {
  setTimeout(() => resolve(null), 20000); // a page that closes never answers
  browser.messageManager.addMessageListener(name, (message) => resolve(message.data));
  browser.messageManager.loadFrameScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(script)}`, false);
});
"""
)
PICTURE = (
    FIND
    + """
const image = await browser.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
Object.assign(canvas, { width: image.width, height: image.height });
canvas.getContext("2d").drawImage(image, 0, 0);
return canvas.toDataURL();
"""
)


def until(what, seconds=90):
    """What a function says once it says anything."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if (value := what()) not in (None, False, ""):
            return value
        time.sleep(0.2)
    raise AssertionError("it did not come about")


class Thunderbird:
    def __init__(self, work, sink_port):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        profile = Path(work) / "profile"
        profile.mkdir()
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in {**PREFERENCES, "marionette.port": port}.items()]
        (profile / "user.js").write_text("\n".join(lines))
        command = ["xvfb-run", "-a", "-s", "-screen 0 1400x1000x24", "thunderbird", "--profile", profile, "--no-remote", "--marionette", "--remote-allow-system-access"]
        self.log = open(Path(work) / "thunderbird.log", "wb")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env={**os.environ, "HOME": str(work)}, start_new_session=True)
        self.socket = until(lambda: self._connected(port), 180)
        self.number = 0
        self._read()
        self("WebDriver:NewSession")
        self("Marionette:SetContext", value="chrome")
        self("WebDriver:SetTimeouts", script=120000)
        self.run(ACCOUNT, sink_port)

    def _connected(self, port):
        try:
            return socket.create_connection(("127.0.0.1", port), 180)
        except OSError:
            assert self.process.poll() is None, "Thunderbird ended"
            return None

    def _read(self):
        size = b""
        while (character := self.socket.recv(1)) != b":":
            size += character
        data = b""
        while len(data) < int(size):
            data += self.socket.recv(int(size) - len(data))
        return json.loads(data)

    def __call__(self, command, **parameters):
        self.number += 1
        data = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(str(len(data)).encode() + b":" + data)
        _, _, fault, result = self._read()
        assert not fault, fault
        return result

    def run(self, body, *arguments):
        """Runs a script with the rights of Thunderbird itself."""
        head = 'const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");'
        script = f"const args = [...arguments], done = args.pop(); (async () => {{ {head} {body} }})().then(done, (fault) => done(`FAULT ${{fault}}`));"
        value = self("WebDriver:ExecuteAsyncScript", script=script, args=list(arguments))["value"]
        assert not str(value).startswith("FAULT"), value
        return value

    def inside(self, page, body, *arguments):
        """Runs a script in the page of the add-on whose address holds `page`; None if there is none."""
        return self.run(INSIDE, page, body, list(arguments))

    def shows(self, page):
        return self.run(FIND + "return true;", page)

    def picture(self, page, file):
        Path(file).write_bytes(base64.b64decode(self.run(PICTURE, page).split(",")[1]))

    def install(self, xpi):
        """Installs the add-on, as from its file, and gives the address of its pages."""
        identifier = self("Addon:Install", path=str(xpi), temporary=False)["value"]
        return "moz-extension://" + self.run("return WebExtensionPolicy.getByID(args[0]).mozExtensionHostname", identifier)

    def open_page(self, address):
        self.run(
            """
            const policy = WebExtensionPolicy.getByHostname(new URL(args[0]).hostname);
            const tabs = Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail");
            tabs.openTab("contentTab", { url: args[0], linkHandler: "single-page", triggeringPrincipal: policy.extension.principal, initialBrowsingContextGroupId: policy.browsingContextGroupId });
            """,
            address,
        )
        until(lambda: self.inside(address, "return document.body?.dataset.ready"))

    def compose(self, to, subject, body, html):
        until(lambda: self.run('return !Services.wm.getMostRecentWindow("msgcompose")'))
        self.run(COMPOSE, to, subject, body, html)
        time.sleep(1)

    def send(self):
        self.run('Services.wm.getMostRecentWindow("msgcompose").goDoCommand("cmd_sendNow")')

    def draft(self):
        return self.run('return Services.wm.getMostRecentWindow("msgcompose")?.GetCurrentEditor()?.rootElement.innerText ?? null')

    def discard(self):
        self.run('for (const window of Services.wm.getEnumerator("msgcompose")) window.close(); for (const window of Services.wm.getEnumerator(null)) if (/commonDialog/.test(window.location.href)) window.close();')

    def windows(self):
        return self.run('return [...Services.wm.getEnumerator(null)].map((window) => `${window.location.href} ${window.document.title} ${window.document.body?.innerText.slice(0, 300)}`).join("\\n")')

    def close(self):
        try:
            self.run("Services.startup.quit(Services.startup.eForceQuit)")
        except (AssertionError, OSError, ValueError):
            pass
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait()
