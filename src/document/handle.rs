//! Finds `@name`, `#tag` and `#12345`.

use super::page::Page;
use crate::text::TokenClass;
use crate::text::fold::is_deleted;

/// Longest name or tag, in bytes.
const LONGEST: usize = 120;

/// Looks for a name after an at sign.
pub(super) fn mention(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if !page.starts_word(at) {
        return None;
    }
    let window = page.window(at + 1, LONGEST);
    let length = window
        .char_indices()
        .find(|&(offset, c)| {
            let joined = c == '.' && page.byte(at + 2 + offset).is_ascii_lowercase() && offset > 0;
            !(c.is_alphanumeric() || c == '_' || joined)
        })
        .map_or(window.len(), |(offset, _)| offset);
    let name = &window[..length];
    (length > 0 && !is_time(name, page.byte(at + 1 + length))).then(|| page.opaque(at, at + 1 + length, TokenClass::Handle))
}

/// "@5pm", "@10:30": a time, not a name.
fn is_time(name: &str, next: u8) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &name[digits..];
    (1..=4).contains(&digits) && (["am", "pm"].iter().any(|half| rest.eq_ignore_ascii_case(half)) || (rest.is_empty() && digits < 3))
        || (rest.is_empty() && digits < 3 && next == b':')
}

/// Looks for a tag or a number after a number sign.
pub(super) fn hash(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if !page.starts_word(at) || matches!(page.before(at), Some('&' | '*' | '#')) {
        return None;
    }
    let window = page.window(at + 1, LONGEST);
    let is_tag = |c: char| c.is_alphanumeric() || c == '_' || is_deleted(c);
    let length = window.find(|c: char| !is_tag(c)).unwrap_or(window.len());
    let word = &window[..length];
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    let first = word.chars().next()?;
    let upper = word.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if first.is_numeric() || (upper && digits > 0) || page.byte(at + 1 + length) == b'-' {
        return number(page, at, first);
    }
    (first.is_alphabetic() || first == '_').then(|| page.opaque(at, at + 1 + length, TokenClass::Hashtag))
}

/// `#5512`, `#ORD-12345`: an order number from three digits on; `#1` stays a number.
fn number(page: &mut Page<'_>, at: usize, first: char) -> Option<usize> {
    let window = page.window(at + 1, LONGEST);
    let length = window.find(|c: char| !(c.is_alphanumeric() && !crate::text::script::is_arabic_letter(c) || matches!(c, '-' | '_'))).unwrap_or(window.len());
    let word = window[..length].trim_end_matches(['-', '_']);
    let digits = word.chars().filter(|c| c.is_numeric()).count();
    if digits >= 3 {
        return Some(page.opaque(at, at + 1 + word.len(), TokenClass::Entity));
    }
    let tag = word.find(['-']).unwrap_or(word.len());
    (first.is_alphabetic()).then(|| page.opaque(at, at + 1 + tag, TokenClass::Hashtag))
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn finds_names_and_tags() {
        for (input, expected) in [
            ("@1234 Hi there", vec!["handle:@1234"]),
            ("Hey @Some_One! and .@apple.support?", vec!["handle:@Some_One", "handle:@apple.support"]),
            ("see you @5pm, @10:30 @ noon", vec![]),
            ("#لا_نستطيع وقف", vec!["hashtag:#لا_نستطيع"]),
            ("#Ramadan2024 #help-me", vec!["hashtag:#Ramadan2024", "hashtag:#help"]),
            ("order #12345 and #5512, #ORD-12345", vec!["entity:#12345", "entity:#5512", "entity:#ORD-12345"]),
            ("طلبك #٥٥١٢٣ جاهز", vec!["entity:#٥٥١٢٣"]),
            ("we are #1 in C# and F#", vec![]),
            ("dial *#06# now", vec!["entity:*#06#"]),
        ] {
            assert_eq!(found(input, Markup::Plain), expected, "{input}");
        }
    }
}
