"""`python3 -m rifq_milter CONFIG`: listens for the mail server."""

import logging
import os
import signal
import socket
import socketserver
import sys
import threading

from . import config, wire
from .judge import verdict

log = logging.getLogger("rifq")


class Session(socketserver.StreamRequestHandler):
    """One connection of the mail server: any number of mails, one after the other."""

    def handle(self):
        mail = wire.Mail()
        while (packet := self._next()) is not None:
            command, data = packet
            if command == b"O":
                self.wfile.write(wire.negotiated(data))
                continue
            if command in (b"A", b"K"):
                mail = wire.Mail()
                continue
            if command == b"D":
                self._macros(data, mail)
                continue
            if command == b"Q":
                return
            if command == b"M":
                mail = wire.Mail(queue_id=mail.queue_id)
            if command == b"E":
                self._body(data, mail)
                for answer in self._judged(mail):
                    self.wfile.write(answer)
                mail = wire.Mail()
                continue
            self._take(command, data, mail)
            self.wfile.write(wire.CONTINUE)

    def _next(self):
        try:
            return wire.read(self.rfile)
        except (OSError, wire.Broken) as fault:
            log.warning("connection ended: %s", fault)
            return None

    def _take(self, command, data, mail):
        if command == b"M":
            mail.sender, words = wire.address(data)
            mail.smtputf8 = b"SMTPUTF8" in [word.upper() for word in words]
        elif command == b"R":
            mail.recipients.append(wire.address(data)[0])
        elif command == b"L":
            name, value = wire.strings(data)[:2]
            mail.headers.append((name, value))
        elif command == b"B":
            self._body(data, mail)

    def _body(self, data, mail):
        room = self.server.config.max_bytes - len(mail.body)
        mail.cut = mail.cut or len(data) > room
        mail.body += data[: max(0, room)]

    def _macros(self, data, mail):
        words = [word.decode("utf-8", "replace") for word in wire.strings(data[1:])]
        mail.queue_id = dict(zip(words[::2], words[1::2])).get("i", mail.queue_id)

    def _judged(self, mail):
        try:
            return verdict(mail, self.server.config)
        except Exception as fault:  # a fault of ours stops no mail, unless that is wished
            log.error("%s: fault: %s at line %s", mail.queue_id, type(fault).__name__, fault.__traceback__.tb_lineno)
            if self.server.config.on_failure == "block":
                return [wire.refuse("451", "4.7.1", ["This reply could not be checked."])]
            return [wire.CONTINUE]


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, settings):
        self.config = settings
        if settings.listen.startswith("unix:"):
            self.address_family = socket.AF_UNIX
            address = settings.listen.removeprefix("unix:")
            if os.path.exists(address):
                os.unlink(address)
        else:
            host, _, port = settings.listen.rpartition(":")
            address = (host, int(port))
        super().__init__(address, Session)

    def handle_error(self, request, client_address):
        log.warning("connection ended: %s", sys.exc_info()[0].__name__)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python3 -m rifq_milter CONFIG")
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.INFO)
    try:
        server = Server(config.load(sys.argv[1]))
    except (config.Mistake, OSError, ValueError) as fault:
        sys.exit(f"rifq-milter: {fault}")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    log.info("listening on %s", server.config.listen)
    server.serve_forever()


if __name__ == "__main__":
    main()
