//! The words around findings, in the language of the reader.

use crate::diagnostic::Severity;
use crate::text::Language;

/// The word for a severity.
pub(super) const fn severity(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::English, severity) => severity.name(),
        (Language::Arabic, Severity::Info) => "معلومة",
        (Language::Arabic, Severity::Hint) => "تلميح",
        (Language::Arabic, Severity::Warning) => "تنبيه",
        (Language::Arabic, Severity::Error) => "خطأ",
    }
}

/// What stands before the reason.
pub(super) const fn why(language: Language) -> &'static str {
    match language {
        Language::English => "why",
        Language::Arabic => "السبب",
    }
}

/// What stands before the customer's words.
pub(super) const fn customer(language: Language) -> &'static str {
    match language {
        Language::English => "customer",
        Language::Arabic => "العميل",
    }
}

/// What stands before a better sentence.
pub(super) const fn instead(language: Language) -> &'static str {
    match language {
        Language::English => "instead",
        Language::Arabic => "البديل",
    }
}

/// How many findings in how many drafts.
pub(super) fn summary(findings: usize, drafts: usize, language: Language) -> String {
    match language {
        Language::English => {
            let count = if findings == 0 { "no".to_owned() } else { findings.to_string() };
            format!("{count} {} in {drafts} {}", plural(findings, "finding", "findings"), plural(drafts, "draft", "drafts"))
        }
        Language::Arabic => {
            let findings = arabic(findings, &Noun { none: "لا ملاحظات", one: "ملاحظة واحدة", two: "ملاحظتان", few: "ملاحظات", many: "ملاحظة" });
            let drafts = arabic(drafts, &Noun { none: "أي مسودة", one: "مسودة واحدة", two: "مسودتين", few: "مسودات", many: "مسودة" });
            format!("{findings} في {drafts}")
        }
    }
}

/// How many drafts could not be read.
pub(super) fn unreadable(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("; {count} could not be read"),
        Language::Arabic => {
            let drafts = arabic(count, &Noun { none: "", one: "مسودة واحدة", two: "مسودتين", few: "مسودات", many: "مسودة" });
            format!("؛ وبقي بلا قراءة {drafts}")
        }
    }
}

const fn plural(count: usize, one: &'static str, other: &'static str) -> &'static str {
    if count == 1 { one } else { other }
}

/// The forms of a counted Arabic noun; `two` stands in the case of its place.
pub(super) struct Noun {
    pub none: &'static str,
    pub one: &'static str,
    pub two: &'static str,
    pub few: &'static str,
    pub many: &'static str,
}

/// A counted noun, by the plural rules of Arabic in the Unicode CLDR.
pub(super) fn arabic(count: usize, noun: &Noun) -> String {
    match (count, count % 100) {
        (0, _) => noun.none.to_owned(),
        (1, _) => noun.one.to_owned(),
        (2, _) => noun.two.to_owned(),
        (_, 3..=10) => format!("{count} {}", noun.few),
        _ => format!("{count} {}", noun.many),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_agree() {
        for (findings, drafts, english, arabic) in [
            (0, 1, "no findings in 1 draft", "لا ملاحظات في مسودة واحدة"),
            (1, 2, "1 finding in 2 drafts", "ملاحظة واحدة في مسودتين"),
            (2, 3, "2 findings in 3 drafts", "ملاحظتان في 3 مسودات"),
            (10, 11, "10 findings in 11 drafts", "10 ملاحظات في 11 مسودة"),
            (99, 100, "99 findings in 100 drafts", "99 ملاحظة في 100 مسودة"),
            (102, 103, "102 findings in 103 drafts", "102 ملاحظة في 103 مسودات"),
        ] {
            assert_eq!(summary(findings, drafts, Language::English), english);
            assert_eq!(summary(findings, drafts, Language::Arabic), arabic);
        }
    }
}
