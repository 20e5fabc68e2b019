//! How much acknowledgement a customer needs: 0 none, 1 some, 2 a complaint, 3 something grave.

use super::reading::Reading;
use crate::rules::Cue;
use crate::text::{Language, Span, TokenClass};

/// Triggers and their levels; the strongest wins.
const LEVELS: &[(Cue, u8)] = &[
    (Cue::NeedBereavement, 3),
    (Cue::NeedHealth, 3),
    (Cue::NeedFraud, 3),
    (Cue::NeedAnger, 3),
    (Cue::NeedRepeated, 3),
    (Cue::NeedLoss, 2),
    (Cue::NeedDelay, 2),
    (Cue::NeedComplaint, 2),
    (Cue::NeedFault, 1),
    (Cue::NeedWorry, 1),
];
/// Emoji of anger and grief.
const UPSET: &[char] = &['😠', '😡', '🤬', '😤', '😢', '😞', '😔', '😒', '💔', '👎', '😥', '☹', '🙁', '😖', '😣'];
/// Emoji that are upset only beside other trouble: some laugh or long with them.
const MOODY: &[char] = &['😭', '😩', '😫', '🙄', '🤦'];
/// From how many words on capitals are shouting.
const LEAST_SHOUTED: usize = 4;
/// How much of the letters must then be capitals (per cent).
const SHOUTED: usize = 60;

/// A place in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Index of the turn.
    pub turn: u32,
    /// Where in the turn's source.
    pub span: Span,
}

/// What the customer needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// 0 to 3.
    pub level: u8,
    /// The strongest trigger.
    pub trigger: Option<Cue>,
    /// The words of the strongest triggers.
    pub evidence: Vec<Evidence>,
    /// The customer says that the matter is settled, thanks or praises, and nothing else.
    pub settled: bool,
    /// Only the reply itself tells of trouble: there is no word of the customer.
    pub told: bool,
}

impl Need {
    /// The need that messages tell, oldest first.
    pub fn of(messages: &[&Reading<'_>]) -> Self {
        let mut need = Self::default();
        let mut last_trigger = None;
        let mut cheered = None;
        for message in messages {
            for found in &message.cues {
                let place = (message.turn, found.first);
                match LEVELS.iter().find(|(cue, _)| *cue == found.cue) {
                    Some(&(cue, level)) => {
                        last_trigger = last_trigger.max(Some(place));
                        need.raise(level, Some(cue), Evidence { turn: message.turn, span: message.span(found) });
                    }
                    None if matches!(found.cue, Cue::NeedPraise | Cue::NeedSettled) => cheered = cheered.max(Some((place, found.cue))),
                    None => {}
                }
            }
        }
        if let Some((place, cue)) = cheered {
            // Word that it is settled, said last, ends a complaint; more praise than mild trouble outweighs it.
            let praises = messages.iter().flat_map(|message| message.of(Cue::NeedPraise)).count();
            let outweighed = cue == Cue::NeedPraise && need.level <= 1 && praises > need.evidence.len();
            if outweighed || cue == Cue::NeedSettled && Some(place) > last_trigger {
                need = Self { settled: true, ..Self::default() };
            }
        }
        for message in messages {
            need.moods(message);
        }
        need
    }

    /// The same in a post: one sign of anger, or of having tried before, is common speech there and a complaint; two are grave.
    pub(super) fn in_a_post(mut self) -> Self {
        let common = matches!(self.trigger, Some(Cue::NeedAnger | Cue::NeedRepeated));
        let first = self.evidence.first().copied();
        let apart = |evidence: &Evidence| first.is_some_and(|first| first.turn != evidence.turn || !first.span.overlaps(evidence.span));
        if self.level == 3 && common && !self.evidence.iter().any(apart) {
            self.level = 2;
        }
        self
    }

    /// How much acknowledgement a letter or line needs that asks nothing: "The dress came in red, I picked navy" tells of trouble. In an e-mail that
    /// is a complaint, and so is a line about what we did; longer Arabic letters are.
    pub(super) fn plain(&self, messages: &[&Reading<'_>], is_letter: bool) -> u8 {
        const LEAST: usize = 6;
        const LEAST_ARABIC: usize = 7;
        const LONG_ARABIC: usize = 14;
        const ACCUSED: &[&str] = &["you", "your", "u", "ur", "they", "he", "she", "driver", "rider", "courier", "staff", "someone"];
        let words: Vec<&str> = messages.iter().flat_map(|message| (0..message.document.tokens.list.len()).map(|at| message.document.tokens.word(at))).collect();
        if messages.iter().all(|message| message.document.language == Language::Arabic) {
            let told = || !words.iter().any(|word| begins(word, PLEASED)) && messages.iter().any(|message| tells_in_arabic(message));
            let fresh = self.level == 0 && !self.settled && words.len() >= LEAST && told();
            return if fresh { u8::from(words.len() >= LEAST_ARABIC) + u8::from(words.len() >= LONG_ARABIC) } else { 0 };
        }
        let trouble = self.level == 1 || (self.level == 0 && !self.settled && words.len() >= LEAST && tells(&words, is_letter));
        u8::from(trouble) + u8::from(trouble && (is_letter || words.iter().any(|word| ACCUSED.contains(word))))
    }

    fn raise(&mut self, level: u8, trigger: Option<Cue>, evidence: Evidence) {
        if level > self.level {
            self.level = level;
            self.trigger = trigger.or(self.trigger);
            self.evidence.clear();
        }
        if level == self.level {
            self.evidence.push(evidence);
        }
        self.settled = false;
    }

    /// Upset emoji, and shouting about what already troubles.
    fn moods(&mut self, message: &Reading<'_>) {
        let document = message.document;
        for token in &document.tokens.list {
            let shows = |emoji: &[char]| token.source.text(document.source).contains(emoji);
            if token.class == TokenClass::Emoji && !self.settled && self.level < 2 && (shows(UPSET) || (self.level == 1 && shows(MOODY))) {
                self.raise(2, Some(Cue::NeedComplaint), Evidence { turn: message.turn, span: token.source });
            }
        }
        if self.level == 1 && (shouts(document.source) || document.source.contains("!!")) {
            let all = document.span_of(0..document.tokens.list.len());
            self.raise(2, None, Evidence { turn: message.turn, span: all });
        }
    }
}

/// Whether the words of messages that ask nothing say what was or was not; in a letter, whatever is no news, request or thanks.
fn tells(words: &[&str], is_letter: bool) -> bool {
    const TELLS: &[&str] =
        &["was", "were", "came", "got", "arrived", "never", "not", "no", "nobody", "nothing", "but", "although", "instead", "again", "still"];
    const LETTER: &[&str] = &["your", "you", "i've", "have", "had", "has", "too", "only", "been", "said", "told", "went", "left", "paid", "bought", "broke"];
    const NEWS: &[&str] = &["fyi", "mind", "confirm", "thanks", "thank", "glad", "happy", "great", "brilliant", "lovely", "sorted", "rock", "love", "early"];
    const REQUEST: &[&str] = &["please", "kindly", "pls", "i'd", "wish", "inform", "here's"];
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let told = has(TELLS) || words.iter().any(|word| word.ends_with("n't"));
    let letter = is_letter && !has(REQUEST) && (told || has(LETTER) || words.iter().any(|word| word.len() > 4 && word.ends_with("ed")));
    let line = told && !has(&["attached", "ignore", "update", "found"]);
    (letter || line) && !has(NEWS)
}

/// How Arabic words of thanks, praise, good wishes and good news begin; folded.
const PLEASED: &[&str] = &[
    "شكر", "مشكور", "متشكر", "تسلم", "يسلم", "يعطي", "ممتن", "ممنون", "رائع", "روع", "ممتاز", "جميل", "مبسوط", "سعيد", "فرح", "خراف", "مبروك", "تهان", "خلاص",
    "انحل", "اتحل", "اقتر", "نقتر", "تجاهل", "اهمال", "احسنت", "بارك", "توصي", "نصيح",
];
/// How Arabic words that ask for something begin; folded.
const WISHING: &[&str] = &[
    "ارجو", "نرجو", "يرجي", "الرجاء", "رجاء", "ارغب", "نرغب", "اود", "نود", "اريد", "نريد", "ابغ", "ابي", "نبغ", "نبي", "عايز", "عاوز", "بدي", "بدنا", "بغيت",
    "بغينا", "نحب", "احب", "حاب", "ودي", "محتاج", "احتاج", "ممكن", "اطلب", "نطلب", "ابحث", "ادور", "بدور", "كندور", "هل", "واش", "كيف", "وين", "فين", "متي",
    "كم", "عاون", "ساعد", "عطني", "عطوني", "اعط", "لو سمح", "فضل", "عفاك", "عافاك", "خاصني", "لازم", "يجب", "بحتاج", "قول", "احكي", "اعرف", "نعرف", "معرف",
    "حاجتي", "بحاجه", "كفاش", "كفاه", "شلون", "ازاي", "ليش", "علاش", "ليه", "استفس",
];

/// Whether a word begins with one of these, a «و» or «ف» before it left aside.
fn begins(word: &str, starts: &[&str]) -> bool {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    starts.iter().any(|start| word.starts_with(start) || bare.starts_with(start))
}

/// An Arabic message with a sentence that asks for nothing; where another one asks, it must say what is not or since when.
fn tells_in_arabic(message: &Reading<'_>) -> bool {
    const LEAST: usize = 5;
    const LACKS: &[&str] = &["ما", "لم", "لا", "مش", "مو", "مب", "ليس", "لسه", "لسا", "بدون", "بلا", "منذ", "بدل", "ولا"];
    let tokens = &message.document.tokens;
    let wishes = |range: &std::ops::Range<usize>| range.clone().any(|at| begins(tokens.word(at), WISHING));
    let lacks = |range: &std::ops::Range<usize>| {
        range.clone().any(|at| LACKS.contains(&tokens.word(at)) || (tokens.word(at).ends_with('ش') && tokens.word(at).starts_with('م')))
    };
    let all = &message.document.sentences;
    let sentences: Vec<_> = (0..all.len()).filter(|&index| !all[index].question).map(|index| message.sentence(index)).collect();
    let asks = sentences.iter().any(&wishes);
    sentences.iter().any(|range| message.words_in(range.clone()) >= LEAST && !wishes(range) && (!asks || lacks(range)))
}

fn shouts(source: &str) -> bool {
    let (mut words, mut capitals, mut letters) = (0, 0, 0);
    for word in source.split_whitespace().filter(|word| !word.starts_with(['@', '#', 'h'])) {
        let of_word = word.chars().filter(|c| c.is_alphabetic()).count();
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        letters += of_word;
        capitals += upper;
        words += usize::from(of_word > 1 && upper == of_word);
    }
    words >= LEAST_SHOUTED && capitals * 100 >= letters * SHOUTED
}

#[cfg(test)]
mod tests {
    use super::shouts;

    #[test]
    fn capitals_shout_when_they_are_many() {
        for (input, expected) in [("WHERE IS MY ORDER NOW", true), ("My USB and HDMI port", false), ("OK FINE", false), ("أين طلبي", false)] {
            assert_eq!(shouts(input), expected, "{input}");
        }
    }
}
