//! Arabic clitics: what may be written on to a stem, by word class.
//!
//! A closed grammar instead of stemming: stripping letters freely would destroy words whose first letter only looks like a
//! proclitic (وعد، بريد، لازم). A split counts only where the rest is a word of the vocabulary.

use super::pattern::Class;

/// What stands before a stem, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before(u8);

impl Before {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// و or ف.
    const CONJUNCTION: Self = Self(1);
    /// ال and its compounds with prepositions and demonstratives.
    const ARTICLE: Self = Self(2);
    /// ب.
    const B: Self = Self(4);
    /// ك.
    const K: Self = Self(8);
    /// ل.
    const L: Self = Self(16);
    /// س, ح, ه, غ: future.
    const FUTURE: Self = Self(32);
    /// م or ما of a negation with ش.
    const NEGATION: Self = Self(64);

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn within(self, allowed: Self) -> bool {
        self.0 & !allowed.0 == 0
    }
}

/// What stands after a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Nothing.
    None,
    /// A pronoun that nouns, verbs and prepositions share.
    Pronoun,
    /// ني, or ل with a pronoun: verbs only.
    Object,
    /// The ش of negation, with or without a pronoun before it.
    Negation,
}

impl After {
    const ALL: [Self; 4] = [Self::None, Self::Pronoun, Self::Object, Self::Negation];
}

/// Whether a word of this class may carry these clitics.
const fn permits(class: Class, before: Before, after: After) -> bool {
    let conjunction = Before::CONJUNCTION;
    let preposition = conjunction.with(Before::B).with(Before::L).with(Before::K);
    let verbal = conjunction.with(Before::FUTURE).with(Before::B).with(Before::L);
    match class {
        Class::Exact => before.within(Before::NONE) && matches!(after, After::None),
        Class::Plain => before.within(conjunction) && matches!(after, After::None),
        Class::Noun => before.within(preposition.with(Before::ARTICLE)) && matches!(after, After::None | After::Pronoun),
        Class::NounBeforePossessive => before.within(preposition) && matches!(after, After::Pronoun),
        Class::Verb => before.within(verbal) && !matches!(after, After::Negation),
        Class::NegatedVerb => before.within(verbal.with(Before::NEGATION)) && matches!(after, After::Negation),
        Class::Particle => before.within(preposition) && matches!(after, After::None | After::Pronoun),
    }
}

/// By what stands after a stem and before it: the classes that permit both, as bits.
static PERMITTED: [[u8; 128]; 4] = all_permitted();

const fn all_permitted() -> [[u8; 128]; 4] {
    let mut table = [[0; 128]; 4];
    let mut at = 0;
    while at < 4 * 128 * Class::ALL.len() {
        let (after, before, class) = (at % 4, at / 4 % 128, Class::ALL[at / (4 * 128)]);
        if permits(class, Before(before as u8), After::ALL[after]) {
            table[after][before] |= 1 << class as u8;
        }
        at += 1;
    }
    table
}

/// The classes whose words may carry these clitics, as bits.
pub fn permitted(before: Before, after: After) -> u8 {
    PERMITTED[after as usize][usize::from(before.0 & 127)]
}

/// Calls `visit` with every way to cut proclitics off a folded Arabic word; the whole word first.
pub fn cut_before<'w>(word: &'w str, mut visit: impl FnMut(Before, &'w str)) {
    cut_after_conjunction(word, Before::NONE, &mut visit);
    if let Some(rest) = word.strip_prefix(['و', 'ف'])
        && rest.len() >= 4
    {
        cut_after_conjunction(rest, Before::CONJUNCTION, &mut visit);
    }
}

fn cut_after_conjunction<'w>(word: &'w str, before: Before, visit: &mut impl FnMut(Before, &'w str)) {
    visit(before, word);
    let mut cut = |prefix: &str, bits: Before, least_letters: usize| {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.len() >= least_letters * 2
        {
            visit(before.with(bits), rest);
        }
    };
    match word.chars().next() {
        Some('ا') => cut("ال", Before::ARTICLE, 2),
        Some('ب') => {
            cut("ب", Before::B, 3);
            cut("بال", Before::ARTICLE, 2);
        }
        Some('ك') => {
            cut("ك", Before::K, 3);
            cut("كال", Before::ARTICLE, 2);
        }
        Some('ل') => {
            cut("ل", Before::L, 3);
            cut("لل", Before::ARTICLE, 2);
        }
        Some('ه') => {
            cut("ه", Before::FUTURE, 3);
            cut("هال", Before::ARTICLE, 2);
        }
        Some('ع') => cut("عال", Before::ARTICLE, 2),
        Some('س' | 'ح' | 'غ') => {
            for prefix in ["س", "ح", "غ"] {
                cut(prefix, Before::FUTURE, 3);
            }
        }
        Some('م') => {
            for prefix in ["م", "ما", "مب", "مه", "مح", "ماب", "ماه", "ماح"] {
                cut(prefix, Before::NEGATION, 3);
            }
        }
        _ => {}
    }
}

/// Calls `visit` with every way to cut enclitics off the rest of a word; the whole rest first.
pub fn cut_after<'w>(rest: &'w str, mut visit: impl FnMut(After, &'w str)) {
    visit(After::None, rest);
    cut_pronouns(rest, &mut visit);
    if let Some(negated) = rest.strip_suffix('ش') {
        let mut negation = |_: After, stem: &'w str| visit(After::Negation, stem);
        negation(After::None, negated);
        cut_pronouns(negated, &mut negation);
    }
}

/// Cuts off pronouns: those that nouns, verbs and prepositions share, then objects that only verbs take.
///
/// و is the Maghrebi "his", كو and كن are the Egyptian and Levantine "your". Told by the last letters, since nearly all words have none.
fn cut_pronouns<'w>(rest: &'w str, visit: &mut impl FnMut(After, &'w str)) {
    let mut letters = rest.chars().rev();
    let (Some(last), second, third) = (letters.next(), letters.next().unwrap_or(' '), letters.next().unwrap_or(' ')) else { return };
    // How many letters the shared pronouns have, and an object; 0 for none.
    let (shared, object) = match (third, second, last) {
        (_, 'ل', 'ك' | 'ه') | (_, 'ن' | 'ل', 'ي') => ([1, 0], 2),
        ('ل', 'ك' | 'ه', 'م') | ('ل', 'ه' | 'ن', 'ا') | ('ل', 'ك', 'ن') => ([2, 0], 3),
        ('ل', 'ك', 'و') => ([2, 1], 3),
        (_, 'ك' | 'ه', 'م' | 'ن') | (_, 'ه' | 'ن', 'ا') => ([2, 0], 0),
        ('ك' | 'ه', 'م', 'ا') => ([3, 0], 0),
        (_, 'ك', 'و') => ([2, 1], 0),
        (_, _, 'ك' | 'ه' | 'ي' | 'و') => ([1, 0], 0),
        _ => return,
    };
    // These letters are two bytes each, and a stem has two letters at least.
    let mut cut = |after, letters: usize| {
        if letters > 0
            && let Some(stem) = rest.len().checked_sub(2 * letters).filter(|&length| length >= 4).and_then(|length| rest.get(..length))
        {
            visit(after, stem);
        }
    };
    cut(After::Pronoun, shared[0]);
    cut(After::Pronoun, shared[1]);
    cut(After::Object, object);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(word: &str, stem: &str, class: Class) -> bool {
        let mut found = false;
        cut_before(word, |before, rest| {
            cut_after(rest, |after, cut| found |= cut == stem && permits(class, before, after));
        });
        found
    }

    #[test]
    fn each_class_takes_its_own_clitics() {
        for (word, stem, class, expected) in [
            ("وللاسف", "للاسف", Class::Plain, true),
            ("سنرسلها", "نرسل", Class::Verb, true),
            ("هنبعتلك", "نبعت", Class::Verb, true),
            ("طلبك", "طلب", Class::Noun, true),
            ("وبالشحنه", "شحنه", Class::Noun, true),
            ("للفاتوره", "فاتوره", Class::Noun, true),
            ("مسووليتنا", "مسووليت", Class::NounBeforePossessive, true),
            ("مسووليت", "مسووليت", Class::NounBeforePossessive, false),
            ("منقدرش", "نقدر", Class::NegatedVerb, true),
            ("ماقدرناش", "قدرنا", Class::NegatedVerb, true),
            ("نقدرش", "نقدر", Class::Verb, false),
            ("سعر", "عر", Class::Noun, false),
            ("محل", "حل", Class::Noun, false),
            ("لازم", "ازم", Class::Plain, false),
        ] {
            assert_eq!(accepts(word, stem, class), expected, "{word} {stem}");
        }
    }
}
