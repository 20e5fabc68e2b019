"""What is read of a mail."""

import unittest

from rifq_milter import letter


def message(head, body):
    headers = [tuple(part.encode() for part in line.split(": ", 1)) for line in head.strip().split("\n")]
    return letter.parsed(headers, body.encode())


class Letters(unittest.TestCase):
    def test_the_plain_part_of_alternatives(self):
        mail = message("Content-Type: multipart/alternative; boundary=x", "--x\nContent-Type: text/plain\n\nplain\n--x\nContent-Type: text/html\n\n<p>html</p>\n--x--\n")
        self.assertEqual(letter.text(mail, False), "plain")

    def test_html_where_the_plain_part_is_empty(self):
        mail = message("Content-Type: multipart/alternative; boundary=x", "--x\nContent-Type: text/plain\n\n \n--x\nContent-Type: text/html\n\n<p>one<br>two &amp; three</p><blockquote>said<blockquote>before</blockquote></blockquote>\n--x--\n")
        self.assertEqual([line for line in letter.text(mail, False).split("\n") if line], ["one", "two & three", "> said", "> > before"])

    def test_text_after_an_attachment_and_no_attached_text(self):
        mail = message("Content-Type: multipart/mixed; boundary=x", "--x\nContent-Type: text/plain\n\none\n--x\nContent-Disposition: attachment\nContent-Type: text/plain\n\nfile\n--x\nContent-Type: text/plain\n\ntwo\n--x--\n")
        self.assertEqual(letter.text(mail, False), "one\n\ntwo")

    def test_a_part_that_is_cut_is_not_read(self):
        mail = message("Content-Type: multipart/mixed; boundary=x", "--x\nContent-Type: text/plain\n\none\n--x\nContent-Type: text/plain\n\ntw")
        self.assertEqual(letter.text(mail, True), "one")
        self.assertEqual(letter.text(message("Subject: x", "hal"), True), "")

    def test_nothing_of_an_encrypted_mail(self):
        mail = message("Content-Type: multipart/encrypted; boundary=x", "--x\nContent-Type: text/plain\n\none\n--x--\n")
        self.assertEqual(letter.text(mail, False), "")

    def test_the_nearest_quote(self):
        words, intro = letter.quoted("mine\n\nOn Monday Mona <mona@example.com> wrote:\n> theirs\n> > mine before\n>\n> more\n")
        self.assertEqual(words, "theirs\n\nmore")
        self.assertIn("mona@example.com", intro)
        words, _ = letter.quoted("mine\n\n-----Original Message-----\nFrom: Mona\nSubject: Kettle\n\ntheirs\n")
        self.assertEqual(words, "theirs")


if __name__ == "__main__":
    unittest.main()
