//! Scripts and the language they tell.

/// The language of a text or sentence, told by its script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Arabic, any dialect.
    #[serde(rename = "ar")]
    Arabic,
    /// English; also what is read for other Latin-script text.
    #[default]
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The two-letter code of ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
        }
    }

    /// Tells the language from counts of letters; `None` without letters.
    ///
    /// Arabic service writing carries many Latin names and menu paths, so a third of Arabic letters is enough.
    pub const fn of_counts(arabic: u32, latin: u32) -> Option<Self> {
        if arabic + latin == 0 {
            None
        } else if arabic * 2 >= latin {
            Some(Self::Arabic)
        } else {
            Some(Self::English)
        }
    }
}

/// Whether a folded character is an Arabic letter.
pub const fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{6ee}' | '\u{6ef}' | '\u{6fa}'..='\u{6fc}' | '\u{750}'..='\u{77f}')
}

/// A variety of written Arabic. Drafts without a dialect's own words are read as MSA.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Modern Standard Arabic.
    #[default]
    Msa,
    /// Saudi Arabia, the Gulf states.
    Gulf,
    /// Egypt.
    Egyptian,
    /// Syria, Lebanon, Jordan, Palestine.
    Levantine,
    /// Morocco, Algeria, Tunisia.
    Maghrebi,
}

impl Dialect {
    /// The four spoken varieties.
    pub const SPOKEN: [Self; 4] = [Self::Gulf, Self::Egyptian, Self::Levantine, Self::Maghrebi];

    /// The word for it in rule files and lexicon names.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Msa => "msa",
            Self::Gulf => "gulf",
            Self::Egyptian => "egyptian",
            Self::Levantine => "levantine",
            Self::Maghrebi => "maghrebi",
        }
    }
}
