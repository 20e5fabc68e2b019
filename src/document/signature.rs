//! Finds signatures: all below a `-- ` line, what mail programs add, and initials at the very end.

use super::page::{Line, Page};
use crate::conversation::Markup;
use crate::text::Treatment;
use crate::text::fold::{fold_str, is_deleted};

/// Longest line a mail program adds, in bytes.
const LONGEST_NOTE: usize = 90;
/// How many lines may follow a line of two hyphens without a space.
const SHORT_SIGNATURE: usize = 12;
/// How such a line begins, folded.
const SENT_FROM: &[&str] = &["sent from", "get outlook for", "sent via", "ارسل من", "ارسلت من", "مرسل من", "مرسله من", "تم الارسال من", "احصل علي outlook"];
/// What it names, folded.
const DEVICES: &[&str] = &[
    "iphone", "ipad", "android", "galaxy", "samsung", "huawei", "mobile", "phone", "blackberry", "yahoo", "outlook", "mail", "windows", "hotmail", "gmail",
    "ايفون", "الايفون", "ايباد", "هاتفي", "هاتف", "جوالي", "جهازي", "الجوال", "سامسونج", "هواوي", "بريد",
];

/// Cuts signatures below their mark and the notes of mail programs.
pub(super) fn find(page: &mut Page<'_>) {
    for index in 0..page.lines.len() {
        let line = page.lines[index];
        if is_mark(page, index) {
            page.push(line.start, page.source.len(), Treatment::Cut);
            return;
        }
        if is_note(page.line(line)) {
            page.push(line.start, line.next, Treatment::Cut);
        }
    }
    initials(page);
}

/// `-- ` alone on a line; `--` too when little follows, since helpdesks trim lines.
fn is_mark(page: &Page<'_>, index: usize) -> bool {
    let line = page.lines[index];
    if page.line(line) != "--" || line.text != line.start || index == 0 {
        return false;
    }
    let exact = page.byte(line.end) == b' ';
    let short = page.lines.len() - index <= SHORT_SIGNATURE && page.markup != Markup::Markdown;
    exact || short
}

/// "Sent from my iPhone".
fn is_note(text: &str) -> bool {
    let first = text.trim_start_matches(|c: char| is_deleted(c) || c == '*').chars().next();
    if text.len() > LONGEST_NOTE || !matches!(first, Some('S' | 's' | 'G' | 'أ' | 'ا' | 'م' | 'ت')) {
        return false;
    }
    let folded = fold_str(text);
    let folded = folded.trim_start_matches('*');
    SENT_FROM.iter().any(|start| folded.starts_with(start))
        && folded.split(|c: char| !c.is_alphanumeric()).any(|word| DEVICES.contains(&word))
        && folded.split(' ').count() <= 9
}

/// `/NS`, `^AB`, `-Devjyoti`, `*AlanS` at the end of the last line: the mark vanishes and ends the sentence.
fn initials(page: &mut Page<'_>) {
    let Some(&line) = page.lines.iter().rev().find(|line| !line.is_blank()) else { return };
    let mark = initials_mark(page, line);
    let own_line = mark.is_some_and(|(at, _)| at == line.text);
    if own_line && !signs_alone(page, line) {
        return;
    }
    if let Some((at, length)) = mark {
        page.push(at, at + length, Treatment::Break);
    }
}

/// "- Sara" on a line of its own is a signature unless it ends a list or is all there is.
fn signs_alone(page: &Page<'_>, line: Line) -> bool {
    let before = page.lines.iter().rev().filter(|other| other.start < line.start && !other.is_blank()).take(2);
    let marks = before.clone().any(|&other| page.line(other).starts_with(['-', '*', '–', '—', '•']) || page.line(other).ends_with([':', ',', '،']));
    before.count() > 0 && !marks
}

/// Where the mark before the initials stands, and its length.
fn initials_mark(page: &Page<'_>, line: Line) -> Option<(usize, usize)> {
    let text = without_links(page.line(line));
    let from = text.char_indices().rev().take(28).last().map_or(0, |(at, _)| at);
    let tail = &text[from..];
    let (offset, mark) = tail.char_indices().rev().find(|&(_, c)| matches!(c, '/' | '^' | '~' | '*' | '-' | '–' | '—' | '∞'))?;
    let at = line.text + from + offset;
    let rest = &tail[offset + mark.len_utf8()..];
    let name = rest.trim_start_matches(' ').trim_end_matches(['.', '!']);
    let words = name.split(' ').count();
    let letters = name.chars().all(|c| c.is_alphabetic() || c == ' ');
    let capital = name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let spaced = page.before(at).is_none_or(char::is_whitespace) || matches!(mark, '^' | '~' | '∞');
    let short = if mark == '/' { name.len() <= 3 && rest.len() == name.len() } else { words <= 2 };
    (!name.is_empty() && letters && capital && spaced && short).then_some((at, mark.len_utf8()))
}

/// Leaves off links and emoji after the initials.
fn without_links(text: &str) -> &str {
    let mut text = text;
    for _ in 0..3 {
        text = text.trim_end_matches(|c: char| c.is_whitespace() || is_deleted(c) || (!c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '–' | '—' | '∞')));
        let last = text.rfind(' ').map_or(0, |at| at + 1);
        if last == 0 || !(text[last..].starts_with("http") || text[last..].starts_with('[')) {
            break;
        }
        text = &text[..last];
    }
    text.trim_end()
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn finds_signatures() {
        for (input, expected) in [
            ("hi\n-- \nSami\nSupport", vec!["cut:-- \nSami\nSupport"]),
            ("hi\n--\nSami", vec!["cut:--\nSami"]),
            ("hi\nSent from my iPhone\n", vec!["cut:Sent from my iPhone\n"]),
            ("تم\nأُرسل من الـ iPhone", vec!["cut:أُرسل من الـ iPhone"]),
            ("تم\nمرسل من هاتفي", vec!["cut:مرسل من هاتفي"]),
            ("let us know /NS", vec!["break:/"]),
            ("let us know. ^AB https://t.co/x", vec!["break:^", "link:https://t.co/x"]),
            ("Thank you. -Devjyoti", vec!["break:-"]),
            ("bit later :) *AlanS", vec!["break:*"]),
            ("Fixed now.\n\n- ManishaR", vec!["break:-"]),
            ("so we can fix it? - VB.", vec!["break:-"]),
        ] {
            assert_eq!(found(input, Markup::Plain), expected, "{input}");
        }
    }

    #[test]
    fn leaves_prose_alone() {
        for input in [
            "Sent from my side, the refund is on its way",
            "and/or",
            "use Wi-Fi",
            "choose on/Off",
            "تم الإرسال من المستودع اليوم",
            "it is pre-Christmas",
            "open A / B",
            "-Devjyoti",
            "choose:\n-Open",
        ] {
            assert_eq!(found(input, Markup::Plain), Vec::<String>::new(), "{input}");
        }
    }
}
