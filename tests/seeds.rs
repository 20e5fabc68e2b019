//! What training texts hold up as model replies raises nothing above a hint, and what they warn of is found: in our own words.

use rifq::catalogue::embedded;
use rifq::diagnostic::Severity;
use rifq::{Conversation, Language, Linter, Role, Turn};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(embedded::rules()));

/// The rules that a reply raises, with their severities; without a customer's message where it is empty.
fn raised(customer: &str, reply: &str) -> Vec<(String, Severity)> {
    let turn = |role, text: &str| Turn { role, text: text.to_owned(), ..Turn::default() };
    let mut conversation = Conversation::default();
    if !customer.is_empty() {
        conversation.turns.push(turn(Role::Customer, customer));
    }
    conversation.turns.push(turn(Role::Agent, reply));
    LINTER.review(&conversation, Language::English).diagnostics.iter().map(|found| (found.rule.to_string(), found.severity)).collect()
}

/// The customer, and what a good agent writes back.
const GOOD: &[(&str, &str)] = &[
    // the damage is named, and a replacement is on its way
    ("The lamp I ordered came smashed.", "I'm so sorry the lamp reached you in pieces; that must have been a let-down. A new one goes out today."),
    ("المصباح وصلني مكسور", "يؤسفني حقًا أن المصباح وصلك مكسورًا، وأفهم خيبة أملك. سأرسل لك بديلًا اليوم."),
    // slowness in plain words, with what is being done
    (
        "Your site has been slow all day.",
        "Our site is slower than usual this afternoon, and I'm sorry that it keeps you waiting. We're working on it and will have it back to normal as soon as possible.",
    ),
    ("موقعكم بطيء من الصباح", "موقعنا أبطأ من المعتاد هذه الظهيرة، ونعتذر عن هذا البطء. يعمل فريقنا على إصلاحه في أسرع وقت ممكن."),
    ("", "موقعنا أبطأ من المعتاد الآن، ونعمل على إعادته إلى سرعته في أسرع وقت ممكن."),
    // a no with a way beside it
    (
        "I want my money back for the cream I opened.",
        "I understand why you ask. While we don't refund opened items, I can offer you store credit or help you choose another one.",
    ),
    ("أريد استرجاع ثمن الكريم بعد فتحه", "أقدّر موقفك. مع أننا لا نسترد المنتجات المفتوحة، أستطيع أن أعطيك رصيدًا في المتجر أو أساعدك في اختيار منتج آخر."),
    // the feeling, and the matter taken in hand
    ("This is the second time my bill is wrong, so annoying.", "I understand your frustration with a wrong bill. Let me look at both of them with you now."),
    ("هذه ثاني مرة تكون الفاتورة غلط!", "أتفهم انزعاجك من خطأ الفاتورة. دعني أراجعها معك الآن."),
    ("How do I change my address?", "I can help you with that: open Profile and choose Addresses."),
    ("كيف أغير عنواني؟", "أستطيع مساعدتك في ذلك: افتح «حسابي» واختر «العناوين»."),
];

/// The customer, what a tired agent writes back, and the rule that must say so, at this severity at least.
const BAD: &[(&str, &str, &str, Severity)] = &[
    ("The router is broken.", "That's not my department.", "negative/not-my-department", Severity::Warning),
    ("الراوتر خربان", "هذا ليس من اختصاصي.", "negative/not-my-department", Severity::Warning),
    ("I want my money back for the cream I opened.", "I'm sorry, but we can't refund opened items.", "negative/cannot", Severity::Warning),
    ("أريد استرجاع ثمن الكريم بعد فتحه", "عذرًا، لا يمكننا استرداد المنتجات المفتوحة.", "negative/cannot", Severity::Warning),
    (
        "Your site has been slow all day.",
        "We are seeing packet loss and high latency on the backbone that degrades throughput.",
        "clarity/jargon",
        Severity::Hint,
    ),
    ("موقعكم بطيء من الصباح", "نرصد ارتفاعا في زمن الاستجابة وفقدان الحزم على العمود الفقري للشبكة.", "clarity/jargon", Severity::Hint),
    ("The lamp came smashed.", "Calm down, it is only a lamp.", "empathy/minimising", Severity::Warning),
    ("My parcel is two weeks late and nobody answers.", "Your parcel is in the warehouse.", "empathy/missing-acknowledgement", Severity::Warning),
    ("طردي متأخر أسبوعين ولا أحد يرد", "الطرد في المستودع.", "empathy/missing-acknowledgement", Severity::Warning),
    ("When does the clinic open on Friday?", "Thank you for contacting us. We value you.", "coverage/question-unanswered", Severity::Hint),
    ("متى تفتح العيادة يوم الجمعة؟", "نشكر لك تواصلك معنا.", "coverage/question-unanswered", Severity::Hint),
];

#[test]
fn model_replies_raise_nothing_above_a_hint() {
    for (customer, reply) in GOOD {
        let found = raised(customer, reply);
        assert!(found.iter().all(|(_, severity)| *severity <= Severity::Hint), "{reply}: {found:?}");
    }
}

#[test]
fn replies_that_training_warns_of_are_found() {
    for (customer, reply, rule, least) in BAD {
        let found = raised(customer, reply);
        assert!(found.iter().any(|(name, severity)| name == rule && severity >= least), "{reply}: {found:?}");
    }
}

#[test]
fn a_bare_sorry_but_is_no_more_than_a_hint() {
    for reply in ["Sorry, but the shop is full today.", "عذرًا، لكننا لا نوصل إلى هذه القرية."] {
        let found = raised("", reply);
        assert!(found.iter().all(|(name, severity)| name != "empathy/false-but" || *severity <= Severity::Hint), "{reply}: {found:?}");
    }
    for reply in ["Sorry, but we ship on Monday.", "عذرًا، لكننا نغلق الآن."] {
        assert!(raised("", reply).iter().any(|(name, _)| name == "empathy/false-but"), "{reply}");
    }
}
