//! Finds code: fences of three backticks, and backticks in a line of Markdown.

use super::page::Page;
use crate::conversation::Markup;
use crate::text::Treatment;

/// Longest code inside a line, in bytes.
const LONGEST_INLINE: usize = 200;

/// Cuts fenced blocks; a fence that is never closed cuts the rest in Markdown and nothing elsewhere.
pub(super) fn fences(page: &mut Page<'_>) {
    if page.markup == Markup::Html {
        return;
    }
    let mut open: Option<usize> = None;
    for index in 0..page.lines.len() {
        let line = page.lines[index];
        if !page.source[line.text..].starts_with("```") {
            continue;
        }
        let one_line = page.line(line).len() > 6 && page.line(line).ends_with("```");
        match open.take() {
            Some(start) => page.push(start, line.next, Treatment::Cut),
            None if one_line => page.push(line.start, line.next, Treatment::Cut),
            None => open = Some(line.start),
        }
    }
    if let (Some(start), Markup::Markdown) = (open, page.markup) {
        page.push(start, page.source.len(), Treatment::Cut);
    }
}

/// Cuts `` `code` `` inside a line of Markdown; returns where the scan goes on.
pub(super) fn inline(page: &mut Page<'_>, at: usize) -> usize {
    let run = page.source.as_bytes()[at..].iter().take_while(|&&byte| byte == b'`').count();
    if page.markup != Markup::Markdown || run > 2 {
        return at + run;
    }
    let window = page.window(at + run, LONGEST_INLINE);
    let line = &window[..window.find('\n').unwrap_or(window.len())];
    let length = line.find(&"``"[..run]);
    let Some(length) = length.filter(|&length| length > 0) else { return at + run };
    let end = at + run + length + run;
    page.push(at, end, Treatment::Cut);
    end
}

#[cfg(test)]
mod tests {
    use super::super::page::found;
    use crate::conversation::Markup;

    #[test]
    fn cuts_code() {
        for (input, markup, expected) in [
            ("a\n```sh\nls\n```\nb", Markup::Plain, vec!["cut:```sh\nls\n```\n"]),
            ("run `ls -l` now", Markup::Markdown, vec!["cut:`ls -l`"]),
            ("run ``a`b`` now", Markup::Markdown, vec!["cut:``a`b``"]),
            ("it`s `fine", Markup::Plain, vec![]),
            ("a ` b", Markup::Markdown, vec![]),
            ("a\n```\nls", Markup::Plain, vec![]),
            ("a\n```\nls", Markup::Markdown, vec!["cut:```\nls"]),
        ] {
            assert_eq!(found(input, markup), expected, "{input}");
        }
    }
}
