//! What belongs to a letter around its text: a subject that says something, the file that is announced, a name below.

use super::{Mark, View};
use crate::conversation::Channel;
use crate::document::Document;
use crate::rules::{Cue, Fact};
use crate::text::{TokenClass, Zone, fold};

/// A subject of these words alone says nothing of the matter; folded.
const EMPTY_WORDS: &[&str] = &[
    "hi", "hello", "hey", "dear", "update", "updates", "important", "urgent", "question", "questions", "query", "info", "information", "request", "reply",
    "response", "answer", "regarding", "about", "issue", "problem", "support", "help", "message", "notification", "notice", "attention", "please", "read",
    "quick", "new", "your", "our", "my", "the", "a", "an", "from", "us", "to", "you", "customer", "service", "care", "team", "follow", "up", "followup",
    "follow-up", "case", "ticket", "no", "subject", "none", "untitled", "test", "email", "mail", "thanks", "thank", "greetings", "fyi", "news", "status", "re",
    "fw", "مهم", "هام", "عاجل", "تحديث", "تحديثات", "مرحبا", "اهلا", "السلام", "عليكم", "وعليكم", "سلام", "تحيه", "طيبه", "استفسار", "استفساركم", "استفسارك",
    "سوال", "طلب", "رد", "الرد", "ردنا", "متابعه", "بخصوص", "موضوع", "الموضوع", "تنبيه", "اشعار", "رساله", "رسالتك", "رسالتكم", "ملاحظه", "شكوي", "مشكله",
    "معلومات", "خدمه", "العملاء", "الدعم", "من", "الي", "علي", "عزيزي", "العميل", "بدون", "جديد", "تذكره", "شكرا", "للاطلاع", "اخبار", "افاده", "عن", "حول", "بلا",
    "عنوان",
];
/// What mail programs put before an answered or forwarded subject; folded.
const ANSWERED: &[&str] = &["re", "fw", "fwd", "aw", "رد", "اعاده توجيه"];

pub(super) fn marks(scene: &View<'_, '_>, marks: &mut Vec<Mark>) {
    let document = scene.document();
    let Some(first) = document.tokens.list.iter().position(|token| token.class.is_word()) else { return };
    let email = scene.conversation.channel == Some(Channel::Email);
    if email && scene.conversation.subject.as_deref().is_some_and(is_vague) {
        marks.push(Mark::new(Fact::SubjectVague, first..first + 1));
    }
    if scene.conversation.attachments == Some(0)
        && let Some(found) = scene.draft.first(Cue::AttachmentAnnounced)
    {
        marks.push(Mark::new(Fact::AttachmentMissing, found.tokens()));
    }
    if email && !is_signed(document) {
        let last = document.sentences.iter().rposition(|sentence| document.tokens.list[sentence.range()].iter().any(|token| token.class.is_word()));
        marks.extend(last.map(|last| Mark::new(Fact::SignatureMissing, scene.draft.sentence(last))));
    }
}

/// Whether a subject says nothing of the matter. In an answered mail it is the customer's.
fn is_vague(subject: &str) -> bool {
    let folded = fold::fold_str(subject);
    let mut rest = folded.trim();
    let mut answered = false;
    while let Some((_, after)) = ANSWERED.iter().find_map(|mark| Some((mark, rest.strip_prefix(mark)?.trim_start().strip_prefix(':')?))) {
        rest = after.trim_start();
        answered = true;
    }
    let words = || rest.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let telling = |word: &str| !EMPTY_WORDS.contains(&word) && word.chars().any(char::is_alphanumeric);
    if answered { words().next().is_none() } else { !words().any(telling) }
}

/// Whether somebody's name, or a team's of two words, stands below the text.
fn is_signed(document: &Document<'_>) -> bool {
    let list = &document.tokens.list;
    let words = |tokens: std::ops::Range<usize>| list[tokens].iter().filter(|token| token.class.is_word() || token.class == TokenClass::Handle).count();
    let cut = || {
        // A signature after "-- ", cut off from the prose.
        let end = list.last().map_or(0, |token| token.source.end);
        document.cuts.iter().any(|cut| cut.start >= end && cut.text(document.source).trim_start().starts_with("--"))
    };
    let zones = document.zones.iter().zip(&document.sentences).filter(|(zone, _)| **zone == Zone::Signature);
    if zones.into_iter().any(|(_, sentence)| words(sentence.range()) > 0 && is_name(document, sentence.range())) || cut() {
        return true;
    }
    let Some(final_line) = document.sentences.iter().rposition(|sentence| words(sentence.range()) > 0) else { return true };
    let range = document.sentences[final_line].range();
    // "Rami Nader, head of billing at Ward Water"
    let first_comma = range.clone().take(5).any(|at| document.tokens.word(at) == ",");
    let most = if first_comma { 10 } else { 6 };
    let own_line = final_line > 0 && list[range.start].breaks && words(range.clone()) <= most && is_name(document, range.clone());
    // "Kind regards, Rami", "Thanks - Rami", a blank for the name.
    let comma = range.clone().rev().find(|&at| matches!(document.tokens.word(at), "," | "-" | "–" | "—"));
    let after = comma.is_some_and(|comma| (1..=4).contains(&words(comma + 1..range.end)) && is_name(document, comma + 1..range.end));
    let blank = list.iter().rev().take(3).any(|token| token.class == TokenClass::Placeholder);
    own_line || (after && document.zones.get(final_line) == Some(&Zone::Closing)) || blank
}

/// Words of a name or a team rather than thanks: capitals or Arabic letters, and more than one word of an office.
fn is_name(document: &Document<'_>, tokens: std::ops::Range<usize>) -> bool {
    const OFFICE: &[&str] = &["support", "team", "help", "service", "agent", "الدعم", "الفريق", "خدمه", "العملاء"];
    const COURTESY: &[&str] = &[
        "thanks", "thank", "you", "regards", "best", "kind", "warm", "sincerely", "cheers", "again", "soon", "bye", "شكرا", "تحياتي", "تحياتنا", "التحيه",
        "مع", "شاكرين", "لكم", "لك", "والسلام", "عليكم", "باي", "دمتم", "بخير", "وشكرا", "جزيلا", "احترامي", "فاءق", "الاحترام", "التقدير",
    ];
    let words: Vec<usize> = tokens.filter(|&at| document.tokens.list[at].class.is_word()).collect();
    let told = |at: &&usize| !COURTESY.contains(&document.tokens.word(**at));
    let office = words.iter().all(|&at| OFFICE.contains(&document.tokens.word(at)));
    let named = |at: &&usize| document.tokens.list[**at].class == TokenClass::Arabic || document.tokens.list[**at].capital;
    words.iter().filter(told).any(|at| named(&at)) && (!office || words.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Markup;

    #[test]
    fn subjects() {
        for (subject, vague) in [
            ("", true),
            ("Hello", true),
            ("Update", true),
            ("Re: ", true),
            ("مهم", true),
            ("تحديث!", true),
            ("رد على استفساركم", true),
            ("Re: Hello", false),
            ("Re: Refund for order 5512", false),
            ("Refund for order 5512 - arrives by 3 May", false),
            ("Your replacement ships tomorrow", false),
            ("رد: استرداد الطلب ٥٥١٢", false),
            ("بديلك يُشحن غدًا", false),
            ("Ticket 5512", false),
        ] {
            assert_eq!(is_vague(subject), vague, "{subject}");
        }
    }

    #[test]
    fn signatures() {
        for (text, signed) in [
            ("Hi Sara,\n\nIt ships today.\n\nBest regards,\nRami Nader\nCustomer Care", true),
            ("Hi Sara, it ships today. Kind regards, Rami", true),
            ("Hi Sara,\n\nIt ships today.\n-- \nRami", true),
            ("Hi Sara,\n\nIt ships today.\n\nThe returns team at Ward", true),
            ("Hi Sara,\n\nIt ships today.\n\nThanks", false),
            ("Hi Sara,\n\nIt ships today.\n\nSupport", false),
            ("Hi Sara, it ships today.", false),
            ("مرحبًا سارة،\n\nيُشحن اليوم.\n\nمع التحية،\nرامي نادر", true),
            ("مرحبًا سارة،\n\nيُشحن اليوم.\n\nمع التحية، رامي", true),
            ("مرحبًا سارة،\n\nيُشحن اليوم.\n\nشكرًا", false),
            ("مرحبًا سارة،\n\nيُشحن اليوم.\n\nالدعم", false),
        ] {
            assert_eq!(is_signed(&Document::new(text, Markup::Email)), signed, "{text}");
        }
    }
}
