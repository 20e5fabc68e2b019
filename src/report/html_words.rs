//! The headings of the HTML report, in the language of the reader.

use crate::conversation::Role;
use crate::text::Language;

/// Headings in one language.
pub(super) struct Words {
    pub title: &'static str,
    pub tagline: &'static str,
    pub draft: &'static str,
    pub score: &'static str,
    pub of_hundred: &'static str,
    pub thread: &'static str,
    pub fine: &'static str,
    pub strengths: &'static str,
    pub unread: &'static str,
    pub at_most: &'static str,
    pub not_counted: &'static str,
    pub line: &'static str,
}

const ENGLISH: Words = Words {
    title: "rifq report",
    tagline: "What may land badly, why, and what to write instead",
    draft: "Draft",
    score: "Score",
    of_hundred: "of 100",
    thread: "What it answers",
    fine: "Nothing to change.",
    strengths: "Done well",
    unread: "Could not be read",
    at_most: "At most",
    not_counted: "not counted",
    line: "line",
};

const ARABIC: Words = Words {
    title: "تقرير rifq",
    tagline: "ما قد يقع على العميل وقعًا سيئًا، وسببه، وما يُكتب بدلًا منه",
    draft: "المسودة",
    score: "الدرجة",
    of_hundred: "من 100",
    thread: "ما تردّ عليه",
    fine: "لا شيء يحتاج إلى تغيير.",
    strengths: "نقاط القوة",
    unread: "تعذّرت قراءتها",
    at_most: "لا تتجاوز",
    not_counted: "لا تُحتسب",
    line: "السطر",
};

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Arabic => &ARABIC,
        }
    }
}

/// Who wrote a turn.
pub(super) const fn role(role: Role, language: Language) -> &'static str {
    match (role, language) {
        (Role::Customer, Language::English) => "Customer",
        (Role::Customer, Language::Arabic) => "العميل",
        (Role::Agent, Language::English) => "Agent",
        (Role::Agent, Language::Arabic) => "الموظف",
        (Role::Bot, Language::English) => "Bot",
        (Role::Bot, Language::Arabic) => "الرد الآلي",
        (Role::Note, Language::English) => "Note",
        (Role::Note, Language::Arabic) => "ملاحظة داخلية",
    }
}

/// The direction of a language, as HTML names it.
pub(super) const fn direction(language: Language) -> &'static str {
    match language {
        Language::English => "ltr",
        Language::Arabic => "rtl",
    }
}
