//! The slots of a better sentence: what stands between braces.

/// What rifq fills from the conversation: the customer's thing, its order number, an amount, the customer's name, a question, the matched words.
const KNOWN: &[&str] = &["thing", "order", "amount", "customer", "asked", "match"];
/// The pronoun of the customer at the end of an Arabic word: ك or كم, as the draft has it.
pub const YOU: &str = "ك";

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they are.
    Text(&'t str),
    /// `{name}`: filled from the draft, or left for the agent.
    Slot(&'t str),
    /// `{I'm|We're}`: the first for one who speaks, the second for a team.
    Voice(&'t str, &'t str),
}

/// The pieces of a sentence, in order; `None` where a slot is not closed.
pub fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let length = rest[start..].find('}')?;
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        let name = &rest[start + 1..start + length];
        pieces.push(name.split_once('|').map_or(Piece::Slot(name), |(one, many)| Piece::Voice(one, many)));
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Some(pieces)
}

/// The names of a text's `{slots}`; `None` where one is not closed.
pub fn blanks(text: &str) -> Option<Vec<&str>> {
    let names = pieces(text)?.into_iter().filter_map(|piece| match piece {
        Piece::Slot(name) => Some(name),
        Piece::Text(_) | Piece::Voice(..) => None,
    });
    Some(names.collect())
}

/// Whether rifq fills this slot itself, or leaves the sentence out.
pub fn is_known(name: &str) -> bool {
    name == YOU || KNOWN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_hold_slots() {
        let expected = vec![Piece::Voice("I'm", "We're"), Piece::Text(" sorry about "), Piece::Slot("thing"), Piece::Text(".")];
        assert_eq!(pieces("{I'm|We're} sorry about {thing}."), Some(expected));
        assert_eq!(pieces("by {time"), None);
        assert_eq!(blanks("{I'm|We're} back by {time}"), Some(vec!["time"]));
    }
}
