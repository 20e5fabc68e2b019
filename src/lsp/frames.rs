//! Messages and their frames. What is framed well but is no message is passed over, so that one bad message does not end the server.

use lsp_server::{Message, Request, RequestId};
use serde_json::Value;
use std::io::{self, BufRead, Write};

/// The most bytes of one message.
const MOST: usize = 256 << 20;

/// Something that came in.
#[derive(Debug)]
pub enum Incoming {
    /// A message; a request without a method where all that could be read of it is its id.
    Message(Message),
    /// Something that is no message and cannot be answered.
    Noise,
}

/// Reads the next message; `None` at the end of the input.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = header(input)? else { return Ok(None) };
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok(Some(parse(&String::from_utf8_lossy(&bytes))))
}

/// Writes a message.
pub fn write(output: &mut impl Write, message: &Message) -> io::Result<()> {
    message.write(output)
}

/// The length that a header tells.
fn header(input: &mut impl BufRead) -> io::Result<Option<usize>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        match (line.is_empty(), length) {
            (true, Some(length)) => return Ok(Some(length)),
            (true, None) => {}
            (false, _) => {
                if let Some((_, value)) = line.split_once(':').filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-length")) {
                    length = value.trim().parse().ok().filter(|&length| length <= MOST);
                }
            }
        }
    }
}

fn parse(text: &str) -> Incoming {
    if let Ok(message) = serde_json::from_str(text) {
        return Incoming::Message(message);
    }
    // JavaScript may send half a character as an escape of its own, which no string of Rust can hold.
    if let Some(message) = mended(text).and_then(|text| serde_json::from_str(&text).ok()) {
        return Incoming::Message(message);
    }
    let id = serde_json::from_str::<Value>(text).ok().and_then(|value| serde_json::from_value::<RequestId>(value.get("id")?.clone()).ok());
    match id {
        Some(id) => Incoming::Message(Message::Request(Request { id, method: String::new(), params: Value::Null })),
        None => Incoming::Noise,
    }
}

/// JSON with U+FFFD in the place of escaped halves of characters; `None` where there are none.
fn mended(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let unit = |at: usize| {
        let digits = bytes.get(at..at + 6).filter(|escape| escape.starts_with(b"\\u"))?;
        u16::from_str_radix(std::str::from_utf8(&digits[2..]).ok()?, 16).ok()
    };
    let (mut out, mut from, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push_str(&text[from..at]);
                out.push_str("\\ufffd");
                at += 6;
                from = at;
            }
            _ => at += 2,
        }
    }
    (from > 0).then(|| out + &text[from..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(body: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        let mut input = Vec::new();
        for body in ["{", r#"{"id":7,"x":1}"#, "[]", "\u{0}", r#"{"jsonrpc":"2.0","method":"exit"}"#] {
            input.extend(framed(body));
        }
        input.extend(b"garbage\r\n\r\ncontent-length:33\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}");
        let mut input = input.as_slice();
        let mut seen = Vec::new();
        while let Ok(Some(incoming)) = read(&mut input) {
            seen.push(match incoming {
                Incoming::Message(Message::Request(_)) => 'r',
                Incoming::Message(_) => 'm',
                Incoming::Noise => 'n',
            });
        }
        assert_eq!(seen, ['n', 'r', 'n', 'n', 'm', 'm']);
    }

    #[test]
    fn halves_of_characters_are_replaced() {
        assert_eq!(mended(r"\ud83d\udc4d \ud83d \\ud83d x\udc4d").as_deref(), Some(r"\ud83d\udc4d \ufffd \\ud83d x\ufffd"));
        assert_eq!(mended(r"\ud83d\udc4d\u00e9\"), None);
    }
}
