//! Tells greeting, body, closing and signature apart, sentence by sentence.

pub use crate::text::Zone;
use crate::text::{Sentence, Token, TokenClass, Tokens};

/// Longest salutation, closing and line of a signature, in words.
const LONGEST: (usize, usize, usize) = (8, 10, 6);
/// How many sentences at the start may greet, and how many at the end may sign.
const MOST: (usize, usize) = (3, 4);

/// Words that begin a salutation.
const SALUTATIONS: &[&str] = &[
    "hi", "hello", "hey", "heya", "hiya", "dear", "greetings", "howdy", "اهلا", "اهلين", "اهلًا", "مرحبا", "مرحبتين", "مرحبًا", "عزيزي", "عزيزتي", "هلا", "حياك",
    "حياكم", "حياكي", "السلام", "سلام", "وعليكم", "عليكم", "صباح", "مساء", "تحيه", "يسعد", "يا", "سيدي", "سيدتي", "الاخ", "الاخت", "السيد", "السيده", "الاستاذ",
    "الاستاذه", "ياهلا", "ياهلابك", "حياج", "حيالله", "عميلنا", "عميلتنا", "عملاءنا", "يسعدلي", "نورت", "نورتنا", "ازيك",
];
/// Words that may follow in a salutation without being a name.
const COURTESIES: &[&str] = &[
    "there", "again", "all", "everyone", "everybody", "team", "friend", "sir", "madam", "mr", "mrs", "ms", "dr", "customer", "valued", "guest", "to", "you",
    "and", "or", "user", "client", "morning", "afternoon", "evening", "day", "folks", "welcome", "good", "back", "member", "reader", "hello", "hi", "وسهلا",
    "سهلا", "بك", "بكم", "بكي", "بيك", "بيكم", "فيك", "فيكم", "معك", "عليكم", "ورحمه", "رحمه", "الله", "وبركاته", "بركاته", "تعالي", "الخير", "النور", "العميل",
    "العميله", "العزيز", "العزيزه", "الكريم", "الكريمه", "عميلنا", "عميلتنا", "يا", "فندم", "استاذ", "استاذه", "اخي", "اختي", "طيبه", "وبعد", "طيب", "غالي",
    "الغالي", "الغاليه", "المحترم", "المحترمه", "السلام", "سيد", "سيده", "مجددا", "من", "جديد", "بحضرتك", "ومرحبا", "واهلا", "مرحبا", "اهلا", "عزيزي", "عزيزتي",
    "هلا", "ارحب", "الفاضل", "الفاضله", "والسلام", "مسا", "مساك", "صباحك", "اوقاتك", "اوقاتكم", "بالخير", "يا هلا", "والله",
];
/// Words that show that the sentence goes on to something else.
const CONTENT: &[&str] = &[
    "نعتذر", "ناسف", "نتاسف", "اسفين", "اسف", "شكرا", "نشكرك", "تم", "لا", "لن", "لم", "ما", "هل", "كيف", "عذرا", "للاسف", "معاك", "انا", "نحن", "شو", "ايش",
    "وش", "كم", "متي", "وين", "فين", "اين",
];
/// How a closing begins; the words are a prefix of the sentence.
const CLOSINGS: &[&str] = &[
    "thanks", "thank you", "many thanks", "best ,", "best regards", "best wishes", "kind regards", "warm regards", "warmest regards", "warmly", "regards",
    "rgds", "mind yourself", "with regards", "with best regards", "with kind regards", "sincerely", "yours", "cheers", "take care", "all the best",
    "stay safe", "stay tuned", "enjoy your", "happy to help", "we wish you", "i wish you", "looking forward", "wishing you", "respectfully", "cordially",
    "good luck", "ttyl", "talk soon", "bye", "goodbye", "تحياتي", "تحياتنا", "مع التحيه", "مع التحيات", "مع تحيات", "مع تحياتي", "مع خالص", "مع اطيب",
    "مع فاءق", "مع فايق", "مع وافر", "مع الشكر", "مع الاحترام", "مع كل", "مع السلامه", "اطيب", "خالص", "وتفضلوا", "تفضلوا بقبول", "وتقبلوا", "تقبلوا", "دمتم",
    "دمت ", "يومك", "يومكم", "نهارك", "نهاركم", "ليلتك", "طاب", "طابت", "نتمني لك", "نتمني لكم", "اتمني لك", "اتمني لكم", "نتمنالك", "شكرا", "شاكرين", "نشكرك",
    "نشكركم", "نشكر لك", "اشكرك", "متشكر", "متشكرين", "في امان", "الله يعطيك", "يعطيك العافيه", "تصبح علي", "بالتوفيق", "موفق", "اسعد الله", "بارك الله",
    "تسلم", "باي", "ودمتم", "وشكرا", "والسلام عليكم", "كل الشكر", "يسعدنا الرد", "ولاي امر", "واي شي", "واي استفسار", "واي سوال", "واي حاجه", "لك منا",
    "لكم منا", "سعدنا بخدمتك", "سعدت بخدمتك",
];
/// What follows "have a" in a wish.
const WISHES: &[&str] = &[
    "great", "good", "nice", "lovely", "wonderful", "fab", "fabulous", "fantastic", "brilliant", "blessed", "pleasant", "safe", "amazing", "awesome", "super",
    "happy", "beautiful", "merry", "wonderfull", "productive", "relaxing",
];
/// Words that make a sentence say more than thanks or a wish.
const MORE: &[&str] = &[
    "we", "we'll", "we're", "i", "i'll", "will", "can", "could", "please", "but", "however", "you'll", "let", "need", "should", "must", "if", "because",
    "until", "unfortunately", "سوف", "راح", "رح", "هل", "يرجي", "الرجاء", "لكن", "ولكن", "اذا",
];
/// Words of teams and offices.
const ROLES: &[&str] = &[
    "team", "support", "service", "services", "care", "customer", "agent", "manager", "specialist", "representative", "advisor", "executive", "officer",
    "assistant", "supervisor", "lead", "desk", "فريق", "فريقك", "خدمه", "ممثل", "ممثله", "اخصايي", "اخصاييه", "موظف", "موظفه", "مدير", "مديره", "مشرف",
    "مشرفه", "الدعم", "اداره", "قسم", "العملاء", "مسوول", "مسووله", "department", "office", "operations", "reception", "enquiries", "relations", "claims",
    "unit", "dispatch", "شعبه", "شوون", "العلاقات", "علاقات", "عمليات", "وحده", "الاستقبال", "استقبال", "مكتب", "الحجوزات", "عماده", "دايره", "تعويضات",
];

struct Reader<'a> {
    source: &'a str,
    tokens: &'a Tokens,
}

/// One zone per sentence.
pub(super) fn zones(source: &str, tokens: &Tokens, sentences: &[Sentence]) -> Vec<Zone> {
    let reader = Reader { source, tokens };
    let mut zones = vec![Zone::Body; sentences.len()];
    let mut body = 0;
    while body < sentences.len().min(MOST.0) && reader.greets(sentences, body) {
        zones[body] = Zone::Greeting;
        body += 1;
    }
    reader.end(sentences, &mut zones, body);
    zones
}

impl Reader<'_> {
    fn tokens(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens.list[sentence.range()]
    }

    fn words(&self, sentence: &Sentence) -> impl Iterator<Item = (&Token, &str)> {
        self.tokens(sentence).iter().filter(|token| token.class.is_word()).map(|token| (token, self.tokens.text(token)))
    }

    fn greets(&self, sentences: &[Sentence], index: usize) -> bool {
        let sentence = &sentences[index];
        if sentence.question && self.words(sentence).count() > 1 {
            return false;
        }
        self.salutes(sentence) || (index == 0 && self.addresses(sentence, sentences.get(1)))
    }

    /// "Hi Sami," «السلام عليكم ورحمة الله» and nothing else.
    fn salutes(&self, sentence: &Sentence) -> bool {
        let words = self.words(sentence).take(LONGEST.0 + 1).count();
        let Some((_, first)) = self.words(sentence).next().filter(|_| words <= LONGEST.0) else { return false };
        let wish = first == "good" && self.words(sentence).nth(1).is_some_and(|(_, second)| matches!(second, "morning" | "afternoon" | "evening" | "day"));
        if !SALUTATIONS.contains(&first) && !wish {
            return false;
        }
        let (mut names, mut clauses) = (0, 0);
        for token in self.tokens(sentence) {
            let word = self.tokens.text(token);
            match token.class {
                _ if token.class == TokenClass::Emoji || word == "," => clauses += 1,
                TokenClass::Number | TokenClass::Link | TokenClass::Email => return false,
                _ if !token.class.is_word() || SALUTATIONS.contains(&word) || COURTESIES.contains(&word) => {}
                TokenClass::Arabic if CONTENT.contains(&word) || clauses > 0 => return false,
                TokenClass::Latin if !token.capital || is_contraction(word) => return false,
                _ => names += 1,
            }
        }
        names <= if first == "هلا" { 1 } else { 3 }
    }

    /// "Sami," or "@sami" alone on the first line.
    fn addresses(&self, sentence: &Sentence, next: Option<&Sentence>) -> bool {
        let list = self.tokens(sentence);
        let alone = next.is_none_or(|next| self.tokens.list[next.first as usize].breaks) && next.is_some();
        let comma = list.last().is_some_and(|token| self.tokens.text(token) == ",");
        let named = self.words(sentence).all(|(token, _)| token.class == TokenClass::Arabic || token.capital);
        let handle = list.iter().all(|token| matches!(token.class, TokenClass::Handle | TokenClass::Placeholder | TokenClass::Emoji | TokenClass::Punct));
        alone && ((comma && named && self.words(sentence).take(4).count() <= 3) || (handle && list.iter().any(|token| token.class == TokenClass::Handle)))
    }

    /// Walks back from the last sentence through signature and closing.
    fn end(&self, sentences: &[Sentence], zones: &mut [Zone], body: usize) {
        let mut closed = false;
        let mut signing = 0;
        // A reply that is nothing but thanks has no closing.
        for index in (body.max(1)..sentences.len()).rev() {
            let sentence = &sentences[index];
            if self.closes(sentence) {
                zones[index] = Zone::Closing;
                closed = true;
            } else if closed || signing == MOST.1 {
                break;
            } else if self.initials(sentence) || self.team(sentence) || index + 1 == sentences.len() && self.signs_apart(sentence, &sentences[index - 1]) {
                zones[index] = Zone::Signature;
                signing += 1;
            } else if self.may_sign(sentence) {
                signing += 1;
            } else {
                break;
            }
        }
        if closed {
            let last = zones.iter().rposition(|&zone| zone == Zone::Closing).unwrap_or(zones.len());
            for zone in zones.iter_mut().skip(last + 1) {
                *zone = Zone::Signature;
            }
        }
    }

    fn closes(&self, sentence: &Sentence) -> bool {
        let count = self.words(sentence).take(LONGEST.1 + 1).count();
        if count == 0 || count > LONGEST.1 || sentence.question {
            return false;
        }
        let Some(first) = self.tokens(sentence).iter().find(|token| token.class.is_word()) else { return false };
        let text = &self.tokens.folded[first.folded_start as usize..];
        // Most phrases begin with another letter.
        let begins_like = |phrase: &&&str| phrase.as_bytes().get(..2) == text.as_bytes().get(..2);
        let begins = |phrase: &&str| text.strip_prefix(phrase.trim_end()).is_some_and(|rest| rest.starts_with(' '));
        let wish = text.strip_prefix("have a ").is_some_and(|rest| rest.split(' ').next().is_some_and(|word| WISHES.contains(&word)));
        (wish || CLOSINGS.iter().filter(begins_like).any(begins)) && !self.says_more(sentence)
    }

    /// "Thank you, we will refund it in 3 days": a promise, a number or a request is no closing.
    fn says_more(&self, sentence: &Sentence) -> bool {
        let promises = |word: &str| ["سن", "وسن", "سيتم", "وسيتم", "ساقوم"].iter().any(|start| word.starts_with(start) && word.chars().count() > 4);
        self.tokens(sentence).iter().any(|token| {
            let word = self.tokens.text(token);
            token.class == TokenClass::Number || MORE.contains(&word) || (token.class == TokenClass::Arabic && promises(word))
        })
    }

    /// A word or two after `/`, `^`, `-` or `*` at the very end.
    fn initials(&self, sentence: &Sentence) -> bool {
        let start = self.tokens.list[sentence.first as usize].source.start as usize;
        let before = self.source[..start].trim_end_matches(' ').chars().next_back();
        let short = self.words(sentence).take(3).count() <= 2;
        let list = self.tokens(sentence);
        let dashed = list[0].breaks && list.len() > 1 && self.tokens.text(&list[0]) == "-";
        let marked = dashed || matches!(before, Some('/' | '^' | '~' | '*' | '-' | '–' | '—' | '∞'));
        short && marked && list.iter().any(|token| token.capital || token.class == TokenClass::Placeholder)
    }

    /// "Team Rifq", «فريق خدمة العملاء», or a line with a telephone number.
    fn team(&self, sentence: &Sentence) -> bool {
        let count = self.words(sentence).take(LONGEST.2 + 1).count();
        let list = self.tokens(sentence);
        if count > LONGEST.2 || sentence.question {
            return false;
        }
        let own_line = list.first().is_some_and(|token| token.breaks);
        let phone =
            own_line && count <= 3 && list.iter().any(|token| token.class == TokenClass::Entity && token.source.text(self.source).starts_with(['+', '0', '9']));
        let named = self
            .words(sentence)
            .all(|(token, word)| token.capital || token.class == TokenClass::Arabic || matches!(word, "the" | "of" | "and" | "at" | "your" | "from"));
        let role = self.words(sentence).any(|(_, word)| ROLES.contains(&word));
        let arabic = self.words(sentence).next().is_some_and(|(token, word)| token.class == TokenClass::Latin || ROLES.contains(&word));
        // «بدر / التعويضات»
        let slashed =
            own_line && count > 1 && list.iter().any(|token| self.tokens.text(token) == "/") && list.iter().all(|token| token.class != TokenClass::Link);
        phone || slashed && named || (count > 1 && named && role && arabic && (own_line || self.words(sentence).next().is_some_and(|(_, word)| word == "team")))
    }

    /// "Dario, Player Safety" «أكرم السالم، مشرف الفوترة»: a last paragraph of a few words without an end, with capitals or with a role.
    fn signs_apart(&self, sentence: &Sentence, above: &Sentence) -> bool {
        let list = self.tokens(sentence);
        let Some(first) = list.first().filter(|first| first.breaks) else { return false };
        let before = self.source[..first.source.start as usize].trim_end_matches([' ', '\r']);
        let apart = before.strip_suffix('\n').is_some_and(|rest| rest.trim_end_matches([' ', '\r', '\t']).ends_with('\n'));
        let ended = sentence.question || list.last().is_some_and(|token| matches!(self.tokens.text(token), "." | "!" | "?" | ":"));
        let small = |word: &str| matches!(word, "of" | "and" | "the" | "at" | "for" | "in" | "from" | "desk" | "team" | "crew");
        let latin = self.words(sentence).all(|(token, word)| token.class == TokenClass::Latin && (token.capital || small(word)));
        let role = self.words(sentence).any(|(token, word)| token.class == TokenClass::Arabic && ROLES.contains(&word));
        let count = self.words(sentence).take(LONGEST.0 + 1).count();
        let address = list.iter().any(|token| matches!(token.class, TokenClass::Link | TokenClass::Email | TokenClass::Hashtag));
        // "Give him a scratch from us,\nWanda"
        let below = (count <= 2 || latin && count <= 5) && self.tokens(above).last().is_some_and(|token| self.tokens.text(token) == ",");
        (apart || below) && !ended && !address && (1..=LONGEST.0).contains(&count) && (latin || role || count <= 2)
    }

    /// A short line that is a signature if a closing stands before it; a link or an emoji alone counts as one.
    fn may_sign(&self, sentence: &Sentence) -> bool {
        let list = self.tokens(sentence);
        let count = self.words(sentence).take(LONGEST.2 + 1).count();
        let ends = list.last().is_some_and(|token| matches!(self.tokens.text(token), "!" | "?"));
        let own_line = list.first().is_some_and(|token| token.breaks);
        let data = list.iter().any(|token| token.class == TokenClass::Number);
        count <= LONGEST.2 && !ends && !data && (own_line || count == 0 || count <= 2)
    }
}

/// "We're", "I'm": a capital, but no name.
fn is_contraction(word: &str) -> bool {
    word.contains('\'') || matches!(word, "we" | "i" | "thank" | "thanks" | "sorry" | "please" | "this" | "your" | "can" | "it" | "yes" | "no")
}

#[cfg(test)]
mod tests {
    use crate::conversation::Markup;
    use crate::document::Document;

    fn letters(input: &str) -> String {
        let document = Document::new(input, Markup::Plain);
        document.zones.iter().map(|zone| format!("{zone:?}").chars().next().unwrap_or(' ')).collect()
    }

    #[test]
    fn tells_zones_apart() {
        for (input, expected) in [
            ("Hi Sami,\nWe fixed it.\nBest regards,\nLee\nSupport Team", "GBCSS"),
            ("Hi Sami, we can't do that.", "B"),
            ("Hi there! We can't do that. Thanks!", "GBC"),
            ("Hey, help's here! What is wrong? /NS", "BBS"),
            ("@1234 Hi Sam. We looked into it. ^AB", "GBS"),
            ("Sami,\nplease wait.", "GB"),
            ("Good morning Mr. Ali,\nit is done.\nHave a nice day!", "GBC"),
            ("Thanks for reaching out.", "B"),
            ("Thanks for reaching out. We are on it.", "BB"),
            ("Best of luck with the new phone you bought.\nok it works", "BB"),
            ("السلام عليكم ورحمة الله وبركاته\nتم حل المشكلة.\nمع التحية\nسارة\nفريق الدعم", "GBCSS"),
            ("مرحبا بيك، نعتذر عن التأخير.", "B"),
            ("عزيزي العميل نأسف على المشكلة التي حدثت", "B"),
            ("أهلاً وسهلاً بك أستاذ أحمد،\nطلبك في الطريق.\nيومك سعيد", "GBC"),
            ("عزيزي العميل،\nتم الإلغاء.\nشكراً لتواصلك معنا.", "GBC"),
            ("هلا والله! طلبك وصل.", "GB"),
            ("It will be fixed soon. Team Mobikwik.", "BS"),
            ("Call us.\n+966 50 123 4567", "BS"),
            ("It is done. Thank you, we will refund it soon.", "BB"),
            ("It is done. Have a look at this page.", "BB"),
            ("Done. Have a great day 💚", "BC"),
            ("تم الإلغاء. شكراً لتفهمك، وسنبذل جهدنا لإرجاع المبلغ.", "BB"),
            ("شكراً لثقتك بنا!\n— {brand}", "BS"),
            ("", ""),
        ] {
            assert_eq!(letters(input), expected, "{input}");
        }
    }
}
