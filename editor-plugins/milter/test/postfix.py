"""A private Postfix on a free port, and the server that takes what it sends on."""

import os
import shutil
import socket
import socketserver
import subprocess
import threading
import time
from pathlib import Path

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""
MAIN = """
compatibility_level = 3.6
queue_directory = {work}/queue
data_directory = {work}/data
maillog_file = {work}/mail.log
maillog_file_prefixes = {work}
myhostname = mail.example.org
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
smtp_dns_support_level = disabled
alias_maps =
alias_database =
local_recipient_maps =
default_transport = smtp:[127.0.0.1]:{sink}
smtputf8_enable = yes
strict_smtputf8 = no
smtpd_milters = inet:127.0.0.1:{milter}
milter_default_action = {default}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postfix:
    def __init__(self, work, milter, sink, default="accept"):
        self.work, self.port = Path(work), free_port()
        self.etc = self.work / "etc"
        self.etc.mkdir()
        (self.work / "queue").mkdir()
        (self.work / "data").mkdir()
        shutil.chown(self.work / "data", "postfix")
        os.chmod(self.work, 0o755)
        (self.etc / "main.cf").write_text(MAIN.format(work=work, milter=milter, sink=sink, default=default))
        (self.etc / "master.cf").write_text(MASTER.format(port=self.port))

    def start(self):
        done = subprocess.run(["postfix", "-c", self.etc, "start"], capture_output=True, text=True)
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"postfix did not start: {done.stderr} {self.log()}")

    def stop(self):
        subprocess.run(["postfix", "-c", self.etc, "stop"], capture_output=True)

    def log(self):
        file = self.work / "mail.log"
        return file.read_text(errors="replace") if file.exists() else ""


class Sink(socketserver.ThreadingTCPServer):
    """Takes every mail and keeps it."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Taking)
        self.mails = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def wait(self, subject, seconds=30):
        """The mail with this word in it; an AssertionError if it does not come."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            for mail in self.mails:
                if subject.encode() in mail:
                    return mail.decode("utf-8", "replace")
            time.sleep(0.05)
        raise AssertionError(f"no mail {subject}")


class _Taking(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 sink ESMTP\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"EHLO":
                self.wfile.write(b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                mail = b""
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    mail += line
                self.server.mails.append(mail)
                self.wfile.write(b"250 ok\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")
