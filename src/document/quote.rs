//! Finds quoted mail: lines that begin with `>` and the header of a pasted message.

use super::page::{Line, Page};
use crate::text::Treatment;
use crate::text::fold::{fold_str, is_deleted};

/// Longest line that may be a header, in bytes.
const LONGEST_HEADER: usize = 400;
/// Words that begin the lines of a header block, folded.
const FIELDS: &[&str] =
    &["from:", "sent:", "to:", "date:", "subject:", "cc:", "من:", "الي:", "تم الارسال:", "تاريخ الارسال:", "التاريخ:", "الموضوع:", "ارسلت:", "المرسل:", "نسخه:"];
/// What a divider above a pasted message says, folded.
const DIVIDERS: &[&str] = &["original message", "forwarded message", "رساله اصليه", "الرساله الاصليه", "معاد توجيه", "رساله محوله", "تم توجيه"];

/// Cuts quoted lines, and everything from the header of a pasted message on.
pub(super) fn find(page: &mut Page<'_>) {
    let mut index = 0;
    while index < page.lines.len() {
        let line = page.lines[index];
        let text = page.line(line);
        if is_quoted(text) {
            let last = (index..page.lines.len()).take_while(|&at| is_quoted(page.line(page.lines[at]))).last().unwrap_or(index);
            page.push(line.start, page.lines[last].next, Treatment::Cut);
            index = last + 1;
        } else if let Some(begins) = header(page, index) {
            let from = page.lines[begins].start;
            if answers_follow(page, index) {
                page.push(from, line.next, Treatment::Cut);
                index += 1;
            } else {
                page.push(from, page.source.len(), Treatment::Cut);
                return;
            }
        } else {
            index += 1;
        }
    }
}

/// `> text`; not `>:(` and not `>> click here <<`.
fn is_quoted(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('>') else { return false };
    let arrow = text.ends_with('<') || rest.starts_with(['.', ':', '_', '/', '-', '=']);
    !arrow
}

/// Lines quoted with `>` follow the header: then only they are cut, and answers written between them stay.
fn answers_follow(page: &Page<'_>, index: usize) -> bool {
    page.lines[index + 1..].iter().take(3).find(|line| !line.is_blank()).is_some_and(|&line| is_quoted(page.line(line)))
}

fn next_is_quoted(page: &Page<'_>, index: usize) -> bool {
    page.lines.get(index + 1).is_some_and(|&line| is_quoted(page.line(line)))
}

/// If a pasted message's header ends on this line: the line where it begins.
fn header(page: &Page<'_>, index: usize) -> Option<usize> {
    let line = page.lines[index];
    let text = page.line(line);
    if text.len() < 4 || text.len() > LONGEST_HEADER {
        return None;
    }
    let last = text.trim_end_matches(|c: char| is_deleted(c) || c == '*');
    if last.ends_with(':') {
        let wrapped = index.checked_sub(1).map(|at| page.line(page.lines[at])).filter(|before| starts_attribution(before));
        let both = wrapped.filter(|before| before.len() <= LONGEST_HEADER && last.len() <= 160 && !before.ends_with('.'));
        if !starts_attribution(last) && both.is_some_and(|before| is_attribution(&format!("{before} {last}"))) {
            return Some(index - 1);
        }
        return is_attribution(last).then_some(index);
    }
    if ["said", "wrote"].iter().any(|verb| last.ends_with(verb)) && text.len() <= 60 && next_is_quoted(page, index) {
        return Some(index);
    }
    if text.starts_with(['-', '_', '*', '─']) && is_divider(text) {
        return Some(index);
    }
    is_header_block(page, index).then_some(index)
}

fn starts_attribution(text: &str) -> bool {
    let text = text.trim_start_matches(is_deleted);
    ["On ", "on ", "في ", "كتب ", "بتاريخ ", "يوم "].iter().any(|start| text.starts_with(start))
}

/// "On Mon, Jan 5, 2024 at 10:00 AM Sami <s@x.com> wrote:", «في ٥ يناير ... كتب سامي:», «كتب سامي في ...:».
fn is_attribution(text: &str) -> bool {
    let latin_name = text.contains('@') || text.contains('<');
    if !starts_attribution(text) && !latin_name {
        return false;
    }
    let folded = fold_str(text);
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    let dated = digits >= 3 || latin_name;
    let body = folded.trim_end_matches(':').trim_end();
    let english = folded.starts_with("on ") && (body.ends_with(" wrote") || body.ends_with(" writes"));
    let arabic = (folded.starts_with("في ") || folded.starts_with("بتاريخ ") || folded.starts_with("يوم "))
        && (folded.contains(" كتب ") || folded.contains(" كتبت ") || folded.contains("تمت كتابه ما يلي") || body.ends_with(" كتب"));
    let arabic_first = folded.starts_with("كتب ") && (folded.contains(" في ") || folded.contains(" بتاريخ "));
    let name_first = latin_name && body.ends_with(" wrote") && body.split(' ').count() <= 16;
    dated && (english || arabic || arabic_first || name_first)
}

fn is_divider(text: &str) -> bool {
    if !(text.starts_with("--") || text.starts_with("__") || text.starts_with("──") || text.starts_with("**")) || text.len() > 160 {
        return false;
    }
    let folded = fold_str(text);
    DIVIDERS.iter().any(|divider| folded.contains(divider))
}

/// "From: …" with at least two more fields on the lines that follow, or in the same line.
fn is_header_block(page: &Page<'_>, index: usize) -> bool {
    let first = field(page, page.lines[index]);
    if !matches!(first.as_deref(), Some("from:" | "من:" | "المرسل:")) {
        return false;
    }
    let following = page.lines[index + 1..].iter().take(6).filter(|&&line| field(page, line).is_some()).count();
    let text = page.line(page.lines[index]);
    let same_line = (text.contains(" Sent:") && text.contains(" To:")) || (text.contains("إلى:") && (text.contains("الإرسال:") || text.contains("التاريخ:")));
    following >= 2 || same_line
}

/// The field name at the start of a line, folded.
fn field(page: &Page<'_>, line: Line) -> Option<String> {
    let text = page.line(line).trim_start_matches(|c: char| c == '*' || is_deleted(c));
    if !text.starts_with(['F', 'S', 'T', 'D', 'C', 'f', 's', 't', 'd', 'c', 'م', 'إ', 'ا', 'ت', 'أ', 'ن']) {
        return None;
    }
    let mut head: String = text.chars().take(24).collect();
    head.truncate(head.find(':')? + 1);
    let folded = fold_str(&head.replace('*', "").replace(" :", ":"));
    FIELDS.contains(&folded.as_str()).then_some(folded)
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    fn cut(input: &str) -> String {
        found(input, Markup::Plain).into_iter().filter_map(|mask| mask.strip_prefix("cut:").map(str::to_owned)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn cuts_quoted_mail() {
        for (input, expected) in [
            ("ok\n> a\n>> b\nmore", "> a\n>> b\n"),
            ("ok\n\nOn Mon, Jan 5, 2024 at 10:00 AM Sami <s@x.com> wrote:\nold text", "On Mon, Jan 5, 2024 at 10:00 AM Sami <s@x.com> wrote:\nold text"),
            ("ok\nOn Mon, Jan 5, 2024 at 10:00 AM Sami\n<s@x.com> wrote:\nold", "On Mon, Jan 5, 2024 at 10:00 AM Sami\n<s@x.com> wrote:\nold"),
            ("On 5/1/2024, Sami wrote:\n> old\nmy answer", "On 5/1/2024, Sami wrote:\n|> old\n"),
            ("Sami said\n> old\nmy answer", "Sami said\n|> old\n"),
            ("ok\n-----Original Message-----\nold", "-----Original Message-----\nold"),
            ("ok\nFrom: A <a@b.com>\nSent: Monday\nTo: C\nSubject: x\n\nold", "From: A <a@b.com>\nSent: Monday\nTo: C\nSubject: x\n\nold"),
            ("تمام\nفي الأحد، ٥ يناير ٢٠٢٠ في ١٠:٢٣ ص كتب سامي:\nقديم", "في الأحد، ٥ يناير ٢٠٢٠ في ١٠:٢٣ ص كتب سامي:\nقديم"),
            ("تمام\nكتب سامي في ٥ يناير ٢٠٢٠:\nقديم", "كتب سامي في ٥ يناير ٢٠٢٠:\nقديم"),
            ("تمام\nبتاريخ 05/01/2020 كتب سامي:\nقديم", "بتاريخ 05/01/2020 كتب سامي:\nقديم"),
            ("تمام\nمن: سامي\nتم الإرسال: الأحد\nإلى: الدعم\nقديم", "من: سامي\nتم الإرسال: الأحد\nإلى: الدعم\nقديم"),
        ] {
            assert_eq!(cut(input), expected, "{input}");
        }
    }

    #[test]
    fn leaves_prose_alone() {
        for input in [
            "On Monday I wrote: please wait",
            "as Sami said\nplease wait",
            "On Monday I wrote:\nplease wait",
            "From: the app\nclick Settings",
            "في يوم الأحد كتبت لك ما يلي:\nشكرا",
            ">:( >.< >> click here <<",
            "من: الإعدادات اختر اللغة",
        ] {
            assert_eq!(cut(input), "", "{input}");
        }
    }
}
