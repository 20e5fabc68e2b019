//! Emoji beside a complaint, in a letter, or more of them than the channel bears.

use super::{Mark, View};
use crate::conversation::Channel;
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::rules::{Cue, Fact};
use crate::text::TokenClass;
use std::ops::Range;

/// Faces, hands, hearts, flowers and fireworks: they say something of a mood. Others point, count and tick.
fn is_mood(emoji: &str) -> bool {
    const HANDS: &str = "👋👌👍👎👏🙌🤝🙏💪✌🤞🤟🤙🤘🤲";
    const FLOWERS: &str = "🌹🌷🌸🌺🌻🌼💐🥀🍀";
    const FIREWORKS: &str = "✨🎉🎊🔥💯🚀⭐🌟💫🌈🏃💃🕺🎁🏆👑💥";
    let face = |c: char| matches!(c, '\u{1f600}'..='\u{1f64f}' | '\u{1f910}'..='\u{1f92f}' | '\u{1f970}'..='\u{1f97a}' | '\u{1fae0}'..='\u{1fae8}' | '☹' | '☺');
    let heart = |c: char| matches!(c, '\u{1f493}'..='\u{1f49f}' | '\u{1f90d}' | '\u{1f90e}' | '\u{1f5a4}' | '❤' | '♥' | '❣');
    emoji.chars().next().is_some_and(|c| face(c) || heart(c) || HANDS.contains(c) || FLOWERS.contains(c) || FIREWORKS.contains(c))
}

/// Fit beside trouble: a bow, a rose, and a face that is sorry.
const SORRY: &str = "🙏🌹🌷🤍😭😩😔😞😟🙁☹😢😥😓🥺😣😕💔🤲😪🫂🙇";
/// Laughing.
const LAUGHING: &str = "😂🤣😆😹😝😜🤪😛😏🙄😒";

/// A customer who says so is no longer in trouble, whatever else stands there; folded.
const THANKS: &[&str] = &["thanks", "thank", "thx", "cheers", "شكرا", "شكرن", "تسلم", "مشكور", "يعطيك", "مشكورين", "ممتن"];

/// What customers need from here on is no occasion for a smile.
const GRAVE: u8 = 2;

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    let list = &document.tokens.list;
    let emoji: Vec<usize> = (0..list.len()).filter(|&at| list[at].class == TokenClass::Emoji && is_mood(text(document, at))).collect();
    if emoji.is_empty() {
        return;
    }
    let alone = list.iter().all(|token| matches!(token.class, TokenClass::Emoji | TokenClass::Punct | TokenClass::Handle));
    if alone && !scene.messages.is_empty() {
        marks.push(Mark::new(Fact::EmojiUnfit, emoji[0]..emoji[0] + 1));
        return;
    }
    let of = |set: &str, at: usize| text(document, at).chars().next().is_some_and(|c| set.contains(c));
    let sorry = scene.draft.has(Cue::GivenApology);
    let need = &scene.assessment.need;
    let thanked =
        scene.messages.last().is_some_and(|message| message.document.tokens.list.iter().any(|token| THANKS.contains(&message.document.tokens.text(token))));
    let glad = scene.draft.has(Cue::GivenCheer) || scene.messages.last().is_some_and(|message| message.has_any(&[Cue::NeedPraise, Cue::NeedSettled]));
    let grave = need.level >= GRAVE && !need.told && !need.settled && !thanked && !glad;
    let mirrored = !grave && scene.messages.iter().any(|message| message.document.tokens.list.iter().any(|token| token.class == TokenClass::Emoji));
    let most = match scene.conversation.channel {
        Some(Channel::Email | Channel::Phone) => 0,
        Some(Channel::Chat | Channel::Social | Channel::Review | Channel::Forum | Channel::Sms) => 1,
        Some(Channel::Message) => 2,
        None => usize::MAX,
    };
    let mut kept = 0;
    // One too many is a remark; a smile at the wrong moment, or in a letter, is more.
    let mut unfit: Vec<(usize, Severity)> = Vec::new();
    for &at in &emoji {
        let many = kept >= most && !mirrored && (most == 0 || !of(SORRY, at));
        if (sorry && of(LAUGHING, at)) || (grave && !of(SORRY, at)) || (many && most == 0) {
            unfit.push((at, Severity::Error));
        } else if many {
            unfit.push((at, Severity::Info));
        } else {
            // A bow or a rose is courtesy and does not count, but in a letter.
            kept += usize::from(most == 0 || !of(SORRY, at));
        }
    }
    // Neighbours go together.
    let next_to = |one: &(usize, Severity), two: &(usize, Severity)| two.0 == one.0 + 1 && one.1 == two.1 && !list[two.0].breaks;
    for run in unfit.chunk_by(next_to) {
        if let [(first, most), ..] = *run {
            marks.push(without(document, first..first + run.len()).at_most(most));
        }
    }
}

fn text<'d>(document: &Document<'d>, at: usize) -> &'d str {
    document.tokens.list[at].source.text(document.source)
}

/// A mark whose fix takes the emoji out, with the space before them.
fn without(document: &Document<'_>, emoji: Range<usize>) -> Mark {
    let list = &document.tokens.list;
    let before = emoji.start.checked_sub(1).filter(|_| !list[emoji.start].breaks && list[emoji.start - 1].class != TokenClass::Emoji);
    match before {
        Some(before) => Mark { replaced: before..emoji.end, ..Mark::new(Fact::EmojiUnfit, emoji) }.with(text(document, before)),
        None => Mark::new(Fact::EmojiUnfit, emoji),
    }
}
