//! Lines with right-to-left letters. Terminals may reorder them, so that carets below would stand in the wrong place:
//! the finding is marked inside the line.

use super::excerpt::Excerpt;
use super::{Colour, visible};

/// Keeps the direction of a line from the number and bar before it (first strong isolate ... pop directional isolate).
pub(super) const ISOLATE: char = '\u{2068}';
/// Ends what [`ISOLATE`] began.
pub(super) const POP: char = '\u{2069}';

/// Whether a terminal may reorder the text: whether it has a letter of a right-to-left script.
pub(super) fn is_reordered(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'))
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
