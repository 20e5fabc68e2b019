//! Remarks to rifq inside a draft: `<!-- rifq: ignore negative/cannot -->`, and `// rifq: …` or `# rifq: …` in plain text. They are no prose.

use super::page::Page;
use crate::conversation::Markup;
use crate::text::{Mask, Span, Treatment};

/// What every remark begins with.
const MARK: &str = "rifq:";
/// The most remarks of a draft that are read; later ones are text.
const MOST: usize = 1000;
/// The longest remark between `<!--` and `-->`, in bytes.
const LONGEST: usize = 1000;

/// A remark to rifq.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The whole remark.
    pub span: Span,
    /// Whether nothing else stands on its lines.
    pub alone: bool,
    /// The word after `rifq:`.
    pub word: Span,
    /// The words after that, up to ` -- `, where a reason may follow.
    pub names: Vec<Span>,
}

/// Finds the remarks of a page and masks them; inside code and quoted mail there are none.
pub(super) fn find(page: &mut Page<'_>) -> Vec<Remark> {
    let mut found: Vec<Remark> = Vec::new();
    for (at, _) in page.source.match_indices(MARK) {
        let at = at as u32;
        let hidden = |mask: &Mask| mask.treatment == Treatment::Cut && mask.span.start <= at && at < mask.span.end;
        if found.last().is_some_and(|last| at < last.span.end) || page.masks.iter().any(hidden) {
            continue;
        }
        found.extend(remark(page, at as usize));
        if found.len() == MOST {
            break;
        }
    }
    for remark in &found {
        let end = remark.span.end as usize;
        // A line of its own is as if it were not there.
        let rest = if remark.alone && page.markup != Markup::Html { line_end(page.source, end) } else { 0 };
        page.push(remark.span.start as usize, end + rest, Treatment::Transparent);
    }
    found
}

/// The remark whose `rifq:` stands at an offset.
fn remark(page: &Page<'_>, at: usize) -> Option<Remark> {
    let source = page.source;
    let before = source[..at].trim_end_matches([' ', '\t']);
    let body = at + MARK.len();
    let (start, inner_end, end) = if let Some(front) = before.strip_suffix("<!--") {
        let inner = body + page.window(body, LONGEST).find("-->")?;
        (front.len(), inner, inner + 3)
    } else {
        if !matches!(page.markup, Markup::Plain | Markup::Email) {
            return None;
        }
        let front = before.strip_suffix("//").or_else(|| before.strip_suffix('#'))?;
        if !front.chars().next_back().is_none_or(|c| c.is_whitespace() || is_mark(c)) {
            return None;
        }
        let end = source[body..].find('\n').map_or(source.len(), |end| body + end);
        let end = body + source[body..end].trim_end().len();
        (front.len(), end, end)
    };
    let blank = |c: char| c != '\n' && (c.is_whitespace() || is_mark(c));
    let (front, after) = (source[..start].trim_end_matches(blank), source[end..].trim_start_matches(blank));
    let alone = (front.is_empty() || front.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'));
    let mut words = words(source, body, inner_end);
    let word = words.next().unwrap_or(Span::new(body as u32, body as u32));
    let names = words.take_while(|name| !matches!(name.text(source), "--" | "—" | "–")).collect();
    Some(Remark { span: Span::new(start as u32, end as u32), alone, word, names })
}

/// The words of a range, which white space and commas separate.
fn words(source: &str, start: usize, end: usize) -> impl Iterator<Item = Span> {
    let is_space = |c: char| c.is_whitespace() || matches!(c, ',' | '،') || is_mark(c);
    source[start..end].split(is_space).filter(|word| !word.is_empty()).map(move |word| {
        let at = (word.as_ptr() as usize - source.as_ptr() as usize) as u32;
        Span::new(at, at + word.len() as u32)
    })
}

/// Direction marks, which editors of right-to-left text put in, and the byte order mark.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}')
}

/// How many bytes the rest of a blank line takes, its end included.
fn line_end(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len() - at, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::super::page::Page;
    use super::*;

    fn told(source: &str, markup: Markup) -> Vec<(String, bool, Vec<String>)> {
        let mut page = Page::new(source, markup);
        super::super::code::fences(&mut page);
        let text = |span: &Span| span.text(source).to_owned();
        find(&mut page).iter().map(|remark| (text(&remark.word), remark.alone, remark.names.iter().map(text).collect())).collect()
    }

    #[test]
    fn remarks_are_found_in_each_markup() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        for (source, markup, expected) in [
            ("a <!-- rifq: ignore negative/cannot -- the law --> b", Markup::Markdown, Some(("ignore", false, names(&["negative/cannot"])))),
            ("a\n<!--rifq:ignore-start-->\nb", Markup::Html, Some(("ignore-start", true, names(&[])))),
            ("a\n  # rifq: ignore tone, blame/customer\nb", Markup::Plain, Some(("ignore", true, names(&["tone", "blame/customer"])))),
            ("لا يمكن // rifq: ignore negative/cannot، tone\r\nب", Markup::Plain, Some(("ignore", false, names(&["negative/cannot", "tone"])))),
            ("\u{200f}// rifq: ignore-file", Markup::Email, Some(("ignore-file", true, names(&[])))),
            ("# rifq: ignore", Markup::Markdown, None),
            ("```\n<!-- rifq: ignore -->\n```\n", Markup::Markdown, None),
            ("we use rifq: ignore it; http://rifq: x", Markup::Plain, None),
            ("<!-- rifq: ignore", Markup::Html, None),
        ] {
            let expected: Vec<_> = expected.map(|(word, alone, names)| (word.to_owned(), alone, names)).into_iter().collect();
            assert_eq!(told(source, markup), expected, "{source}");
        }
    }
}
