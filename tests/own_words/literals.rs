//! The string literals of Rust source, without comments and tests.

/// The texts between quotation marks, escapes read; `{...}` of format strings becomes a number.
pub(crate) fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut found, mut rest) = (Vec::new(), source);
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let (sign, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = match sign {
            b'"' => {
                let (text, after) = literal(after);
                found.push(without_slots(&text));
                after
            }
            b'/' if after.starts_with('/') => after.split_once('\n').map_or("", |(_, next)| next),
            // A quotation mark that is a character is none that begins a text.
            b'\'' if after.starts_with("\"'") => &after[2..],
            b'\'' if after.starts_with("\\\"'") => &after[3..],
            _ => after,
        };
    }
    found
}

/// A literal after its first quotation mark, and what follows it.
fn literal(source: &str) -> (String, &str) {
    let mut text = String::new();
    let mut chars = source.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (text, &source[at + 1..]),
            '\\' => match chars.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((at, '\n')) => {
                    let skipped = source[at..].len() - source[at..].trim_start().len();
                    chars = source[at + skipped..].char_indices();
                    let (more, after) = literal(chars.as_str());
                    return (text + &more, after);
                }
                Some((_, 'u')) => drop(chars.by_ref().find(|&(_, c)| c == '}')),
                Some((_, c)) => text.push(c),
                None => break,
            },
            c => text.push(c),
        }
    }
    (text, "")
}

/// `{name}` and `{:.1}` as a number.
pub(crate) fn without_slots(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((_, next)) => {
                out.push('3');
                rest = next;
            }
            None => rest = after,
        }
    }
    out + rest
}
