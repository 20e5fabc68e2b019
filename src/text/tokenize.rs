//! From source text and masks to tokens, in one pass.

use super::fold::{Folded, fold_char, is_deleted, missing_apostrophe};
use super::mask::{Mask, Treatment};
use super::plain;
use super::script::is_arabic_letter;
use super::{Span, Token, TokenClass};
use unicode_segmentation::UnicodeSegmentation;

/// All tokens of one text and their folded text, joined by single spaces.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// The folded tokens, each followed by one space.
    pub folded: String,
    /// In source order.
    pub list: Vec<Token>,
}

impl Tokens {
    /// The folded text of one token.
    pub fn text(&self, token: &Token) -> &str {
        &self.folded[token.folded_start as usize..token.folded_end as usize]
    }

    /// The folded text of the token at `index`.
    pub fn word(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |token| self.text(token))
    }
}

/// Lines at least this long (bytes) may have been wrapped by a mail program.
const WRAPPED_LINE: usize = 60;
/// A quotation longer than this (tokens) is taken for a stray quotation mark.
const LONGEST_QUOTATION: usize = 80;

/// Splits `source` into tokens. `masks` must be settled (sorted, disjoint, on character borders).
pub fn tokenize(source: &str, masks: &[Mask]) -> Tokens {
    let mut tokenizer = Tokenizer::new(source);
    let mut at = 0;
    for mask in masks {
        let (start, end) = (mask.span.start as usize, mask.span.end as usize);
        tokenizer.prose(at, start);
        tokenizer.masked(mask);
        at = end;
    }
    tokenizer.prose(at, source.len());
    tokenizer.close();
    mark_quotations(&mut tokenizer.out);
    tokenizer.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Arabic,
    Latin,
    Number,
    Punct(char),
}

struct Tokenizer<'s> {
    source: &'s str,
    out: Tokens,
    open: Option<Kind>,
    run: (char, u8),
    spaced: bool,
    broken: bool,
    line_start: usize,
}

impl<'s> Tokenizer<'s> {
    fn new(source: &'s str) -> Self {
        let out = Tokens { folded: String::with_capacity(source.len() + source.len() / 8 + 8), list: Vec::with_capacity(source.len() / 5 + 4) };
        Self { source, out, open: None, run: ('\0', 0), spaced: true, broken: true, line_start: 0 }
    }

    fn masked(&mut self, mask: &Mask) {
        match &mask.treatment {
            Treatment::Cut | Treatment::Break => {
                self.close();
                self.broken = true;
                self.spaced = true;
            }
            Treatment::Transparent => {}
            Treatment::Opaque(class) => {
                self.close();
                self.begin(mask.span.start as usize, *class);
                self.extend_source(mask.span.end as usize);
                self.close_opaque();
            }
            Treatment::Decoded(text) => {
                for c in text.chars() {
                    self.character(c, mask.span.start as usize, mask.span.end as usize);
                }
            }
        }
    }

    fn prose(&mut self, start: usize, end: usize) {
        let source = self.source;
        if source.get(start..end).is_none() {
            return;
        }
        let mut at = start;
        while let Some(&byte) = source.as_bytes()[..end].get(at) {
            if byte == b' ' {
                self.close();
                self.spaced = true;
                at += 1;
                continue;
            }
            if let Some(length) = self.plain(at, &source[at..end]) {
                at += length;
                continue;
            }
            let Some(c) = source[at..end].chars().next() else { return };
            if !c.is_ascii() && is_pictographic(c) {
                let cluster = source[at..].graphemes(true).next().map_or(c.len_utf8(), str::len);
                self.close();
                self.begin(at, TokenClass::Emoji);
                self.extend_source((at + cluster).min(end));
                self.close_opaque();
                at += cluster;
                continue;
            }
            self.character(c, at, at + c.len_utf8());
            at += c.len_utf8();
        }
    }

    /// Reads the run of plain letters that the rest of the prose begins with; how many bytes it takes.
    fn plain(&mut self, at: usize, rest: &str) -> Option<usize> {
        let going_on = if matches!(self.open, Some(Kind::Latin | Kind::Arabic)) { self.run.0 } else { '\0' };
        let run = plain::run(rest, going_on)?;
        let (kind, class) = if run.arabic { (Kind::Arabic, TokenClass::Arabic) } else { (Kind::Latin, TokenClass::Latin) };
        if self.open != Some(kind) {
            self.close();
            self.begin(at, class);
            self.open = Some(kind);
            if let Some(token) = self.out.list.last_mut() {
                token.capital = rest.starts_with(|c: char| c.is_ascii_uppercase());
            }
        }
        plain::fold(rest, run, &mut self.out.folded);
        self.run = run.last;
        self.extend_source(at + run.length);
        Some(run.length)
    }

    fn character(&mut self, c: char, start: usize, end: usize) {
        if c == '\n' || c == '\r' {
            self.close();
            self.spaced = true;
            self.broken |= !self.wrapped_line(start);
            self.line_start = end;
            return;
        }
        match fold_char(c) {
            Folded::Drop => {
                if self.open.is_some() {
                    self.extend_source(end);
                }
            }
            Folded::Space => {
                self.close();
                self.spaced = true;
            }
            Folded::One(one) => self.folded(one, start, end, c),
            Folded::Many(many) => {
                for one in many.chars() {
                    self.folded(one, start, end, c);
                }
            }
        }
    }

    /// A long English line that goes on in lower case was wrapped, not ended.
    fn wrapped_line(&self, end: usize) -> bool {
        end - self.line_start.min(end) >= WRAPPED_LINE
            && self.source[end..].trim_start_matches('\r').strip_prefix('\n').is_some_and(|next| next.starts_with(|c: char| c.is_ascii_lowercase()))
    }

    fn folded(&mut self, c: char, start: usize, end: usize, raw: char) {
        let kind = if is_arabic_letter(c) || c == 'ء' {
            Kind::Arabic
        } else if c.is_ascii_digit() {
            Kind::Number
        } else if c.is_alphabetic() {
            Kind::Latin
        } else {
            self.punctuation(c, start, end);
            return;
        };
        if self.open != Some(kind) {
            self.close();
            let class = match kind {
                Kind::Arabic => TokenClass::Arabic,
                Kind::Number => TokenClass::Number,
                Kind::Latin | Kind::Punct(_) => TokenClass::Latin,
            };
            self.begin(start, class);
            self.open = Some(kind);
            if let Some(token) = self.out.list.last_mut() {
                token.capital = raw.is_uppercase();
            }
        }
        self.push(c, end);
    }

    fn punctuation(&mut self, c: char, start: usize, end: usize) {
        let next = self.source[end..].chars().find(|&c| !is_deleted(c)).unwrap_or(' ');
        match self.open {
            Some(Kind::Latin) if c == '\'' && next.is_alphabetic() => {
                self.push(c, end);
                return;
            }
            Some(Kind::Number) if matches!(c, '.' | ',' | ':' | '/') && is_digit(next) => {
                self.push(c, end);
                return;
            }
            Some(Kind::Latin | Kind::Arabic) if matches!(c, '-' | '_') && next.is_alphabetic() => {
                self.close();
                return;
            }
            Some(Kind::Punct(open)) if open == c => {
                self.extend_source(end);
                return;
            }
            _ => {}
        }
        self.close();
        self.begin(start, TokenClass::Punct);
        self.open = Some(Kind::Punct(c));
        self.push(c, end);
    }

    fn begin(&mut self, start: usize, class: TokenClass) {
        let folded = self.out.folded.len() as u32;
        self.out.list.push(Token {
            folded_start: folded,
            folded_end: folded,
            source: Span::new(start as u32, start as u32),
            class,
            elongated: false,
            quoted: false,
            glued: !self.spaced,
            breaks: self.broken,
            capital: false,
        });
        self.spaced = false;
        self.broken = false;
        self.run = ('\0', 0);
    }

    fn push(&mut self, c: char, end: usize) {
        self.run = if self.run.0 == c { (c, self.run.1.saturating_add(1)) } else { (c, 1) };
        if self.run.1 >= 3 && self.open != Some(Kind::Number) {
            self.stretched(c);
        } else {
            self.out.folded.push(c);
        }
        self.extend_source(end);
    }

    /// The third of the same letter: the run is read as one letter.
    fn stretched(&mut self, c: char) {
        if self.run.1 == 3 {
            let shorter = self.out.folded.len() - c.len_utf8();
            self.out.folded.truncate(shorter);
        }
        if let Some(token) = self.out.list.last_mut() {
            token.elongated = true;
        }
    }

    fn extend_source(&mut self, end: usize) {
        if let Some(token) = self.out.list.last_mut() {
            token.source.end = token.source.end.max(end as u32);
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.contract();
            self.close_opaque();
        }
    }

    /// "dont" is read as "don't".
    fn contract(&mut self) {
        let start = self.out.list.last().map_or(0, |token| token.folded_start as usize);
        if let Some(at) = self.out.folded.get(start..).and_then(missing_apostrophe) {
            self.out.folded.insert(start + at, '\'');
        }
    }

    fn close_opaque(&mut self) {
        let end = self.out.folded.len() as u32;
        if let Some(token) = self.out.list.last_mut() {
            token.folded_end = end;
        }
        self.out.folded.push(' ');
        self.open = None;
    }
}

fn is_digit(c: char) -> bool {
    matches!(fold_char(c), Folded::One('0'..='9'))
}

/// Whether a character begins an emoji rather than a mark of punctuation.
fn is_pictographic(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{25ff}')
}

/// Flags the tokens between a pair of quotation marks on one line; single-level, since writers do not nest them.
fn mark_quotations(tokens: &mut Tokens) {
    let mut opening: Option<usize> = None;
    for index in 0..tokens.list.len() {
        if tokens.list[index].breaks {
            opening = None;
        }
        if tokens.list[index].class != TokenClass::Punct || tokens.word(index) != "\"" {
            continue;
        }
        match opening.take() {
            Some(first) if index - first > 2 && index - first <= LONGEST_QUOTATION => {
                for token in &mut tokens.list[first..=index] {
                    token.quoted = true;
                }
            }
            Some(_) => {}
            None => opening = Some(index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        let tokens = tokenize(source, &[]);
        tokens.list.iter().map(|token| tokens.text(token).to_owned()).collect()
    }

    #[test]
    fn splits_both_scripts() {
        for (source, expected) in [
            ("I can't, sorry...", vec!["i", "can't", ",", "sorry", "."]),
            ("بـ24 ساعة", vec!["ب", "24", "ساعه"]),
            ("حسابك.شكراً", vec!["حسابك", ".", "شكرا"]),
            ("الـSLA", vec!["ال", "sla"]),
            ("٥٫٥٪ at 10:30", vec!["5.5", "%", "at", "10:30"]),
            ("follow-up e-mail", vec!["follow", "up", "e", "mail"]),
            ("I dont, I wont", vec!["i", "don't", ",", "i", "won't"]),
            ("soooo goood", vec!["so", "god"]),
            ("شكراااا", vec!["شكرا"]),
            ("ok 👍🏽!", vec!["ok", "", "!"]),
        ] {
            assert_eq!(words(source), expected, "{source}");
        }
    }

    #[test]
    fn spans_cover_marks_after_the_word() {
        let source = "يُمْكِنُنَاـ الآن";
        let tokens = tokenize(source, &[]);
        assert_eq!(tokens.list[0].source.text(source), "يُمْكِنُنَاـ");
    }

    #[test]
    fn quotations_are_flagged() {
        let tokens = tokenize("You wrote «لا يمكنني الدخول» ok", &[]);
        let quoted = tokens.list.iter().filter(|token| token.quoted).count();
        assert_eq!(quoted, 5);
    }
}
