//! What each fact of a whole conversation means, in English and Arabic.

use super::explain_words::channel;
use crate::rules::{CourseFact, CourseSpec, Target};
use crate::text::Language;

/// When a fact holds, and its targets.
pub(super) fn course(spec: &CourseSpec, reader: Language) -> Vec<String> {
    let least = spec.least.or(spec.is.least()).unwrap_or_default();
    let (english, arabic) = when(spec.is);
    let told = if reader == Language::Arabic { arabic } else { english };
    let mut lines = vec![told.replace("{}", &least.to_string())];
    lines.extend(spec.targets.iter().map(|target| within(target, reader)));
    lines.push(
        match reader {
            Language::English => "Looked for in whole conversations, by `rifq score` alone; it costs no points.",
            Language::Arabic => "تُطلب في المحادثات كاملة مع `rifq score` وحده، ولا تخصم نقاطا.",
        }
        .to_owned(),
    );
    lines
}

fn within(target: &Target, reader: Language) -> String {
    let allowed = String::from(target.within);
    let channels: Vec<&str> = target.channels.iter().map(|&known| channel(known, reader)).collect();
    match (channels.is_empty(), reader) {
        (true, Language::English) => format!("Within {allowed}."),
        (true, Language::Arabic) => format!("خلال {allowed}."),
        (false, Language::English) => format!("Within {allowed} ({}).", channels.join(", ")),
        (false, Language::Arabic) => format!("خلال {allowed} ({}).", channels.join("، ")),
    }
}

const fn when(fact: CourseFact) -> (&'static str, &'static str) {
    match fact {
        CourseFact::FirstResponseLate => ("Where the first reply came after its target.", "حين يأتي أول رد بعد موعده."),
        CourseFact::ResponseLate => ("Where a later reply came after its target.", "حين يأتي رد لاحق بعد موعده."),
        CourseFact::MessageUnanswered => (
            "Where the customer's last message asks for something and waits longer than its target.",
            "حين تطلب رسالة العميل الأخيرة شيئا وتنتظر أكثر من الموعد.",
        ),
        CourseFact::PromiseOverdue => ("Where a word was promised by a time, and came later or has not come.", "حين يوعد بالرد في وقت ثم يأتي بعده أو لا يأتي."),
        CourseFact::ToldAgain => ("Where the customer, after an answer, says again what they had said.", "حين يعيد العميل بعد الجواب ما قاله من قبل."),
        CourseFact::TextReused => {
            ("Where one agent sent much the same words to {} customers or more.", "حين يرسل موظف واحد الكلام نفسه تقريبا إلى {} عملاء أو أكثر.")
        }
        CourseFact::HandedAround => ("Where {} people or more answered one customer.", "حين يجيب {} أشخاص أو أكثر عميلا واحدا."),
        CourseFact::ContactRepeated => ("Where the customer wrote again within {} days.", "حين يكتب العميل ثانية خلال {} أيام."),
        CourseFact::UrgentWaiting => ("Where a message that waits says that it cannot.", "حين تقول رسالة تنتظر إنها لا تحتمل الانتظار."),
        CourseFact::WidespreadWaiting => ("Where a message that waits tells of trouble that many have.", "حين تذكر رسالة تنتظر عطلا يشمل كثيرين."),
    }
}
