//! Reads a mail file: the text a person wrote, its subject and the two names.

use super::source::Opened;
use super::{ReadError, ReadErrorKind, Record};
use crate::conversation::{Channel, Conversation, Markup, Person, Role, Turn};
use mail_parser::{Addr, Address, Message, MessageParser, MimeHeaders, PartType};

/// The mail as a draft to its receiver. Where the body stands in the file as it is read, spans count from the start of the file; where it
/// was decoded, from the start of the body.
pub(super) fn record(mut opened: Opened) -> Result<Record, ReadError> {
    let bytes = opened.bytes()?;
    if bytes.trim_ascii().is_empty() {
        return Ok(Record { conversation: Conversation { id: opened.id, ..Conversation::draft("") }, name: opened.name, ..Record::default() });
    }
    let mail = message_text(&bytes).ok_or_else(|| ReadError::whole(&opened.name, ReadErrorKind::NoText))?;
    let source = String::from_utf8(bytes).unwrap_or_default();
    let place = source.find(&mail.text);
    let before = place.map_or("", |start| &source[..start]).to_owned();
    let path = opened.path.filter(|_| place.is_some());
    let conversation = Conversation {
        id: opened.id,
        channel: Some(Channel::Email),
        customer: Person { name: mail.to, ..Person::default() },
        subject: Some(mail.subject.unwrap_or_default()),
        attachments: Some(mail.attachments),
        turns: vec![Turn { role: Role::Agent, text: mail.text, markup: mail.markup, ..Turn::default() }],
        ..Conversation::default()
    };
    Ok(Record { conversation, name: opened.name, before, path, ..Record::default() })
}

/// What is taken from a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct MailText {
    /// The body, decoded; spans refer to this text, not to the file.
    text: String,
    /// How the body is marked up: [`Markup::Email`] or [`Markup::Html`].
    markup: Markup,
    /// The subject.
    subject: Option<String>,
    /// How many files are attached.
    attachments: u32,
    /// The name of the first sender.
    from: Option<String>,
    /// The name of the first receiver.
    to: Option<String>,
}

/// The body of a mail and how it is marked up; plain text is preferred to HTML. `None` where there is none.
pub(super) fn body(message: &Message<'_>) -> Option<(String, Markup)> {
    let inline = |id: &&u32| message.part(**id).is_some_and(|part| !is_attachment(part));
    let plain = message.text_body.iter().filter(inline).find_map(|&id| match &message.part(id)?.body {
        PartType::Text(text) => Some(text.clone().into_owned()),
        _ => None,
    });
    let html = || {
        message.html_body.iter().filter(inline).find_map(|&id| match &message.part(id)?.body {
            PartType::Html(text) => Some(text.clone().into_owned()),
            _ => None,
        })
    };
    match plain.filter(|text| !text.trim().is_empty()) {
        Some(text) => Some((text, Markup::Email)),
        None => Some((html()?, Markup::Html)),
    }
}

/// Reads an RFC 822 message; plain text is preferred to HTML. `None` when it has no readable body.
fn message_text(bytes: &[u8]) -> Option<MailText> {
    let message = MessageParser::default().parse(bytes)?;
    let (text, markup) = body(&message)?;
    let attachments = message.parts.iter().filter(|part| is_attachment(part)).count() as u32;
    Some(MailText { text, markup, subject: message.subject().map(str::to_owned), attachments, from: name(message.from()), to: name(message.to()) })
}

fn is_attachment(part: &mail_parser::MessagePart<'_>) -> bool {
    part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment)
}

fn name(address: Option<&Address<'_>>) -> Option<String> {
    address.and_then(Address::first).and_then(Addr::name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_before_html() {
        let mail = "From: Sara Ali <sara@example.com>\r\nTo: =?UTF-8?B?2LPYp9mF2Yo=?= <sami@example.com>\r\nSubject: Your order\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi</p>\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHi =D8=B3\r\n--b--\r\n";
        let read = message_text(mail.as_bytes()).unwrap_or_default();
        assert_eq!((read.text.trim(), read.markup), ("Hi س", Markup::Email));
        assert_eq!((read.subject.as_deref(), read.from.as_deref(), read.to.as_deref()), (Some("Your order"), Some("Sara Ali"), Some("سامي")));
    }

    #[test]
    fn falls_back_to_html() {
        let mail = "From: a@b.c\nContent-Type: text/html\n\n<p>Hi</p>\n";
        let read = message_text(mail.as_bytes()).unwrap_or_default();
        assert_eq!((read.text.trim(), read.markup, read.from), ("<p>Hi</p>", Markup::Html, None));
    }
}
