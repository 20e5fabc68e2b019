//! Finds the blanks of templates, in the notations of helpdesks and of people, and marks of redaction.

use super::page::Page;
use super::slots::{is_arabic_slot, is_slot};
use crate::text::TokenClass;

/// Longest expression between double braces, in bytes.
const LONGEST_EXPRESSION: usize = 400;
/// Longest blank between single brackets, in bytes.
const LONGEST_BLANK: usize = 80;

/// `{{…}}`, `{%…%}`, `{…}`, and with `#`, `%` or `$` before the brace.
pub(super) fn braces(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let window = page.window(at, LONGEST_EXPRESSION);
    let marked = matches!(page.before(at), Some('#' | '%' | '$'));
    let length = match window.as_bytes().get(1)? {
        b'{' => window.find("}}").map(|end| end + 2),
        b'%' => window.find("%}").map(|end| end + 2),
        _ => single_brace(window, marked),
    }?;
    let start = at - usize::from(marked);
    // `{{%…%}}`-like leftovers: one more brace belongs to the blank.
    let extra = usize::from(page.byte(at + length) == b'}' && window.starts_with("{{{"));
    Some(page.opaque(start, at + length + extra, TokenClass::Placeholder))
}

/// The length of `{…}`; `marked` by a sign before it, it may hold any expression, braces included.
fn single_brace(window: &str, marked: bool) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in window.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
        if depth == 0 {
            let inner = &window[1..at];
            let blank = if marked { inner.chars().any(char::is_alphanumeric) } else { is_braced_blank(inner.trim()) };
            return blank.then_some(at + 1);
        }
        if !marked && depth > 1 {
            return None;
        }
    }
    None
}

/// Whether the text between single braces is a variable or a short name rather than code, keys or an aside.
fn is_braced_blank(inner: &str) -> bool {
    if matches!(inner, "…" | "..." | "0" | "1" | "2" | "3" | "4" | "5") {
        return true;
    }
    let code = inner.contains([';', '=', '+', '{', '!']) || inner.contains(": ") || inner.starts_with(['"', '\'', '-']);
    let letters = inner.chars().any(char::is_alphabetic);
    let identifier = inner.bytes().filter(|&byte| byte == b'-').count() >= 4;
    let style = inner.split_once(':').is_some_and(|(key, value)| !value.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
    letters && !code && !identifier && !style && inner.len() <= LONGEST_BLANK && inner.split_whitespace().count() <= 8
}

/// Variables of the Windows shell: part of a path, not of a template.
fn is_environment(word: &str) -> bool {
    const KNOWN: &[&str] =
        &["appdata", "localappdata", "userprofile", "programfiles", "programdata", "temp", "tmp", "windir", "systemroot", "systemdrive", "homepath", "path"];
    KNOWN.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// `%name%`, `%increment_id`, `%s`.
pub(super) fn percent(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if !page.starts_word(at) {
        return None;
    }
    let window = page.window(at + 1, 40);
    let length = window.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).count();
    let word = &window[..length];
    let closed = window[length..].starts_with('%');
    let letter = word.starts_with(|c: char| c.is_ascii_alphabetic());
    let printf = matches!(word, "s" | "d" | "1" | "2" | "3");
    if (closed && letter) || printf || (letter && word.trim_end_matches('.').contains('_')) {
        let end = at + 1 + if closed && letter { length + 1 } else { word.trim_end_matches('.').len() };
        let start = at - usize::from(page.before(at) == Some('#'));
        let class = if is_environment(word) { TokenClass::Entity } else { TokenClass::Placeholder };
        return page.ends_word(end).then(|| page.opaque(start, end, class));
    }
    None
}

/// `[NAME]`, `[order_no]`, `[الاسم]`, `[[…]]`; not links, footnotes or asides.
pub(super) fn brackets(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if page.byte(at) != b'[' {
        return None;
    }
    let window = page.window(at, LONGEST_BLANK);
    let double = window.starts_with("[[");
    let from = 1 + usize::from(double);
    let inner = window[from..].split(['[', ']', '\n']).next()?;
    let end = from + inner.len();
    let closing = if double { "]]" } else { "]" };
    if !window[end..].starts_with(closing) || page.byte(at + end + closing.len()) == b'(' {
        return None;
    }
    let blank = double && inner.chars().any(char::is_alphabetic) || is_bracketed_blank(inner.trim());
    blank.then(|| page.opaque(at, at + end + closing.len(), TokenClass::Placeholder))
}

/// Whether the words between square brackets name something to be filled in.
fn is_bracketed_blank(inner: &str) -> bool {
    let words = inner.split_whitespace().count();
    let plain = |c: char| c.is_alphanumeric() || crate::text::fold::is_deleted(c) || matches!(c, ' ' | '_' | '-' | '/' | '\'' | '’' | '.' | '#');
    if words == 0 || words > 5 || !inner.chars().all(plain) || !inner.chars().any(char::is_alphabetic) {
        return false;
    }
    if inner.chars().any(crate::text::script::is_arabic_letter) {
        // «[الإعدادات]» is a place in a menu.
        return words <= 4 && is_arabic_slot(inner);
    }
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let digits = inner.chars().filter(|c| c.is_numeric()).count();
    let capitals =
        letters >= 3 && digits < 3 && !inner.contains('/') && !inner.ends_with('-') && inner.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let aside =
        matches!(inner, "EXTERNAL" | "SOLVED" | "URGENT" | "NOTE" | "SIC" | "ENTER" | "CTRL" | "SHIFT" | "ALT" | "DEL" | "ESC" | "TAB" | "EDIT" | "UPDATE");
    (capitals && !aside) || (inner.contains('_') && words == 1) || is_slot(inner)
}

/// `<first_name>`, `<PERSON>`, `<OTRS_TICKET_STATE>`, `<اسم العميل>`.
pub(super) fn angles(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let window = page.window(at + 1, LONGEST_BLANK);
    let inner = window.split(['<', '>', '\n']).next()?;
    let end = at + inner.len() + 2;
    let blank = window[inner.len()..].starts_with('>') && inner != "DIR" && is_angled_blank(inner);
    // "C:\Users\<user>\AppData": the customer fills this in, in a path.
    let path = matches!(page.before(at), Some('\\' | '/')) || matches!(page.byte(end), b'\\' | b'/');
    blank.then(|| page.opaque(at, end, if path { TokenClass::Entity } else { TokenClass::Placeholder }))
}

/// `&lt;OTRS_TICKET_STATE&gt;`: the same, escaped.
pub(super) fn escaped(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let window = page.window(at, LONGEST_BLANK).strip_prefix("&lt;")?;
    let inner = window.split(['&', '<', '>', '\n']).next()?;
    let closed = window[inner.len()..].starts_with("&gt;");
    (closed && is_angled_blank(inner)).then(|| page.opaque(at, at + inner.len() + 8, TokenClass::Placeholder))
}

fn is_angled_blank(inner: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '\'' | '.' | '[' | ']');
    let tight = !inner.is_empty() && !inner.starts_with(' ') && !inner.ends_with(' ') && inner.chars().all(plain);
    if !tight || inner.split(' ').count() > 4 || !inner.starts_with(char::is_alphabetic) {
        return false;
    }
    let capitals = inner.len() > 2 && inner.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b' ' | b'0'..=b'9'));
    capitals || inner.contains('_') || is_slot(inner) || is_arabic_slot(inner)
}

/// `()` with nothing in it, and `(الاسم)`.
pub(super) fn parentheses(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if !page.starts_word(at) {
        return None;
    }
    let window = page.window(at + 1, 40);
    let inner = &window[..window.find(')')?];
    let spaced = matches!(page.before(at), None | Some(' ' | '\n' | '\t' | '\u{a0}' | '،' | '#' | ':'));
    let empty = inner.bytes().all(|byte| byte == b' ') && inner.len() != 1 && inner.len() <= 12;
    let named =
        matches!(inner.trim(), "الاسم" | "الإسم" | "اسم العميل" | "إسم العميل" | "اسم الموظف" | "customer name" | "Customer Name" | "NAME" | "agent name");
    (spaced && (empty || named)).then(|| page.opaque(at, at + inner.len() + 2, TokenClass::Placeholder))
}

/// `XXX`, `XX/XX` and `xx/xx`; `xxxx` after a word for a number, not as kisses.
pub(super) fn crosses(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let cross = page.byte(at);
    let next = page.byte(at + 1);
    if (next != cross && !(cross == b'x' && matches!(next, b'/' | b'-'))) || !page.starts_word(at) || matches!(page.before(at), Some('-' | '_')) {
        return None;
    }
    let window = page.window(at, LONGEST_BLANK);
    let length = window.bytes().take_while(|&byte| byte == cross || matches!(byte, b'/' | b'-' | b':' | b'.')).count();
    let word = window[..length].trim_end_matches(['/', '-', ':', '.']);
    let crosses = word.bytes().filter(|&byte| byte == cross).count();
    let end = at + word.len();
    let enough = match cross {
        b'X' => crosses >= 3 && (word.len() > 3 || word == "XXX"),
        _ if word.len() > crosses => crosses >= 4 && word.contains(['/', '-']),
        _ => crosses >= 3 && is_numbered(page, at),
    };
    (enough && page.ends_word(end) && page.byte(end) != b'_').then(|| page.opaque(at, end, TokenClass::Placeholder))
}

/// Whether a word for a number stands before an offset.
fn is_numbered(page: &Page<'_>, at: usize) -> bool {
    const NUMBERED: &[&str] = &[
        "number", "no", "order", "ticket", "ref", "reference", "id", "date", "amount", "code", "case", "رقم", "برقم", "رقمه", "رقمها", "بتاريخ", "تاريخ",
        "مبلغ", "بمبلغ", "قدره", "هو", "كود",
    ];
    let front = page.source[..at].trim_end_matches([' ', '.', ':', '#', '(', '\u{a0}']);
    let word = front.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    NUMBERED.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// `../../....`: a date of dots.
pub(super) fn dots(page: &mut Page<'_>, at: usize) -> Option<usize> {
    const SHORTEST: usize = 7;
    if page.byte(at) != b'.' || !matches!(page.before(at), None | Some(' ' | '\n' | '\u{a0}' | ':' | '(')) {
        return None;
    }
    let window = page.window(at, LONGEST_BLANK);
    let length = window.bytes().take_while(|byte| matches!(byte, b'.' | b'/' | b'-')).count();
    let parts: Vec<&str> = window[..length].split(['/', '-']).collect();
    let dotted = length >= SHORTEST && parts.len() == 3 && parts.iter().all(|part| part.len() >= 2);
    (dotted && page.ends_word(at + length)).then(|| page.opaque(at, at + length, TokenClass::Placeholder))
}

/// `____`; a line of nothing else is a rule and only ends the sentence.
pub(super) fn blank(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let length = page.source.as_bytes()[at..].iter().take_while(|&&byte| byte == b'_').count();
    if length < 3 {
        return None;
    }
    let end = at + length;
    let alone = |c: Option<char>| matches!(c, None | Some('\n' | '\r'));
    if length >= 5 && alone(page.before(at)) && alone(page.after(end)) {
        page.push(at, end, crate::text::Treatment::Break);
        return Some(end);
    }
    (page.starts_word(at) && page.ends_word(end)).then(|| page.opaque(at, end, TokenClass::Placeholder))
}

/// `:reference`, where the word names a blank; `:smile:` and `note:this` are none.
pub(super) fn colon(page: &mut Page<'_>, at: usize) -> Option<usize> {
    if page.byte(at) != b':' || !matches!(page.before(at), None | Some(' ' | '\n' | '(' | '#' | '"')) {
        return None;
    }
    let window = page.window(at + 1, 40);
    let length = window.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
    let word = window[..length].trim_end_matches('_');
    let blank = !word.starts_with('_') && (word.contains('_') || is_slot(word)) && !window[length..].starts_with(':') && page.ends_word(at + 1 + word.len());
    blank.then(|| page.opaque(at, at + 1 + word.len(), TokenClass::Placeholder))
}

/// `███`: blackened text.
pub(super) fn blocks(page: &mut Page<'_>, at: usize) -> Option<usize> {
    let is_block = |bytes: &[u8]| matches!(bytes, [0xe2, 0x96, 0x84..=0x8f | 0x93]);
    let run = page.source.as_bytes()[at..].chunks_exact(3).take_while(|chunk| is_block(chunk)).count();
    (run > 0).then(|| page.opaque(at, at + run * 3, TokenClass::Placeholder))
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn finds_blanks() {
        for (input, blank) in [
            ("Hi {{ticket.requester.first_name}}, ok", "{{ticket.requester.first_name}}"),
            ("Hi {{ ${first_name} | default: 'x' }}!", "{{ ${first_name} | default: 'x' }}"),
            ("Hi {%customer.firstName,fallback=there%}", "{%customer.firstName,fallback=there%}"),
            ("Hi #{ticket.customer.firstname}", "#{ticket.customer.firstname}"),
            ("{$firstname} hi", "{$firstname}"),
            ("%{ticket.number} hi", "%{ticket.number}"),
            ("رقم الطلب: ${orderId}", "${orderId}"),
            ("شكرًا جزيلاً${n ? '، ' + n : ''}!", "${n ? '، ' + n : ''}"),
            ("re { $Ticket->Subject } ok", "{ $Ticket->Subject }"),
            ("state <OTRS_TICKET_STATE> ok", "<OTRS_TICKET_STATE>"),
            ("state &lt;OTRS_TICKET_STATE&gt; ok", "&lt;OTRS_TICKET_STATE&gt;"),
            ("Dear <first_name>, ok", "<first_name>"),
            ("<PERSON> called", "<PERSON>"),
            ("عزيزي <اسم العميل> أهلا", "<اسم العميل>"),
            ("Dear [NAME], ok", "[NAME]"),
            ("order [ORDER NO] ok", "[ORDER NO]"),
            ("Hi [name], ok", "[name]"),
            ("يوم [اليوم] من", "[اليوم]"),
            ("بخصوص [موضوع السؤال] أو", "[موضوع السؤال]"),
            ("بمبلغ [اكتب المبلغ هنا] اليوم", "[اكتب المبلغ هنا]"),
            ("الطلب حاليًا {حالة الطلب} الآن", "{حالة الطلب}"),
            ("بقيمة () ريال", "()"),
            ("معك () , و انا", "()"),
            ("on XX/XX/XXXX ok", "XX/XX/XXXX"),
            ("Dear XXX, ok", "XXX"),
            ("طلبكم رقم xxxx الآن", "xxxx"),
            ("order number xxx ok", "xxx"),
            ("on xx/xx/xxxx ok", "xx/xx/xxxx"),
            ("بتاريخ ../../.... ok", "../../...."),
            ("amount ____ ok", "____"),
            ("رقم :reference شكرا", ":reference"),
            ("طلب #%increment_id جاهز", "#%increment_id"),
            ("hi %name% ok", "%name%"),
            ("the ███ card", "███"),
            ("[[redacted value]] ok", "[[redacted value]]"),
            ("{…} تأكيد", "{…}"),
            ("{info.get('name', 'المتجر')} ok", "{info.get('name', 'المتجر')}"),
        ] {
            assert_eq!(found(input, Markup::Plain), [format!("placeholder:{blank}")], "{input}");
        }
    }

    #[test]
    fn leaves_prose_alone() {
        for input in [
            ":) :D ;( :smile: note:this 5 < 6 > 4 <3 <-- -->",
            "call foo() (see below) [1] [sic] [1/2] XL XXL size",
            "100% sure, 50%off %",
            "thanks xxx and xxxx, an xx-large box, cd ../../x and ..",
            "{ } {} {\"a\": 1} [ ] []",
            "a < b and c > d",
            "[GFX1-] [AMD/ATI] افتح [الإعدادات] ثم [الخصوصية والأمان]",
            "press [Enter] and [Help > About]",
            "snake_case and __init__",
            "use { display: none !important; } or {13} or {disconnect from Sync if you are going to move} or {Ctrl + B}",
            "any of @ # $ % ^ & * ( ). (...)",
        ] {
            assert_eq!(found(input, Markup::Plain), Vec::<String>::new(), "{input}");
        }
    }
}
