//! Reads Markdown, and the bold and bullets that people write in plain text too.

use super::page::Page;
use crate::conversation::Markup;
use crate::text::Treatment;

/// How many opened marks are remembered.
const DEEPEST: usize = 8;
/// Longest text of a link, in bytes.
const LONGEST_LINK: usize = 300;
/// Longest target of a link, in bytes.
const LONGEST_TARGET: usize = 1500;

/// A run of marks that may open emphasis.
#[derive(Clone, Copy)]
struct Opening {
    at: usize,
    mark: u8,
    length: usize,
}

/// Marks of emphasis that wait for their partner.
#[derive(Default)]
pub(super) struct Reader {
    open: Vec<Opening>,
}

impl Reader {
    /// Reads a run of `*`, `_` or `~`: with its partner it vanishes. Returns where the scan goes on.
    pub(super) fn emphasis(&mut self, page: &mut Page<'_>, at: usize) -> usize {
        let mark = page.byte(at);
        let length = page.source.as_bytes()[at..].iter().take_while(|&&byte| byte == mark).count();
        let end = at + length;
        let markdown = page.markup == Markup::Markdown;
        // In plain text only WhatsApp's single star, and bold pasted from elsewhere.
        if length > 3 || (mark == b'~' && length != 2) || (!markdown && (mark != b'*' || page.markup == Markup::Html)) {
            return end;
        }
        let (before, after) = (page.before(at), page.after(end));
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let sum = before.is_some_and(char::is_numeric) && after.is_some_and(char::is_numeric);
        let clear = |c: Option<char>| c.is_none_or(|c| !matches!(c, '/' | '*' | '\\'));
        let strict = mark == b'_' || !markdown;
        if sum || (strict && word(before) && word(after)) || (!markdown && (!clear(before) || !clear(after))) {
            return end;
        }
        let opens = !space(after) && (!word(before) || (!strict && word(after)));
        let closes = !space(before) && (!word(after) || !strict);
        if closes {
            let partner = self.open.iter().rposition(|open| open.mark == mark && open.length == length);
            if let Some(index) = partner {
                let open = self.open[index];
                self.open.truncate(index);
                if same_paragraph(page, open.at, at) {
                    page.push(open.at, open.at + length, Treatment::Transparent);
                    page.push(at, end, Treatment::Transparent);
                    return end;
                }
            }
        }
        if opens && (markdown || after.is_some_and(|c| c.is_alphabetic() || !c.is_ascii())) {
            if self.open.len() == DEEPEST {
                self.open.remove(0);
            }
            self.open.push(Opening { at, mark, length });
        }
        end
    }
}

/// `[text](target)`: the text stays; `![image](target)` vanishes.
pub(super) fn link(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let image = page.byte(at) == b'!';
    let open = at + usize::from(image);
    if page.markup == Markup::Html || page.byte(open) != b'[' {
        return None;
    }
    let window = page.window(open + 1, LONGEST_LINK);
    let text = window.split(['[', ']', '\n']).next()?;
    let close = open + 1 + text.len();
    if text.is_empty() && !image || page.byte(close) != b']' || page.byte(close + 1) != b'(' {
        return None;
    }
    let target = page.window(close + 2, LONGEST_TARGET);
    let address = ["http", "/", "www.", "mailto:"].iter().any(|start| target.starts_with(start));
    if page.markup != Markup::Markdown && !address {
        return None;
    }
    let length = target_length(target)?;
    let end = close + 2 + length + 1;
    if image {
        page.push(at, end, Treatment::Transparent);
        return Some(end);
    }
    page.push(open, open + 1, Treatment::Transparent);
    page.push(close, end, Treatment::Transparent);
    Some(open + 1)
}

/// The length of a link's target up to its closing parenthesis.
fn target_length(target: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in target.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// Whether no line end stands between two marks, or only one in Markdown's wrapped lines. Looks at a bounded stretch.
fn same_paragraph(page: &Page<'_>, from: usize, to: usize) -> bool {
    let between = page.source.get(from..to).unwrap_or_default();
    between.len() <= 2000 && if page.markup == Markup::Markdown { !between.contains("\n\n") } else { !between.contains('\n') }
}

/// Masks what only begins a line: headings, list marks, rules.
pub(super) fn lines(page: &mut Page<'_>) {
    if page.markup == Markup::Html {
        return;
    }
    for index in 0..page.lines.len() {
        let line = page.lines[index];
        let text = page.line(line);
        let length = mark_length(text, page.markup == Markup::Markdown);
        if length > 0 {
            page.push(line.text, line.text + length, Treatment::Break);
        }
    }
}

/// The length of the list mark, heading mark or rule at the start of a line.
fn mark_length(text: &str, markdown: bool) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    match first {
        '•' | '▪' | '●' | '◦' | '‣' | '–' | '·' => {
            let rest = &text[first.len_utf8()..];
            let masked = rest.starts_with(first) && first != '–';
            if masked || (first == '–' && !rest.starts_with(' ')) { 0 } else { first.len_utf8() }
        }
        '-' | '*' | '+' if text.as_bytes().get(1) == Some(&b' ') => 1,
        '-' | '*' | '_' | '=' if text.len() >= 3 && text.chars().all(|c| c == first || c == ' ') => text.len(),
        '#' if markdown => {
            let marks = text.bytes().take_while(|&byte| byte == b'#').count();
            if marks <= 6 && text.as_bytes().get(marks).is_none_or(|&byte| byte == b' ') { marks } else { 0 }
        }
        '0'..='9' | '٠'..='٩' => number_length(text),
        _ => 0,
    }
}

/// "1. " and "١) ": at most two digits, a mark and white space.
fn number_length(text: &str) -> usize {
    let digits: usize = text.chars().take_while(|c| c.is_numeric()).map(char::len_utf8).sum();
    let count = text[..digits].chars().count();
    let rest = &text[digits..];
    let marked = rest.starts_with(['.', ')', '-']) && rest[1..].starts_with(' ');
    if count <= 2 && marked { digits + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn reads_markdown() {
        for (input, expected) in [
            ("we **can't** do _it_ ~~now~~", vec!["gone:**", "gone:**", "gone:_", "gone:_", "gone:~~", "gone:~~"]),
            ("see [the guide](https://x.com/a_(b)) ok", vec!["gone:[", "gone:](https://x.com/a_(b))"]),
            ("# Title\n- one\n* two\n1. three", vec!["break:#", "break:-", "break:*", "break:1."]),
            ("5 * 3 * 2 and snake_case_name 2*3*4", vec![]),
            ("![logo](http://x.com/l.png) hi", vec!["gone:![logo](http://x.com/l.png)"]),
            ("[NAME] and [1] and [a][b]", vec!["placeholder:[NAME]"]),
        ] {
            assert_eq!(found(input, Markup::Markdown), expected, "{input}");
        }
    }

    #[test]
    fn plain_text_has_bullets_and_stars() {
        for (input, expected) in [
            ("• واحد\n• اثنان", vec!["break:•", "break:•"]),
            ("this is *important* ok", vec!["gone:*", "gone:*"]),
            ("a /*type*/ b", vec![]),
            ("correction *there and 2 * 3", vec![]),
            ("-50% off - yes", vec![]),
            ("2024 was", vec![]),
            ("1) open\n2) close", vec!["break:1)", "break:2)"]),
        ] {
            assert_eq!(found(input, Markup::Plain), expected, "{input}");
        }
    }
}
