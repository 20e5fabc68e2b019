//! Another name than the customer's further on: "Sorry about that, Mona." «شكرا لك يا أستاذ خالد».

use super::{Mark, View};
use crate::assess::names;
use crate::rules::Fact;
use crate::text::{TokenClass, Zone};

/// A sentence that begins so speaks to the customer; folded.
const SPEAKING: &[&str] =
    &["thanks", "thank", "sorry", "apologies", "welcome", "you're", "congratulations", "congrats", "goodbye", "bye", "good", "great", "sure", "hello", "hi"];
/// Before a name, after «يا»; folded.
const TITLES: &[&str] = &["استاذ", "استاذه", "دكتور", "دكتوره", "مهندس", "مهندسه", "مدام", "انسه", "اخ", "اخت"];

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let Some(name) = scene.conversation.customer.name.as_deref().filter(|_| scene.assessment.addressed.other.is_none()) else { return };
    let document = scene.document();
    for (index, sentence) in document.sentences.iter().enumerate() {
        if matches!(document.zones.get(index), Some(Zone::Closing | Zone::Signature)) {
            continue;
        }
        let called = english(scene, sentence.range()).or_else(|| arabic(scene, sentence.range()));
        let other = called.filter(|&at| names::is_another(document, at, name));
        if let Some(at) = other {
            marks.push(Mark::new(Fact::NameWrong, at..at + 1));
            return;
        }
    }
}

/// The name at the end of "Thank you for the photo, Mona."
fn english(scene: &View<'_, '_>, sentence: std::ops::Range<usize>) -> Option<usize> {
    let document = scene.document();
    let tokens = &document.tokens.list;
    let opening = sentence.clone().find(|&at| tokens[at].class.is_word())?;
    let last = sentence.clone().rev().find(|&at| !matches!(tokens[at].class, TokenClass::Punct | TokenClass::Emoji))?;
    let text = tokens[last].source.text(document.source);
    let name = tokens[last].class == TokenClass::Latin && tokens[last].capital && text.len() > 2 && text.chars().skip(1).all(char::is_lowercase);
    let spoken = SPEAKING.contains(&document.tokens.word(opening)) && last > opening + 3 && document.tokens.word(last - 1) == ",";
    // A list of names, and what the customer spoke of, is nobody who is spoken to.
    let listed = sentence.clone().filter(|&at| document.tokens.word(at) == ",").count() > 1;
    (name && spoken && !listed && !names::is_interjection(document.tokens.word(last)) && !was_said(scene, last)).then_some(last)
}

/// The name after «يا أستاذ».
fn arabic(scene: &View<'_, '_>, sentence: std::ops::Range<usize>) -> Option<usize> {
    let document = scene.document();
    let list = &document.tokens.list;
    sentence.clone().find_map(|at| {
        let titled = document.tokens.word(at) == "يا" && TITLES.contains(&document.tokens.word(at + 1));
        let name = at + 2;
        let word = list.get(name).filter(|token| titled && name < sentence.end && token.class == TokenClass::Arabic && !token.breaks)?;
        let closed = list.get(name + 1).is_none_or(|next| name + 1 >= sentence.end || next.class != TokenClass::Arabic);
        (closed && word.source.len() > 4 && !names::is_courtesy(document.tokens.word(name))).then_some(name)
    })
}

fn was_said(scene: &View<'_, '_>, at: usize) -> bool {
    let word = scene.document().tokens.word(at);
    scene.messages.iter().any(|message| message.document.tokens.list.iter().any(|token| message.document.tokens.text(token) == word))
}
