//! Two ways of addressing the customer in one reply, and words of another register than the rest.

use super::{Mark, View};
use crate::conversation::Channel;
use crate::rules::{Cue, Fact};

/// Plural out of courtesy, said to everybody: «أهلًا بكم», «شكرًا لكم»; folded.
const COURTESIES: &[(&str, &str)] =
    &[("اهلا", "بكم"), ("وسهلا", "بكم"), ("مرحبا", "بكم"), ("شكرا", "لكم"), ("الشكر", "لكم"), ("جزيلا", "لكم"), ("لتواصلكم", "معنا"), ("لثقتكم", "بنا")];
/// Plural in formulas; folded.
const FORMULAS: &[&str] = &[
    "نشكركم", "لتواصلكم", "تواصلكم", "لثقتكم", "ثقتكم", "لتفهمكم", "تفهمكم", "تعاونكم", "لتعاونكم", "بخدمتكم", "خدمتكم", "لخدمتكم", "رايكم", "صبركم", "لصبركم",
];
/// Titles that stand on ceremony, and words that do not; folded.
const CEREMONY: &[&str] = &["mr", "mrs", "ms", "sir", "madam"];
const CASUAL: &[&str] =
    &["hey", "bro", "dude", "mate", "buddy", "pal", "yo", "gonna", "wanna", "gotta", "lol", "thx", "fam", "homie", "sis", "yep", "nope", "yeah", "cheers"];

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    marks.extend(scene.stranger.clone().map(|tokens| Mark::new(Fact::RegisterMixed, tokens)));
    marks.extend(arabic_address(scene).or_else(|| english_address(scene)));
    let wanted = match scene.conversation.channel {
        Some(Channel::Chat | Channel::Message | Channel::Sms | Channel::Social) => Cue::RegisterStiff,
        Some(Channel::Email) => Cue::RegisterLoose,
        _ => return,
    };
    marks.extend(scene.draft.of(wanted).map(|found| Mark::new(Fact::RegisterMixed, found.tokens())));
}

/// Plural and singular for one customer; marked at the first of the rarer kind.
fn arabic_address(scene: &View<'_, '_>) -> Option<Mark> {
    let document = scene.document();
    if scene.assessment.need.trigger == Some(Cue::NeedBereavement) {
        // The plural speaks to the family.
        return None;
    }
    let courtesy = |at: usize| {
        let (word, before, after) = (document.tokens.word(at), at.checked_sub(1).map_or("", |at| document.tokens.word(at)), document.tokens.word(at + 1));
        FORMULAS.contains(&word) || COURTESIES.iter().any(|&(one, two)| (one == before && two == word) || (one == word && two == after))
    };
    let of = |cues: &[Cue]| -> Vec<std::ops::Range<usize>> {
        scene.draft.cues.iter().filter(|found| cues.contains(&found.cue) && !courtesy(found.first as usize)).map(crate::assess::Found::tokens).collect()
    };
    let plural = of(&[Cue::AddressPlural, Cue::AddressLofty]);
    if plural.is_empty() {
        return None;
    }
    let mut singular = of(&[Cue::AddressSingular, Cue::AddressHadra]);
    let to_you = |at: &usize| matches!(document.tokens.word(*at), "لك" | "ولك") && !document.tokens.list[*at].quoted;
    singular.extend((0..document.tokens.list.len()).filter(to_you).map(|at| at..at + 1));
    singular.sort_by_key(|tokens| tokens.start);
    let rarer = if plural.len() <= singular.len() { &plural } else { &singular };
    (!singular.is_empty()).then(|| rarer.first().cloned()).flatten().map(|tokens| Mark::new(Fact::AddressMixed, tokens))
}

/// "Dear Mr Saleh, ... hey bro".
fn english_address(scene: &View<'_, '_>) -> Option<Mark> {
    const OPENING: usize = 6;
    let tokens = &scene.document().tokens;
    let ceremony = (0..tokens.list.len().min(OPENING)).find(|&at| CEREMONY.contains(&tokens.word(at)))?;
    let casual = (0..tokens.list.len()).find(|&at| at != ceremony && CASUAL.contains(&tokens.word(at)) && !tokens.list[at].quoted)?;
    Some(Mark::new(Fact::AddressMixed, casual..casual + 1))
}
