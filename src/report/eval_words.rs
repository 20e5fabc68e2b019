//! The words around figures of agreement, in the language of the reader.

use super::words::{Noun, arabic};
use crate::eval::Fault;
use crate::text::Language;

/// Headings in one language.
pub(super) struct Words {
    language: Language,
    pub all: &'static str,
    pub not_given: &'static str,
    pub families: &'static str,
    pub spans: &'static str,
    pub categories: &'static str,
    pub rules: &'static str,
    pub agreement: &'static str,
    pub counted: &'static str,
    pub gold: &'static str,
    pub said: &'static str,
    pub precision: &'static str,
    pub recall: &'static str,
    pub figure: &'static str,
    pub interval: &'static str,
    pub expected: &'static str,
    pub found: &'static str,
    pub customer: &'static str,
    pub reply: &'static str,
    pub nothing: &'static str,
}

const ENGLISH: Words = Words {
    language: Language::English,
    all: "all",
    not_given: "not given",
    families: "drafts with the fault",
    spans: "words found",
    categories: "rules by category",
    rules: "rules",
    agreement: "agreement",
    counted: "drafts",
    gold: "labels",
    said: "rifq",
    precision: "precision",
    recall: "recall",
    figure: "figure",
    interval: "95 %",
    expected: "labels",
    found: "rifq",
    customer: "customer",
    reply: "reply",
    nothing: "nothing",
};

const ARABIC: Words = Words {
    language: Language::Arabic,
    all: "الكل",
    not_given: "غير مذكور",
    families: "مسودات فيها الخطأ",
    spans: "عبارات رُصدت",
    categories: "القواعد حسب الفئة",
    rules: "القواعد",
    agreement: "الاتفاق",
    counted: "مسودات",
    gold: "الوسوم",
    said: "rifq",
    precision: "الدقة",
    recall: "الشمول",
    figure: "القيمة",
    interval: "مجال الثقة 95٪",
    expected: "الوسوم",
    found: "rifq",
    customer: "العميل",
    reply: "الرد",
    nothing: "لا شيء",
};

impl Words {
    pub(super) const fn of(language: Language) -> Self {
        match language {
            Language::English => ENGLISH,
            Language::Arabic => ARABIC,
        }
    }

    /// What drafts are grouped by.
    pub(super) fn by(&self, by: &'static str) -> &'static str {
        match (self.language, by) {
            (Language::Arabic, "language") => "اللغة",
            (Language::Arabic, "dialect") => "اللهجة",
            (Language::Arabic, "channel") => "القناة",
            (Language::Arabic, "source") => "المصدر",
            (Language::Arabic, "file") => "الملف",
            (_, by) => by,
        }
    }

    /// How many drafts.
    pub(super) fn drafts(&self, count: usize) -> String {
        match self.language {
            Language::English => format!("{count} {}", if count == 1 { "draft" } else { "drafts" }),
            Language::Arabic => arabic(count, &Noun { none: "لا مسودات", one: "مسودة واحدة", two: "مسودتان", few: "مسودات", many: "مسودة" }),
        }
    }

    /// In which way a draft differs.
    pub(super) const fn fault(&self, fault: Fault) -> &'static str {
        match (self.language, fault) {
            (Language::English, Fault::Miss) => "missed",
            (Language::English, Fault::FalseAlarm) => "false alarm",
            (Language::English, Fault::TooLow) => "too low",
            (Language::English, Fault::TooHigh) => "too high",
            (Language::Arabic, Fault::Miss) => "فات rifq",
            (Language::Arabic, Fault::FalseAlarm) => "إنذار خاطئ",
            (Language::Arabic, Fault::TooLow) => "أدنى من الوسم",
            (Language::Arabic, Fault::TooHigh) => "أعلى من الوسم",
        }
    }

    pub(super) fn below(&self, name: &str, figure: f64, least: f64) -> String {
        match self.language {
            Language::English => format!("{name} is {figure:.1} %, below its floor of {least} %"),
            Language::Arabic => format!("{name}: القيمة {figure:.1}٪ أقل من الحد الأدنى {least}٪"),
        }
    }

    pub(super) fn not_measured(&self, name: &str) -> String {
        match self.language {
            Language::English => format!("{name} was not measured"),
            Language::Arabic => format!("{name}: لم تُقَس"),
        }
    }

    pub(super) fn floors(&self, floors: usize, below: usize) -> String {
        match self.language {
            Language::English => {
                let noun = if floors == 1 { "floor" } else { "floors" };
                if below == 0 { format!("{floors} {noun}, all held") } else { format!("{floors} {noun}, {below} not held") }
            }
            Language::Arabic => {
                let floors = arabic(
                    floors,
                    &Noun {
                        none: "لا حدود دنيا", one: "حد أدنى واحد", two: "حدّان أدنيان", few: "حدود دنيا", many: "حدًّا أدنى"
                    },
                );
                if below == 0 { format!("{floors}، لم يُخرق منها شيء") } else { format!("{floors}، لم يتحقق منها {below}") }
            }
        }
    }
}
