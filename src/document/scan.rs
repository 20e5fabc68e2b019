//! The one pass over the bytes of a turn that calls the finder a byte may begin something for.

use super::page::Page;
use super::{code, email, entity, handle, markup_html, markup_markdown, placeholder, url};
use crate::conversation::Markup;

/// Bytes that may begin something other than prose.
static TRIGGER: [bool; 256] = triggers();

const fn triggers() -> [bool; 256] {
    let mut table = [false; 256];
    let bytes = b"@#.:0123456789*+{%[<(Xx_&`~!\xd9\xdb\xe2";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

/// Walks the source once; every finder says where the walk goes on.
pub(super) fn scan(page: &mut Page<'_>) {
    let bytes = page.source.as_bytes();
    let mut html = markup_html::Reader::default();
    let mut markdown = markup_markdown::Reader::default();
    let mut at = 0;
    while at < bytes.len() {
        let Some(step) = bytes[at..].iter().position(|&byte| TRIGGER[byte as usize]) else { break };
        at += step;
        let next = match bytes[at] {
            b'@' => email::find(page, at).or_else(|| handle::mention(page, at)),
            b'#' => handle::hash(page, at),
            b'.' | b':' if page.markup == Markup::Html || page.byte(at + 1) > b' ' => {
                url::find(page, at).or_else(|| placeholder::colon(page, at)).or_else(|| placeholder::dots(page, at))
            }
            b'0'..=b'9' => Some(entity::number(page, at)),
            0xd9 | 0xdb if entity::is_digit(bytes, at) => Some(entity::number(page, at)),
            b'+' => entity::phone(page, at),
            b'*' => entity::starred(page, at).or_else(|| Some(markdown.emphasis(page, at))),
            b'~' => Some(markdown.emphasis(page, at)),
            b'_' => email::redacted(page, at).or_else(|| placeholder::blank(page, at)).or_else(|| Some(markdown.emphasis(page, at))),
            b'{' => placeholder::braces(page, at),
            b'%' => placeholder::percent(page, at),
            b'[' | b'!' => markup_markdown::link(page, at).or_else(|| placeholder::brackets(page, at)),
            b'<' => html.tag(page, at).or_else(|| placeholder::angles(page, at)),
            b'&' => placeholder::escaped(page, at).or_else(|| markup_html::entity(page, at)),
            b'(' => placeholder::parentheses(page, at),
            b'X' | b'x' => placeholder::crosses(page, at),
            b'`' => Some(code::inline(page, at)),
            0xe2 => placeholder::blocks(page, at).or_else(|| entity::starred(page, at)),
            _ => None,
        };
        at = next.unwrap_or(at + 1).max(at + 1);
    }
    markup_html::finish(page, &html);
}
