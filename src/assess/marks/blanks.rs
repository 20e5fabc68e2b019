//! Blanks of templates that were never filled, and salutations with room for a name and none in it.

use super::{Mark, View};
use crate::conversation::Origin;
use crate::document::Document;
use crate::rules::Fact;
use crate::text::{Span, TokenClass};

/// A pattern to write something by is no blank: "in the format XX/XX/XXXX"; folded.
const PATTERNS: &[&str] =
    &["format", "example", "eg", "e.g", "like", "such", "form", "pattern", "syntax", "صيغه", "بصيغه", "مثل", "مثلا", "مثال", "شكل", "بالشكل"];
/// Salutations that stand by themselves, and those that need a name or a noun; folded.
const GREETINGS: &[&str] = &["hi", "hello", "hey", "مرحبا", "اهلا", "هلا", "ياهلا", "اهلين"];
const NAMING: &[&str] =
    &["dear", "mr", "mrs", "ms", "عزيزي", "عزيزتي", "استاذ", "استاذه", "الاستاذ", "الاستاذه", "السيد", "السيده", "الاخ", "الاخت", "اخي", "اختي"];

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    if scene.conversation.origin != Origin::Macro {
        placeholders(scene, marks);
        marks.extend(empty_name(scene));
    }
}

fn placeholders(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    for (at, token) in document.tokens.list.iter().enumerate().filter(|(_, token)| token.class == TokenClass::Placeholder) {
        let blank = token.source.text(document.source);
        if is_redaction(blank, scene.conversation.origin) || is_form_line(document, at) || is_instruction(document, at) {
            continue;
        }
        let pattern = is_shape(blank) && scene.before(at, 4).any(|word| PATTERNS.contains(&word));
        if !pattern {
            marks.push(Mark::new(Fact::BlankLeft, at..at + 1));
        }
    }
}

/// What stands where something was taken out; in an archive also the names of what was: `[NAME]`, `<PERSON>`.
fn is_redaction(blank: &str, origin: Origin) -> bool {
    let inner = blank.trim_matches(|c: char| !c.is_alphanumeric());
    let blackened = inner.is_empty() && !blank.is_ascii();
    let capitals = inner.chars().all(|c| !c.is_lowercase()) && blank.starts_with(['[', '<']);
    blackened || (blank.starts_with("__") && !inner.is_empty()) || (origin == Origin::Archive && (capitals || blank.starts_with("[[")))
}

/// Crosses and dots, not a word.
fn is_shape(blank: &str) -> bool {
    blank.chars().all(|c| matches!(c, 'X' | 'x' | '/' | '-' | ':' | '.' | '_'))
}

/// In code, in the middle of a file's name, or for the customer to fill in: `` `{{url}}` ``, `log-<build_id>`, `<my address>`.
fn is_instruction(document: &Document<'_>, at: usize) -> bool {
    let span = document.tokens.list[at].source;
    let (front, rest) = (&document.source[..span.start as usize], &document.source[span.end as usize..]);
    let ticks = front.rsplit('\n').next().unwrap_or_default().matches('`').count();
    let coded = ticks % 2 == 1 && rest.split('\n').next().is_some_and(|line| line.contains('`'));
    let angled = span.text(document.source).strip_prefix('<');
    let own = angled.is_some_and(|inner| inner.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word.to_ascii_lowercase().as_str(), "my" | "your")));
    let joined = angled.is_some() && (front.ends_with(['-', '\\', '/', '_', '=']) || rest.starts_with(['\\', '/', '_', '-']));
    coded || own || joined
}

/// `Full name: ______`, for the customer to fill in: the line ends with it, and another one does.
fn is_form_line(document: &Document<'_>, at: usize) -> bool {
    let line = |at: usize| {
        let list = &document.tokens.list;
        let blank = list[at].source.text(document.source).bytes().all(|byte| byte == b'_');
        blank && at > 0 && document.tokens.word(at - 1) == ":" && list.get(at + 1).is_none_or(|next| next.breaks)
    };
    line(at) && (0..document.tokens.list.len()).filter(|&other| line(other)).count() > 1
}

/// "Hi ," and «عزيزي ،»: the helpdesk had no name to put in.
fn empty_name(scene: &View<'_, '_>) -> Option<Mark> {
    let document = scene.document();
    let (tokens, list) = (&document.tokens, &document.tokens.list);
    let first = list.iter().position(|token| token.class.is_word())?;
    let naming = NAMING.contains(&tokens.word(first));
    if first > 1 || !(naming || GREETINGS.contains(&tokens.word(first))) {
        return None;
    }
    let title = first + 1 + usize::from(naming && NAMING.contains(&tokens.word(first + 1)));
    // Zammad puts a hyphen where a field is empty.
    let hyphen = usize::from(tokens.word(title) == "-" && !list[title].glued);
    let comma = title + hyphen + usize::from(title > first + 1 && tokens.word(title + hyphen) == ".");
    let mark = list.get(comma).filter(|token| tokens.text(token) == "," && token.source.len() <= 2)?;
    if mark.breaks || list[first + 1..comma].iter().any(|token| token.breaks) {
        return None;
    }
    let spaced = hyphen > 0 || !mark.glued;
    // Whoever puts a space before every comma left no name out.
    let habit = list.iter().enumerate().any(|(at, token)| at != comma && !token.glued && !token.breaks && tokens.text(token) == ",");
    if !(naming || spaced && !habit) {
        return None;
    }
    let span = Span::new(list[first].source.start, list[comma - 1 - hyphen].source.end);
    let comma_text = mark.source.text(document.source);
    let name = scene.conversation.customer.name.as_deref().and_then(|name| name.split_whitespace().next());
    let better = name.map(|name| [span.text(document.source), " ", name, comma_text].concat());
    let better = better.or_else(|| (!naming).then(|| [span.text(document.source), comma_text].concat()));
    let found = Mark::new(Fact::NameEmpty, first..comma + 1);
    Some(match better {
        Some(better) => found.with(better),
        None => found,
    })
}
