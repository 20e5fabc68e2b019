//! The phrase notation: from text to [`Node`].

use super::ast::{Class, Node, PatternError, Typed, Word};
use super::{inflect, person};
use crate::text::fold::fold_str;
use crate::text::script::is_arabic_letter;
use crate::text::{TokenClass, tokenize};

/// The widest gap a pattern may have (tokens).
const WIDEST_GAP: u8 = 8;
/// How deep groups may nest.
const DEEPEST: u32 = 16;

/// Parses one pattern.
pub fn parse(pattern: &str) -> Result<Node, PatternError> {
    let mut parser = Parser { pattern, at: 0, depth: 0 };
    let node = parser.choice(&[])?;
    match parser.peek() {
        None => Ok(node),
        Some(c) => Err(parser.error(format!("unexpected `{c}`"), Some(format!("remove it, or open the group that `{c}` closes")))),
    }
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.pattern[self.at..].chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.bump();
        }
        found
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
    }

    fn error(&self, message: impl Into<String>, help: Option<String>) -> PatternError {
        PatternError { at: self.at as u32, message: message.into(), help }
    }

    fn choice(&mut self, stops: &[char]) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("groups are nested too deeply", Some("move the inner groups to a lexicon".to_owned())));
        }
        let mut branches = vec![self.sequence(stops)?];
        while self.eat('|') {
            branches.push(self.sequence(stops)?);
        }
        self.depth -= 1;
        Ok(if branches.len() == 1 { branches.swap_remove(0) } else { Node::Choice(branches) })
    }

    fn sequence(&mut self, stops: &[char]) -> Result<Node, PatternError> {
        let mut parts: Vec<Node> = Vec::new();
        let mut join = false;
        loop {
            self.skip_spaces();
            match self.peek() {
                None | Some('|') => break,
                Some(c) if stops.contains(&c) => break,
                _ => {}
            }
            let part = self.element()?;
            match (join, parts.pop()) {
                (true, Some(left)) => parts.push(Node::Joined(Box::new(left), Box::new(part))),
                (_, previous) => parts.extend(previous.into_iter().chain([part])),
            }
            join = self.eat('_');
        }
        if join {
            return Err(self.error("nothing follows `_`", Some("write the word that may be written on, or remove `_`".to_owned())));
        }
        match parts.len() {
            0 => Err(self.error("nothing stands here", Some("write a word, or remove the empty place".to_owned()))),
            1 => Ok(parts.swap_remove(0)),
            _ => Ok(Node::Sequence(parts)),
        }
    }

    fn element(&mut self) -> Result<Node, PatternError> {
        let Some(c) = self.peek() else { return Err(self.error("the pattern ends here", None)) };
        match c {
            '(' => self.group(),
            '[' => {
                self.bump();
                let inner = self.choice(&[']'])?;
                self.close(']', '[')?;
                Ok(Node::Optional(Box::new(self.tagged(inner)?)))
            }
            '<' => self.lexicon(),
            '{' => self.capture(),
            '~' => self.gap(),
            '#' => self.typed(),
            '"' => self.spelled(),
            '^' => {
                self.bump();
                Ok(Node::Start)
            }
            '$' => {
                self.bump();
                Ok(Node::End)
            }
            '!' if self.pattern[self.at + 1..].starts_with(|next: char| !next.is_whitespace()) => {
                self.bump();
                Ok(Node::Negated(Box::new(self.element()?)))
            }
            ')' | ']' | '}' | '>' => Err(self.error(format!("`{c}` closes nothing"), Some("remove it".to_owned()))),
            '_' => Err(self.error("`_` stands between two words", Some("write it on to the word before: `لا_يمكن`".to_owned()))),
            _ => self.word(),
        }
    }

    fn close(&mut self, closing: char, opening: char) -> Result<(), PatternError> {
        if self.eat(closing) { Ok(()) } else { Err(self.error(format!("`{opening}` is not closed"), Some(format!("add `{closing}`")))) }
    }

    fn group(&mut self) -> Result<Node, PatternError> {
        self.bump();
        let inner = self.choice(&[')'])?;
        self.close(')', '(')?;
        self.tagged(inner)
    }

    /// Reads a tag after a group and puts it on the words in it.
    fn tagged(&mut self, mut node: Node) -> Result<Node, PatternError> {
        if let Some(tag) = self.tag()? {
            apply_tag(&mut node, &tag);
        }
        Ok(node)
    }

    fn name_until(&mut self, end: char) -> Result<(String, u32), PatternError> {
        self.bump();
        let start = self.at;
        let Some(length) = self.pattern[start..].find(end) else {
            return Err(self.error("this is not closed", Some(format!("add `{end}`"))));
        };
        self.at = start + length + end.len_utf8();
        Ok((self.pattern[start..start + length].trim().to_owned(), start as u32))
    }

    fn lexicon(&mut self) -> Result<Node, PatternError> {
        let (name, at) = self.name_until('>')?;
        Ok(Node::Lexicon(name, at))
    }

    fn capture(&mut self) -> Result<Node, PatternError> {
        self.bump();
        let start = self.at;
        let name: String = self.pattern[start..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect();
        self.at += name.len();
        if name.is_empty() || !self.eat(':') {
            return Err(self.error("a capture needs a name", Some("write `{thing: ~3}`".to_owned())));
        }
        let inner = self.choice(&['}'])?;
        self.close('}', '{')?;
        Ok(Node::Capture(name, Box::new(inner)))
    }

    fn gap(&mut self) -> Result<Node, PatternError> {
        self.bump();
        let wide = self.eat('~');
        let digits: String = self.pattern[self.at..].chars().take_while(char::is_ascii_digit).collect();
        let most = digits.parse::<u8>().ok().filter(|most| (1..=WIDEST_GAP).contains(most));
        let Some(most) = most else {
            return Err(self.error(format!("a gap is `~1` to `~{WIDEST_GAP}`"), Some(format!("write a number from 1 to {WIDEST_GAP}"))));
        };
        self.at += digits.len();
        Ok(Node::Gap { most, wide })
    }

    fn typed(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        self.bump();
        let name: String = self.pattern[self.at..].chars().take_while(char::is_ascii_alphabetic).collect();
        self.at += name.len();
        if let Some(&(_, typed)) = Typed::NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(Node::Typed(typed));
        }
        self.at = start;
        let names: Vec<String> = Typed::NAMES.iter().map(|(name, _)| format!("#{name}")).collect();
        Err(self.error(format!("there is no `#{name}`"), Some(format!("write one of {}", names.join(" ")))))
    }

    fn spelled(&mut self) -> Result<Node, PatternError> {
        let (text, _) = self.name_until('"')?;
        if text.is_empty() || text.contains(' ') {
            return Err(self.error("quotation marks hold one word", Some("write `\"word\"`".to_owned())));
        }
        Ok(Node::Spelled(text))
    }

    /// `/N`, `*` and the like, written on to a word or group.
    fn tag(&mut self) -> Result<Option<Tag>, PatternError> {
        let open = self.eat('*');
        if !self.eat('/') {
            return Ok(open.then_some(Tag::Open(None)));
        }
        let letter = self.bump();
        let class = match letter {
            Some('X') => Class::Exact,
            Some('C') => Class::Plain,
            Some('N') => Class::Noun,
            Some('V') => Class::Verb,
            Some('P') => Class::Particle,
            Some('v') if !open => return Ok(Some(Tag::Inflected)),
            _ => return Err(self.error("unknown tag", Some("write /C /X /N /V /P or /v, or a space around `/`".to_owned()))),
        };
        Ok(Some(if open { Tag::Open(Some(class)) } else { Tag::Class(class) }))
    }

    fn word(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '|' | '<' | '>' | '_' | '"' | '*' | '/' | '~' | '^' | '$');
        let length = self.pattern[start..].find(ends).unwrap_or(self.pattern.len() - start);
        if length == 0 {
            return Err(self.error("nothing can be read here", None));
        }
        let written = &self.pattern[start..start + length];
        self.at = start + length;
        let tag = self.tag()?;
        if let Some((number, stem)) = person_prefix(written) {
            return person::expand(number, &fold_str(stem)).ok_or_else(|| PatternError {
                at: start as u32,
                message: "the person is 1, 2 or 3".to_owned(),
                help: Some("write `1.قدر`".to_owned()),
            });
        }
        let mut node = literal(written).ok_or_else(|| PatternError {
            at: start as u32,
            message: format!("`{written}` holds nothing that can be compared"),
            help: Some("write a word".to_owned()),
        })?;
        if let Some(tag) = tag {
            apply_tag(&mut node, &tag);
        }
        Ok(node)
    }
}

enum Tag {
    Class(Class),
    Open(Option<Class>),
    Inflected,
}

fn apply_tag(node: &mut Node, tag: &Tag) {
    match *tag {
        Tag::Inflected => for_words(node, &mut |word| {
            let forms = inflect::forms(&word.text);
            Some(Node::Choice(forms.into_iter().map(|text| Node::Word(Word { text, class: Class::Exact, open: false })).collect()))
        }),
        Tag::Class(class) => for_words(node, &mut |word| {
            word.class = class;
            None
        }),
        Tag::Open(class) => for_words(node, &mut |word| {
            word.open = true;
            word.class = class.unwrap_or(if word.text.starts_with(is_arabic_letter) { Class::Noun } else { Class::Exact });
            None
        }),
    }
}

fn for_words(node: &mut Node, change: &mut impl FnMut(&mut Word) -> Option<Node>) {
    match node {
        Node::Word(word) => {
            if let Some(replacement) = change(word) {
                *node = replacement;
            }
        }
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter_mut().for_each(|part| for_words(part, change)),
        Node::Optional(inner) | Node::Capture(_, inner) | Node::Negated(inner) => for_words(inner, change),
        Node::Joined(left, right) => {
            for_words(left, change);
            for_words(right, change);
        }
        _ => {}
    }
}

fn person_prefix(written: &str) -> Option<(char, &str)> {
    let mut chars = written.chars();
    let number = chars.next().filter(char::is_ascii_digit)?;
    let rest = chars.as_str().strip_prefix('.')?;
    rest.starts_with(is_arabic_letter).then_some((number, rest))
}

/// Reads a literal with the tokenizer of drafts, so that both always agree.
fn literal(written: &str) -> Option<Node> {
    let tokens = tokenize(written, &[]);
    let mut words: Vec<Node> = tokens
        .list
        .iter()
        .filter(|token| token.folded_end > token.folded_start)
        .map(|token| {
            let class = if token.class == TokenClass::Arabic { Class::Plain } else { Class::Exact };
            Node::Word(Word { text: tokens.text(token).to_owned(), class, open: false })
        })
        .collect();
    match words.len() {
        0 => None,
        1 => words.pop(),
        _ => Some(Node::Sequence(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, class: Class) -> Node {
        Node::Word(Word { text: text.to_owned(), class, open: false })
    }

    #[test]
    fn a_plain_phrase_is_a_pattern() {
        assert_eq!(parse("Can\u{2019}t do"), Ok(Node::Sequence(vec![word("can't", Class::Exact), word("do", Class::Exact)])));
    }

    #[test]
    fn groups_gaps_and_tags() {
        let node = parse("(ما|لا)_نقدر/V ~2 [جدا] <x>").expect("a valid pattern");
        let Node::Sequence(parts) = node else { panic!("a sequence") };
        assert_eq!(parts.len(), 4);
        assert!(matches!(&parts[0], Node::Joined(_, right) if **right == word("نقدر", Class::Verb)));
        assert_eq!(parts[1], Node::Gap { most: 2, wide: false });
    }

    #[test]
    fn mistakes_name_their_place() {
        for (pattern, at, part) in [
            ("", 0, "nothing stands here"),
            ("a (b", 4, "`(` is not closed"),
            ("a ~", 3, "a gap is"),
            ("a b)", 3, "`)` closes nothing"),
            ("#foo", 0, "there is no `#foo`"),
            ("{: a}", 1, "a capture needs a name"),
            ("a/Q", 3, "unknown tag"),
            ("<x", 1, "this is not closed"),
            ("ا_", 3, "nothing follows `_`"),
        ] {
            let error = parse(pattern).expect_err(pattern);
            assert_eq!((error.at, error.message.contains(part)), (at, true), "{pattern}: {error:?}");
        }
    }
}
