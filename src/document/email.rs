//! Finds e-mail addresses, and the marks that stand where one was removed.

use super::page::Page;
use crate::text::TokenClass;

/// Longest local part that is looked at, in bytes.
const LONGEST_LOCAL: usize = 64;

/// Looks for an address around an at sign.
pub(super) fn find(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let bytes = page.source.as_bytes();
    let is_local = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'*');
    let length = bytes[..at].iter().rev().take(LONGEST_LOCAL).take_while(|&&byte| is_local(byte)).count();
    let start = (at - length..at).find(|&start| !matches!(bytes[start], b'.' | b'-'))?;
    let mut end = at + 1;
    let mut dots = 0;
    while page.byte(end).is_ascii_alphanumeric() || (matches!(page.byte(end), b'.' | b'-') && page.byte(end + 1).is_ascii_alphanumeric()) {
        dots += usize::from(page.byte(end) == b'.');
        end += 1;
    }
    let ending = page.source[at + 1..end].rsplit('.').next().unwrap_or_default();
    let address = dots > 0 && ending.len() > 1 && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    address.then(|| page.opaque(start, end, TokenClass::Email))
}

/// Marks of the form `__email__` that stand for something taken out.
pub(super) fn redacted(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if page.byte(at + 1) != b'_' || !page.starts_word(at) {
        return None;
    }
    let window = page.window(at + 2, 24);
    let (word, _) = window.split_once("__")?;
    let class = match word.to_ascii_lowercase().as_str() {
        "email" | "mail" => TokenClass::Email,
        "url" | "link" => TokenClass::Link,
        "phone" | "number" | "name" | "user" | "credit_card" | "card" | "iban" | "id" | "address" | "location" | "date" => TokenClass::Placeholder,
        _ => return None,
    };
    Some(page.opaque(at, at + 4 + word.len(), class))
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn finds_addresses() {
        for (input, expected) in [
            ("write to help.me@example.co.uk.", vec!["email:help.me@example.co.uk"]),
            ("بريدنا:info@x.com، شكرا", vec!["email:info@x.com"]),
            ("user12345@example.com", vec!["email:user12345@example.com"]),
            ("mail at __email__ or __phone__", vec!["email:__email__", "placeholder:__phone__"]),
            ("ping me@work now", vec![]),
            ("meet @ 5", vec![]),
        ] {
            assert_eq!(found(input, Markup::Plain), expected, "{input}");
        }
    }
}
