//! The words of explanations, in English and Arabic.

use crate::conversation::Channel;
use crate::diagnostic::Severity;
use crate::text::{Dialect, Language, Zone};

/// Headings and phrases in one language.
pub(super) struct Words {
    pub language: Language,
    pub off: &'static str,
    pub why: &'static str,
    pub message: &'static str,
    pub looks_for: &'static str,
    pub examples: &'static str,
    pub instead: &'static str,
    pub leave_out: &'static str,
    pub not_quoted: &'static str,
    pub not_question: &'static str,
    pub not_conditional: &'static str,
    pub unless_customer_said: &'static str,
}

const ENGLISH: Words = Words {
    language: Language::English,
    off: "off",
    why: "Why it matters",
    message: "What it says",
    looks_for: "What it looks for",
    examples: "Examples (- raises it, + does not)",
    instead: "Better sentences",
    leave_out: "(leave it out)",
    not_quoted: "Not inside quotation marks.",
    not_question: "Not in a question to the customer.",
    not_conditional: "Not after \"if\" and the like.",
    unless_customer_said: "Not where the customer used the same words.",
};

const ARABIC: Words = Words {
    language: Language::Arabic,
    off: "معطّلة",
    why: "لماذا يهم",
    message: "ما تقوله القاعدة",
    looks_for: "ما تبحث عنه",
    examples: "أمثلة (- ما تُظهره القاعدة، + ما لا تُظهره)",
    instead: "صيغ أفضل",
    leave_out: "(تُحذف)",
    not_quoted: "لا ما بين علامتي اقتباس.",
    not_question: "لا ما جاء في سؤال للعميل.",
    not_conditional: "لا ما جاء بعد «إذا» وأخواتها.",
    unless_customer_said: "لا ما استخدم العميل كلماته نفسها.",
};

impl Words {
    pub(super) const fn of(language: Language) -> Self {
        match language {
            Language::English => ENGLISH,
            Language::Arabic => ARABIC,
        }
    }

    pub(super) const fn severity(&self, severity: Severity) -> &'static str {
        match (self.language, severity) {
            (Language::English, severity) => severity.name(),
            (Language::Arabic, Severity::Info) => "معلومة",
            (Language::Arabic, Severity::Hint) => "تلميح",
            (Language::Arabic, Severity::Warning) => "تنبيه",
            (Language::Arabic, Severity::Error) => "خطأ",
        }
    }

    /// How many patterns are not shown.
    pub(super) fn more(&self, count: usize) -> String {
        match self.language {
            Language::English => format!("… and {count} more"),
            Language::Arabic => format!("… وغيرها ({count})"),
        }
    }

    /// From how many hits on a metric rule finds something.
    pub(super) fn count(&self, hits: u8, sentences: u8) -> String {
        match self.language {
            Language::English => format!("From {hits} of them on, within {sentences} sentences in a row."),
            Language::Arabic => format!("إذا بلغ عددها {hits} أو أكثر ضمن جمل متتالية عددها {sentences}."),
        }
    }

    /// Where an alternative softens a finding; counts of sentences before and after.
    pub(super) fn bridge(&self, before: u8, after: u8) -> String {
        match self.language {
            Language::English => format!("Info only, where an alternative stands in the same sentence, up to {before} before or up to {after} after."),
            Language::Arabic => format!("معلومة فقط إذا ورد بديل في الجملة نفسها، أو قبلها (حتى {before}) أو بعدها (حتى {after})."),
        }
    }

    pub(super) fn channels(&self, names: &[&str]) -> String {
        self.list("Only in: ", "في هذه القنوات فقط: ", names)
    }

    pub(super) fn zones(&self, names: &[&str]) -> String {
        self.list("It reads: ", "تقرأ: ", names)
    }

    pub(super) fn supersedes(&self, names: &[&str]) -> String {
        self.list("Takes the place of: ", "تغني عن: ", names)
    }

    pub(super) fn extends(&self, name: &str) -> String {
        self.list("Stands in for, and has its patterns from: ", "تحل محل قاعدة أخرى وتأخذ عنها أنماطها: ", &[name])
    }

    fn list(&self, english: &str, arabic: &str, names: &[&str]) -> String {
        match self.language {
            Language::English => format!("{english}{}.", names.join(", ")),
            Language::Arabic => format!("{arabic}{}.", names.join("، ")),
        }
    }
}

/// A language, or its dialect where there is one.
pub(super) const fn dialect(language: Language, dialect: Option<Dialect>, reader: Language) -> &'static str {
    match (reader, language, dialect) {
        (Language::English, Language::English, _) => "English",
        (Language::English, Language::Arabic, None | Some(Dialect::Msa)) => "Arabic",
        (Language::English, Language::Arabic, Some(Dialect::Gulf)) => "Arabic, Gulf",
        (Language::English, Language::Arabic, Some(Dialect::Egyptian)) => "Arabic, Egyptian",
        (Language::English, Language::Arabic, Some(Dialect::Levantine)) => "Arabic, Levantine",
        (Language::English, Language::Arabic, Some(Dialect::Maghrebi)) => "Arabic, Maghrebi",
        (Language::Arabic, Language::English, _) => "الإنجليزية",
        (Language::Arabic, Language::Arabic, None | Some(Dialect::Msa)) => "العربية",
        (Language::Arabic, Language::Arabic, Some(Dialect::Gulf)) => "العربية، الخليجية",
        (Language::Arabic, Language::Arabic, Some(Dialect::Egyptian)) => "العربية، المصرية",
        (Language::Arabic, Language::Arabic, Some(Dialect::Levantine)) => "العربية، الشامية",
        (Language::Arabic, Language::Arabic, Some(Dialect::Maghrebi)) => "العربية، المغاربية",
    }
}

/// A channel's name.
pub(super) const fn channel(channel: Channel, reader: Language) -> &'static str {
    match (reader, channel) {
        (Language::English, channel) => channel.name(),
        (Language::Arabic, Channel::Email) => "البريد",
        (Language::Arabic, Channel::Chat) => "الدردشة",
        (Language::Arabic, Channel::Message) => "الرسائل الخاصة",
        (Language::Arabic, Channel::Sms) => "الرسائل القصيرة",
        (Language::Arabic, Channel::Social) => "التواصل الاجتماعي",
        (Language::Arabic, Channel::Review) => "الرد على التقييمات",
        (Language::Arabic, Channel::Forum) => "المنتدى",
        (Language::Arabic, Channel::Phone) => "الهاتف",
    }
}

/// A zone's name.
pub(super) const fn zone(zone: Zone, reader: Language) -> &'static str {
    match (reader, zone) {
        (Language::English, Zone::Greeting) => "greeting",
        (Language::English, Zone::Body) => "body",
        (Language::English, Zone::Closing) => "closing",
        (Language::English, Zone::Signature) => "signature",
        (Language::Arabic, Zone::Greeting) => "التحية",
        (Language::Arabic, Zone::Body) => "المتن",
        (Language::Arabic, Zone::Closing) => "الخاتمة",
        (Language::Arabic, Zone::Signature) => "التوقيع",
    }
}
