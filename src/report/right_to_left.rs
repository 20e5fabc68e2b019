//! Lines with right-to-left letters. Terminals may reorder them, so that carets below would stand in the wrong place:
//! the finding is marked inside the line.

use super::excerpt::Excerpt;
use super::{Colour, visible};

use std::borrow::Cow;

/// First strong isolate: what follows has its own direction, and none for what stands around it. So the number and bar of a line stay
/// at its left and the text behind them reads in its order. Seen right in mlterm and VTE; xterm, which reorders nothing, shows nothing.
const ISOLATE: char = '\u{2068}';
/// Right-to-left isolate, where a first strong one would take its direction from a blank: `{team}` is no English word.
const ISOLATE_RIGHT_TO_LEFT: char = '\u{2067}';
/// Pop directional isolate: ends what an isolate began.
const POP: char = '\u{2069}';

/// The text with a direction of its own.
pub(super) fn set_apart(text: &str) -> String {
    let isolate = if text.starts_with('{') && reads_right_to_left(text) { ISOLATE_RIGHT_TO_LEFT } else { ISOLATE };
    format!("{isolate}{text}{POP}")
}

/// Whether the first letter outside blanks is of a right-to-left script.
fn reads_right_to_left(text: &str) -> bool {
    let mut inside = false;
    let first = text.chars().find(|&c| {
        inside = c == '{' || (inside && c != '}');
        !inside && c.is_alphabetic()
    });
    first.is_some_and(is_right_to_left)
}

/// The text with a direction of its own where it needs one among left-to-right text.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    if is_reordered(text) { Cow::Owned(set_apart(text)) } else { Cow::Borrowed(text) }
}

/// Whether a terminal may reorder the text: whether it has a letter of a right-to-left script.
pub(super) fn is_reordered(text: &str) -> bool {
    text.chars().any(is_right_to_left)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The line with its finding marked: underlined in colour, or between brackets.
pub(super) fn marked(excerpt: &Excerpt, style: anstyle::Style, colour: Colour) -> String {
    let Excerpt { text, marked } = excerpt;
    let (before, inside, after) = (visible(&text[..marked.start]), visible(&text[marked.clone()]), visible(&text[marked.end..]));
    match colour {
        Colour::Coloured => format!("{ISOLATE}{before}{style}{inside}{style:#}{after}{POP}"),
        Colour::Plain => format!("{ISOLATE}{before}⟦{inside}⟧{after}{POP}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_has_no_direction() {
        for (text, isolate) in
            [("{team} هو الأقدر", '\u{2067}'), ("{team} looks after {what}", '\u{2068}'), ("يسعدني أن {option}", '\u{2068}'), ("{a", '\u{2068}')]
        {
            assert_eq!(set_apart(text), format!("{isolate}{text}\u{2069}"));
        }
    }
}
