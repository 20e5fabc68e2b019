//! Comments to rifq in YAML and TOML: `# rifq: ignore negative/cannot`, for the entry on their line or the next one.

use super::shape::Reply;
use crate::conversation::Ignored;

/// A comment to rifq.
struct Remark<'t> {
    /// Its line, from 1, and whether it is alone there.
    line: u32,
    alone: bool,
    word: &'t str,
    names: Vec<&'t str>,
}

/// What is ignored in each reply, and what was not understood.
pub(super) fn read(text: &str, replies: &[Reply]) -> (Vec<Vec<Ignored>>, Vec<String>) {
    let (mut ignored, mut warnings) = (vec![Vec::new(); replies.len()], Vec::new());
    let mut open: Option<Remark<'_>> = None;
    for remark in remarks(text, replies) {
        let line = remark.line;
        let held: Vec<usize> = match remark.word {
            "ignore" | "ignore-next-line" => {
                let next = remark.alone || remark.word == "ignore-next-line";
                let target = if next { next_line(text, line) } else { line };
                let ends = |reply: &Reply| !next && text[..reply.text.end() as usize].matches('\n').count() as u32 + 1 == line;
                (0..replies.len()).filter(|&index| replies[index].lines.contains(&target) || ends(&replies[index])).collect()
            }
            "ignore-file" => (0..replies.len()).collect(),
            "ignore-start" => {
                if open.is_none() {
                    open = Some(remark);
                }
                continue;
            }
            "ignore-end" => {
                let Some(start) = open.take() else {
                    warnings.push(format!("line {line}: `ignore-end` without `ignore-start`"));
                    continue;
                };
                let held = between(replies, start.line, line);
                add(&mut ignored, &held, &start, &mut warnings);
                continue;
            }
            other => {
                warnings.push(format!("line {line}: unknown word `{other}` after `rifq:`"));
                continue;
            }
        };
        add(&mut ignored, &held, &remark, &mut warnings);
    }
    if let Some(start) = open {
        warnings.push(format!("line {}: `ignore-start` without `ignore-end`; it holds to the end", start.line));
        let held = between(replies, start.line, u32::MAX);
        add(&mut ignored, &held, &start, &mut warnings);
    }
    (ignored, warnings)
}

/// The replies that begin between two lines.
fn between(replies: &[Reply], first: u32, last: u32) -> Vec<usize> {
    let begins = |reply: &Reply| reply.lines.iter().max().copied().unwrap_or_default();
    (0..replies.len()).filter(|&index| (first..=last).contains(&begins(&replies[index]))).collect()
}

fn add(ignored: &mut [Vec<Ignored>], held: &[usize], remark: &Remark<'_>, warnings: &mut Vec<String>) {
    if held.is_empty() {
        warnings.push(format!("line {}: no reply here to ignore something in", remark.line));
    }
    let names = if remark.names.is_empty() { &[""][..] } else { &remark.names };
    for &index in held {
        let one = |name: &&str| Ignored { name: (*name).to_owned(), line: Some(remark.line), shared: held.len() > 1 };
        ignored[index].extend(names.iter().map(one));
    }
}

/// The comments of a file; what stands inside a reply is its text.
fn remarks<'t>(text: &'t str, replies: &[Reply]) -> Vec<Remark<'t>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("rifq:") {
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let before = text[start..at].trim_end();
        let Some(front) = before.strip_suffix('#').filter(|front| front.is_empty() || front.ends_with(char::is_whitespace)) else { continue };
        if replies.iter().any(|reply| reply.text.covers(at)) {
            continue;
        }
        let body = text[at + "rifq:".len()..].lines().next().unwrap_or_default();
        let mut words = body.split(|c: char| c.is_whitespace() || matches!(c, ',' | '،')).filter(|word| !word.is_empty());
        let line = text[..start].matches('\n').count() as u32 + 1;
        let word = words.next().unwrap_or_default();
        found.push(Remark { line, alone: front.trim().is_empty(), word, names: words.take_while(|word| !matches!(*word, "--" | "—" | "–")).collect() });
    }
    found
}

/// The next line, from 1, that is neither blank nor a comment.
fn next_line(text: &str, line: u32) -> u32 {
    let next = text.lines().enumerate().skip(line as usize).find(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    next.map_or(u32::MAX, |(index, _)| index as u32 + 1)
}
