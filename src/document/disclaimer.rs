//! Finds the legal notices that mail systems put under a reply.

use super::page::Page;
use crate::conversation::Markup;
use crate::text::Treatment;

/// Shortest notice, in bytes and in words.
const SHORTEST: (usize, usize) = (200, 40);
/// One of these must stand in a notice.
const KEYS: &[&str] = &["onfidential", "recipient", "CONFIDENTIAL", "سرية", "سريّة", "سري ", "المرسل إليه", "المرسل اليه"];
/// And some of these, keys included.
const CUES: &[&str] = &[
    "intended", "recipient", "privileged", "disclos", "unauthori", "notify", "sender", "delete", "distribut", "e-mail", "email", "addressee", "attachment",
    "المرسل إليه", "المرسل اليه", "المستلم", "المعني", "المقصود", "بالخطأ", "خطأ", "حذف", "إبلاغ", "إخطار", "الإفصاح", "البريد", "الرسالة", "مرفق", "نسخ",
];
/// How many cues make a notice.
const ENOUGH: usize = 4;

/// Cuts such paragraphs. The first paragraph of a reply is never one.
pub(super) fn find(page: &mut Page<'_>) {
    if page.source.len() < SHORTEST.0 {
        return;
    }
    for (start, end) in paragraphs(page) {
        if is_notice(&page.source[start..end]) {
            page.push(start, end, Treatment::Cut);
        }
    }
}

/// The paragraphs after the first: between blank lines, or between block tags.
fn paragraphs(page: &Page<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if page.markup == Markup::Html {
        let breaks = page.masks.iter().filter(|mask| mask.treatment == Treatment::Break);
        let mut start = None;
        for mask in breaks {
            if let Some(start) = start.filter(|&start| start < mask.span.start as usize) {
                out.push((start, mask.span.start as usize));
            }
            start = Some(mask.span.end as usize);
        }
        if let Some(start) = start {
            out.push((start, page.source.len()));
        }
        return out;
    }
    let mut blank = false;
    let mut start = None;
    for line in &page.lines {
        if line.is_blank() {
            out.extend(start.take().map(|start| (start, line.start)));
            blank = true;
        } else if blank && start.is_none() {
            start = Some(line.start);
        }
    }
    out.extend(start.map(|start| (start, page.source.len())));
    out
}

fn is_notice(text: &str) -> bool {
    text.len() >= SHORTEST.0
        && KEYS.iter().any(|key| text.contains(key))
        && text.split_whitespace().count() >= SHORTEST.1
        && CUES.iter().filter(|cue| text.contains(**cue)).count() >= ENOUGH
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    const ENGLISH: &str = "This e-mail and any attachments are confidential and intended solely for the use of the individual to whom they are addressed. If you are not the intended recipient, please notify the sender immediately and delete this message. Any unauthorised disclosure or distribution of it is prohibited.";
    const ARABIC: &str = "هذه الرسالة وأي مرفقات بها سرية ومخصصة فقط لاستخدام المرسل إليه المذكور أعلاه، وإذا لم تكن أنت الشخص المقصود بها وقد استلمتها عن طريق الخطأ فيرجى إبلاغ المرسل فورا ثم حذف الرسالة من جهازك، ويمنع منعا باتا نسخ هذه الرسالة أو الإفصاح عن محتواها لأي طرف آخر كان.";

    #[test]
    fn cuts_notices() {
        for notice in [ENGLISH, ARABIC] {
            let plain = format!("Hello\n\n{notice}\n");
            assert_eq!(found(&plain, Markup::Plain), [format!("cut:{notice}\n")]);
            let html = format!("<p>Hello</p><p>{notice}</p>");
            assert!(found(&html, Markup::Html).contains(&format!("cut:{notice}")));
        }
    }

    #[test]
    fn leaves_advice_alone() {
        let advice = "Hi\n\nPlease keep your password confidential at all times, and never share the code we send by email with anybody who calls you, even if the caller says that he works for us, because nobody in our team will ever ask you for it over the phone or in a chat, not even once in a while.";
        assert_eq!(found(advice, Markup::Plain), Vec::<String>::new());
    }
}
