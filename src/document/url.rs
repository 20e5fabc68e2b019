//! Finds links: `https://…`, `www.…` and bare domains with a known ending.

use super::page::Page;
use crate::text::TokenClass;

/// Endings that are no words: a name before one of them is a domain.
const ENDINGS: &[&str] = &[
    "com", "net", "org", "io", "gov", "edu", "mil", "dev", "ai", "biz", "int", "sa", "ae", "qa", "kw", "bh", "jo", "lb", "tn", "dz", "ly", "uk", "eu", "de",
    "fr", "ca", "au", "nz", "za", "pk", "gg", "gl", "tr", "nl", "jp", "cn", "sg", "ng", "ke", "xyz",
];
/// Endings that are also words ("thanks.so"): a domain only with a path, or with three parts.
const WORDLIKE: &[&str] = &[
    "app", "co", "me", "info", "shop", "store", "help", "support", "online", "site", "link", "page", "live", "tech", "cloud", "travel", "delivery", "club",
    "world", "news", "blog", "us", "in", "to", "tv", "so", "is", "it", "my", "be", "at", "eg", "ma", "om", "iq", "ye", "sd", "ps", "sy", "ie", "es", "care",
    "chat", "email", "pro", "name", "team", "bio", "cc", "id",
];
/// Longest part of a host before the dot that is looked at.
const LONGEST_HOST: usize = 80;

/// Looks for a link around a dot or colon.
pub(super) fn find(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let start = if page.byte(at) == b':' { scheme_start(page, at)? } else { bare_start(page, at)? };
    if page.byte(at) == b':' {
        let end = trim(page, start, tail_end(page, at + 3));
        return (end > at + 3).then(|| page.opaque(start, end, TokenClass::Link));
    }
    let host_end = host_end(page, at);
    let end = match page.byte(host_end) {
        b'/' | b'?' | b'#' => trim(page, start, tail_end(page, host_end)),
        b':' if page.byte(host_end + 1).is_ascii_digit() => trim(page, start, tail_end(page, host_end)),
        b'@' => return None,
        _ => host_end,
    };
    let path = end > host_end + 1;
    let known = is_host(&page.source[start..host_end], path) && page.ends_word(host_end);
    known.then(|| page.opaque(start, end, TokenClass::Link))
}

/// The start of the scheme before `://`.
fn scheme_start(page: &Page<'_>, colon: usize) -> Option<usize> {
    let bytes = page.source.as_bytes();
    if page.byte(colon + 1) != b'/' || page.byte(colon + 2) != b'/' {
        return None;
    }
    let letters = bytes[..colon].iter().rev().take(16).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    // "GEThttps://": a word written on to the link.
    let glued = ["https", "http"].iter().find(|known| bytes[colon - letters..colon].ends_with(known.as_bytes()));
    let length = glued.map_or(letters, |known| known.len());
    (2..16).contains(&length).then_some(colon - length)
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

/// The start of a bare domain, told at its first dot.
fn bare_start(page: &Page<'_>, dot: usize) -> Option<usize> {
    let bytes = page.source.as_bytes();
    if !page.byte(dot + 1).is_ascii_alphanumeric() {
        return None;
    }
    let length = bytes[..dot].iter().rev().take(LONGEST_HOST).take_while(|&&byte| is_host_byte(byte)).count();
    let start = dot - length;
    let clear = !matches!(page.before(start), Some('@' | '.' | '_' | '/')) && page.starts_word(start);
    (length > 0 && length < LONGEST_HOST && clear && bytes[start] != b'-').then_some(start)
}

/// The end of the host: parts of letters, digits and hyphens, joined by single dots.
fn host_end(page: &Page<'_>, dot: usize) -> usize {
    let mut end = dot;
    while page.byte(end) == b'.' && is_host_byte(page.byte(end + 1)) {
        end += 1;
        while is_host_byte(page.byte(end)) {
            end += 1;
        }
    }
    end
}

fn is_host(host: &str, path: bool) -> bool {
    let Some((front, ending)) = host.rsplit_once('.') else { return false };
    let www = host.len() > 6 && host.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www."));
    if www {
        return ending.len() > 1;
    }
    // "Thanks.Com" is a missing space rather than a domain.
    let mixed = ending.starts_with(|c: char| c.is_ascii_uppercase()) && ending.chars().any(|c| c.is_ascii_lowercase());
    if mixed || !front.bytes().any(|byte| byte.is_ascii_alphabetic()) || ending.len() > 8 {
        return false;
    }
    let listed = |list: &[&str]| list.iter().any(|known| ending.eq_ignore_ascii_case(known));
    if listed(ENDINGS) {
        return true;
    }
    let three = front.contains('.') && front.split('.').all(|part| part.len() > 1) && !host.bytes().any(|byte| byte.is_ascii_uppercase());
    (path || three) && listed(WORDLIKE)
}

/// The end of a path: up to white space, an angle bracket, a quotation mark or Arabic prose written on to it.
fn tail_end(page: &Page<'_>, from: usize) -> usize {
    let mut before = page.before(from).unwrap_or(' ');
    for (offset, c) in page.source[from..].char_indices() {
        let ends = match c {
            '<' | '>' | '"' | '`' | '«' | '»' | '“' | '”' | '،' | '؛' | '؟' | '|' | '{' | '}' | '\\' => true,
            _ if c.is_ascii() => c <= ' ' || c == '\u{7f}',
            _ if crate::text::fold::is_deleted(c) || c.is_whitespace() => true,
            _ => c.is_alphabetic() && before.is_ascii() && !matches!(before, '/' | '_' | '-' | '=' | '#') || !c.is_alphanumeric(),
        };
        if ends {
            return from + offset;
        }
        before = c;
    }
    page.source.len()
}

/// Leaves off punctuation that belongs to the sentence around the link.
fn trim(page: &Page<'_>, start: usize, mut end: usize) -> usize {
    let mut open = None;
    while end > start {
        let last = page.byte(end - 1);
        let outside = match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'~' | b'(' | b'[' => true,
            b')' | b']' => {
                let open = open.get_or_insert_with(|| balance(&page.source.as_bytes()[start..end]));
                *open += 1;
                *open <= 0 || {
                    *open -= 1;
                    false
                }
            }
            _ => false,
        };
        if !outside {
            break;
        }
        end -= 1;
    }
    end
}

/// How many more brackets open than close.
fn balance(bytes: &[u8]) -> i64 {
    bytes.iter().map(|byte| i64::from(matches!(byte, b'(' | b'[')) - i64::from(matches!(byte, b')' | b']'))).sum()
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn finds_links() {
        for (input, expected) in [
            ("see https://example.com/a?b=c#d. Thanks", vec!["link:https://example.com/a?b=c#d"]),
            ("(https://en.wikipedia.org/wiki/A_(b))", vec!["link:https://en.wikipedia.org/wiki/A_(b)"]),
            ("visit www.Example.com, or help.example.com/steps!", vec!["link:www.Example.com", "link:help.example.com/steps"]),
            ("زوروا jarir.com.sa الآن", vec!["link:jarir.com.sa"]),
            ("https://t.co/abcفي أقرب", vec!["link:https://t.co/abc"]),
            ("https://ar.wikipedia.org/wiki/القاهرة، شكرا", vec!["link:https://ar.wikipedia.org/wiki/القاهرة"]),
            ("Thanks.So sorry. It.is ok.no e.g. this Sorry.In time", vec![]),
            ("t.co/x and bit.ly/abc", vec!["link:t.co/x", "link:bit.ly/abc"]),
            ("3.5 and 1.2.3 and a.m. شكرا.نعم", vec![]),
            ("go to app.example.app", vec!["link:app.example.app"]),
        ] {
            assert_eq!(found(input, Markup::Plain), expected, "{input}");
        }
    }
}
