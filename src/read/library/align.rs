//! Finds the way back from a decoded string to how it is written: both are read side by side.

use crate::text::origin::Decoded;

/// How a string escapes letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Not at all.
    None,
    /// By a backslash, as in JSON, TOML and double quotes of YAML.
    Backslash,
    /// By writing this mark twice.
    Doubled(char),
}

/// `value` with its places; `raw` is how it is written, from byte `from` of the file on, without the opening mark. What follows the string may
/// follow. Where the two do not go together, only the place of the beginning is known.
pub(super) fn align(value: &str, raw: &str, from: usize, escapes: Escapes) -> Decoded {
    let mut decoded = Decoded::default();
    let (mut v, mut r) = (0, 0);
    while let Some(wanted) = value[v..].chars().next() {
        let Some(written) = raw[r..].chars().next() else { return Decoded::whole(value, from) };
        let step = match (written, escapes) {
            ('\\', Escapes::Backslash) => escape(&raw[r..]),
            (mark, Escapes::Doubled(doubled)) if mark == doubled && raw[r + mark.len_utf8()..].starts_with(mark) => Some((Some(mark), 2 * mark.len_utf8())),
            ('\r' | '\n', _) => None,
            (same, _) if same == wanted => Some((Some(same), same.len_utf8())),
            _ => None,
        };
        match step {
            // A backslash at the end of a line joins it to the next one.
            Some((None, taken)) => r += taken,
            Some((Some(read), taken)) if read == wanted => {
                decoded.replaced(&value[v..v + wanted.len_utf8()], from + r, taken);
                v += wanted.len_utf8();
                r += taken;
            }
            // White space is folded, and lines are indented.
            _ if written.is_whitespace() => {
                let (read, taken) = (blank(&value[v..]), blank(&raw[r..]));
                decoded.replaced(&value[v..v + read], from + r, taken);
                v += read;
                r += taken;
            }
            _ => return Decoded::whole(value, from),
        }
    }
    decoded
}

/// How many bytes of white space a text begins with.
fn blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// What an escape stands for, and how many bytes it takes; `Some((None, _))` for one that stands for nothing.
fn escape(raw: &str) -> Option<(Option<char>, usize)> {
    let sign = raw[1..].chars().next()?;
    let digits = |at: usize, count: usize| u32::from_str_radix(raw.get(at..at + count)?, 16).ok();
    let read = match sign {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'e' => '\u{1b}',
        '0' => '\0',
        'a' => '\u{7}',
        'v' => '\u{b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return Some((Some(char::from_u32(digits(2, 2)?)?), 4)),
        'U' => return Some((Some(char::from_u32(digits(2, 8)?)?), 10)),
        'u' => {
            let first = digits(2, 4)?;
            if let (0xd800..=0xdbff, true) = (first, raw[6..].starts_with("\\u")) {
                let second = digits(8, 4)?.checked_sub(0xdc00)?;
                return Some((Some(char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)?), 12));
            }
            return Some((Some(char::from_u32(first)?), 6));
        }
        c if c.is_whitespace() && raw[..=blank(&raw[1..])].contains('\n') => return Some((None, 1 + blank(&raw[1..]))),
        other => other,
    };
    Some((Some(read), 1 + sign.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::text::origin::SourceText;
    use std::sync::Arc;

    /// Where the word stands in the source.
    fn place<'s>(value: &str, raw: &'s str, escapes: Escapes, word: &str) -> Option<&'s str> {
        let (text, origin) = align(value, raw, 0, escapes).finish(&Arc::new(SourceText::new(raw.to_owned())));
        assert_eq!(text, value);
        let start = text.find(word)? as u32;
        Some(origin.span(Span::new(start, start + word.len() as u32)).text(raw))
    }

    #[test]
    fn words_are_found_as_written() {
        for (value, raw, escapes, word, expected) in [
            ("one \"two\"\nthree", r#"one \"two\"\nthree" : 1"#, Escapes::Backslash, "three", "three"),
            ("a 🙂 لا يمكن", r"a \ud83d\ude42 \u0644\u0627 يمكن", Escapes::Backslash, "لا يمكن", r"\u0644\u0627 يمكن"),
            ("one two three", "one\r\n    two\r\n    three\r\nnext: 1", Escapes::None, "two three", "two\r\n    three"),
            ("one\ntwo\n\n  three\n", "    one\n    two\n\n      three\nnext: 1", Escapes::None, "three", "three"),
            ("it's me", "it''s\n  me'", Escapes::Doubled('\''), "s me", "s\n  me"),
            ("say \"no\" now", "say \"\"no\"\" now\",2", Escapes::Doubled('"'), "no\"", "no\"\""),
            ("one two", "one \\\n    two\"\"\"", Escapes::Backslash, "one two", "one \\\n    two"),
            ("لا يمكن ذلك", "  لا يمكن\n  ذلك\n", Escapes::None, "ذلك", "ذلك"),
        ] {
            assert_eq!(place(value, raw, escapes, word), Some(expected), "{raw}");
        }
    }

    #[test]
    fn what_does_not_go_together_has_a_beginning() {
        assert_eq!(place("abc", "xyz", Escapes::None, "c"), Some(""));
        assert_eq!(place("ab", "a", Escapes::None, "b"), Some(""));
    }
}
