//! The model of a reply on whole conversations: what is needed, what is given, what carries over.

use rifq::assess::{Assessment, Grade, StepGrade};
use rifq::catalogue::embedded;
use rifq::conversation::Stage;
use rifq::diagnostic::{Applicability, Severity, apply};
use rifq::{Channel, Conversation, Language, Linter, Review, Role, Turn};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(embedded::rules()));

/// A conversation from lines that begin with `c:`, `a:`, `b:` or `n:`; the last one is the draft.
fn conversation(lines: &[&str]) -> Conversation {
    let turn = |line: &&str| {
        let (role, text) = line.split_once(": ").expect("a role before the text");
        let role = match role {
            "c" => Role::Customer,
            "a" => Role::Agent,
            "b" => Role::Bot,
            _ => Role::Note,
        };
        Turn { role, text: text.to_owned(), ..Turn::default() }
    };
    Conversation { turns: lines.iter().map(turn).collect(), ..Conversation::default() }
}

fn review(conversation: &Conversation) -> Review {
    LINTER.review(conversation, Language::English)
}

fn assessment(lines: &[&str]) -> Assessment {
    review(&conversation(lines)).assessment
}

fn raises(review: &Review, rule: &str) -> bool {
    review.diagnostics.iter().any(|diagnostic| &*diagnostic.rule == rule)
}

#[test]
fn the_need_is_that_of_the_messages() {
    for (message, level) in [
        ("What time do you open on Saturdays?", 0),
        ("Thank you, it works now!", 0),
        ("What happens if the parcel arrives damaged?", 0),
        ("The cup arrived broken.", 2),
        ("My order is two weeks late and nobody answers.", 2),
        ("This is the third time I write and still no refund.", 3),
        ("My father passed away, please close his line.", 3),
        ("Somebody stole my card and used it.", 3),
        ("متى تفتحون يوم السبت؟", 0),
        ("لو وصل الطلب مكسور ايش اسوي؟", 0),
        ("وصلني الكوب مكسور", 2),
        ("ثالث مرة أراسلكم وما رجع المبلغ", 3),
        ("والدي توفي وأبي أقفل خطه", 3),
        ("الطلب اتأخر أسبوع ومحدش بيرد", 2),
    ] {
        assert_eq!(assessment(&[&format!("c: {message}"), "a: Noted."]).need.level, level, "{message}");
    }
}

#[test]
fn who_is_told_to_restart_has_some_trouble() {
    for (turns, level) in [
        (&["c: Version 8.4 on a tablet", "a: Please restart the app."][..], 1),
        (&["c: Version 8.4 on a tablet", "a: Your renewal is booked."], 0),
        (&["c: How do I clear the cache?", "a: Please clear the cache under Settings."], 0),
        (&["c: Great app, version 8.4 is lovely", "a: Please update the app to see the new colours."], 0),
    ] {
        assert_eq!(assessment(turns).need.level, level, "{turns:?}");
    }
}

#[test]
fn empathy_is_graded_by_what_it_names() {
    for (customer, reply, grade) in [
        ("The lamp arrived cracked.", "Send a photo.", Grade::None),
        ("The lamp arrived cracked.", "Sorry for the inconvenience.", Grade::Weak),
        ("The lamp arrived cracked.", "I'm sorry the lamp reached you cracked.", Grade::Strong),
        ("I was charged twice.", "I understand how frustrating this is, and I am sorry.", Grade::Strong),
        ("My mother passed away last week.", "I'm so sorry for your loss.", Grade::Strong),
        ("وصلت اللمبة مكسورة", "أرسل صورة.", Grade::None),
        ("وصلت اللمبة مكسورة", "نعتذر عن أي إزعاج.", Grade::Weak),
        ("وصلت اللمبة مكسورة", "نعتذر عن وصول اللمبة مكسورة.", Grade::Strong),
        ("والدتي توفيت الأسبوع الماضي", "أحسن الله عزاءكم.", Grade::Strong),
    ] {
        assert_eq!(assessment(&[&format!("c: {customer}"), &format!("a: {reply}")]).given.grade, grade, "{reply}");
    }
}

#[test]
fn belittling_takes_empathy_back() {
    let given = assessment(&["c: I was charged twice!", "a: Sorry, but calm down, it's only five dollars."]).given;
    assert!(given.harmed);
    assert_eq!(given.grade, Grade::None);
}

#[test]
fn what_an_earlier_bubble_gave_counts() {
    let alone = conversation(&["c: My parcel is three weeks late!", "a: Please send me the order number."]);
    assert!(raises(&review(&alone), "empathy/missing-acknowledgement"));
    let second =
        conversation(&["c: My parcel is three weeks late!", "a: I'm sorry your parcel is this late.", "n: VIP", "a: Please send me the order number."]);
    assert!(!raises(&review(&second), "empathy/missing-acknowledgement"));
    let step = assessment(&["c: My parcel is three weeks late!", "a: I'll call the courier now.", "a: I'm sorry about the wait."]).step;
    assert_eq!((step.grade, step.action), (StepGrade::Concrete, None));
}

#[test]
fn an_open_complaint_carries_over_until_it_is_acknowledged() {
    let open = assessment(&["c: My parcel is three weeks late!", "a: What is the order number?", "c: 55120", "a: Thanks, checking."]);
    assert_eq!(open.need.level, 2);
    let acknowledged = assessment(&["c: My parcel is three weeks late!", "a: I'm sorry it is so late. What is the number?", "c: 55120", "a: Checking now."]);
    assert_eq!(acknowledged.need.level, 0);
    let settled = assessment(&["c: My parcel is three weeks late!", "a: What is the order number?", "c: It arrived, thank you!", "a: Great."]);
    assert_eq!(settled.need.level, 0);
    assert!(!settled.opening && assessment(&["c: Hi", "b: Welcome.", "a: Hello."]).opening);
}

#[test]
fn what_is_missing_waits_while_the_agent_types() {
    let mut draft = conversation(&["c: My parcel is three weeks late!", "a: Please send me the order number."]);
    draft.stage = Stage::Typing;
    assert!(review(&draft).diagnostics.is_empty(), "{:?}", review(&draft).diagnostics);
    draft.turns[1].text.push_str(" Best regards, the Care Team");
    assert!(raises(&review(&draft), "empathy/missing-acknowledgement"));
}

#[test]
fn questions_are_counted_and_matched() {
    for (customer, reply, open) in [
        ("When will it arrive and how much is the fee?", "It will arrive on Monday.", 1),
        ("When will it arrive and how much is the fee?", "It arrives on Monday and the fee is 15 dollars.", 0),
        ("Are you serious??", "We looked at the fee.", 0),
        ("متى يوصل وكم الرسوم؟", "يوصلك يوم الاثنين.", 1),
        ("متى يوصل وكم الرسوم؟", "يوصلك يوم الاثنين والرسوم ١٥ ريال.", 0),
        ("وين فرعكم بجدة", "حياك الله.", 1),
        ("واش كاين التوصيل لفاس", "نعم، كاين.", 0),
    ] {
        let questions = assessment(&[&format!("c: {customer}"), &format!("a: {reply}")]).questions;
        assert_eq!(questions.iter().filter(|question| !question.answered).count(), open, "{customer} / {reply}: {questions:?}");
    }
}

#[test]
fn names_are_compared_as_people_write_them() {
    for (name, reply, wrong) in [
        ("Mona", "Hi Mona, it is done.", false),
        ("Mona Haddad", "Dear Ms Haddad, it is done.", false),
        ("Sarah", "Hi Sara, it is done.", false),
        ("Mona", "Hi Mark, it is done.", true),
        ("Mona", "Hi there, it is done.", false),
        ("Mona", "Thank you, it is done.", false),
        ("محمد", "أهلا خالد، تم الاسترداد.", true),
        ("عبد الرحمن", "أهلا عبدالرحمن، تم الاسترداد.", false),
        ("عبدالرحمن", "أهلا عبد الرحمن، تم الاسترداد.", false),
        ("نورة", "أهلا أستاذة نوره، تم الاسترداد.", false),
        ("Mona", "أهلا منى، تم الاسترداد.", false),
        ("Mona", "Yes, it is done.", false),
        ("Mona", "Mark, it is done.", false),
        ("Mona", "Mark,\nit is done.", true),
        ("Robert Miles", "Hi Bob, it is done.", false),
        ("user4410", "Hi Mark, it is done.", false),
        ("خالد", "أهلا أبو محمد، تم الاسترداد.", false),
        ("خالد", "أهلا نعتذر عن التأخير، تم الاسترداد.", false),
    ] {
        let mut conversation = conversation(&[&format!("a: {reply}")]);
        conversation.customer.name = Some(name.to_owned());
        conversation.channel = Some(Channel::Chat);
        assert_eq!(raises(&review(&conversation), "personal/wrong-name"), wrong, "{name}: {reply}");
    }
}

#[test]
fn the_reply_is_in_the_customers_language() {
    for (customer, reply, mismatch) in [
        ("Where is my order? I have been waiting.", "طلبك في الطريق ويصلك اليوم إن شاء الله.", true),
        ("وين طلبي؟ صار له أسبوع", "Your order shipped yesterday and arrives today.", true),
        ("wen talabi? sarlo jom3a mish wasel", "طلبك في الطريق ويصلك اليوم.", false),
        ("order status pls, وين الطلب؟", "Your order shipped yesterday.", false),
        ("وين طلبي؟", "OK", false),
        ("where is order AB-1234?", "It left yesterday.", false),
    ] {
        let review = review(&conversation(&[&format!("c: {customer}"), &format!("a: {reply}")]));
        assert_eq!(raises(&review, "language/mismatch"), mismatch, "{customer} / {reply}");
    }
}

#[test]
fn findings_of_absence_stand_where_the_missing_part_belongs() {
    let mut mail = conversation(&["c: The lamp arrived broken!", "a: Hi Mona,\nSend a photo of the lamp. It goes to the lab.\nBest regards,\nRami"]);
    mail.channel = Some(Channel::Email);
    let review = review(&mail);
    let missing = review.diagnostics.iter().find(|diagnostic| &*diagnostic.rule == "empathy/missing-acknowledgement").expect("it is missing");
    assert_eq!(missing.span.text(&mail.turns[1].text), "Send a photo of the lamp.");
    assert_eq!(missing.related[0].span.text(&mail.turns[0].text), "arrived broken");
}

#[test]
fn two_things_missing_at_one_place_are_two_findings() {
    let mut mail = conversation(&["a: The refund left our bank this morning."]);
    mail.channel = Some(Channel::Email);
    let review = review(&mail);
    assert!(raises(&review, "form/greeting-missing") && raises(&review, "form/closing-missing"), "{:?}", review.diagnostics);
}

#[test]
fn what_only_the_reply_tells_is_no_more_than_a_hint() {
    let told = review(&conversation(&["a: Your parcel arrived broken and your refund failed."]));
    assert!(told.assessment.need.told);
    assert!(told.diagnostics.iter().all(|diagnostic| !diagnostic.rule.starts_with("empathy/") || diagnostic.severity <= Severity::Hint));
}

#[test]
fn a_sentence_goes_in_after_the_salutation() {
    let review = review(&conversation(&["c: My parcel is three weeks late!", "a: Hi Sam, are you at home today?"]));
    let missing = review.diagnostics.iter().find(|diagnostic| &*diagnostic.rule == "empathy/missing-acknowledgement").expect("it is missing");
    let text = apply("Hi Sam, are you at home today?", &missing.fixes[..1], Applicability::Display).text;
    assert!(text.starts_with("Hi Sam, I'm sorry ") && text.ends_with(". Are you at home today?"), "{text}");
}

fn raised_by(lines: &[&str], channel: Option<Channel>, rule: &str) -> bool {
    let conversation = Conversation { channel, ..conversation(lines) };
    raises(&review(&conversation), rule)
}

#[test]
fn what_was_told_in_any_turn_is_known() {
    for (lines, rule, expected) in [
        (&["c: My order 5512 came cracked.", "a: What's your order number?"][..], "effort/asks-known-info", true),
        (&["c: My order 5512 came cracked.", "a: Sorry about that.", "c: And now?", "a: What's your order number?"], "effort/asks-known-info", true),
        (&["c: My order came cracked.", "a: What's your order number?"], "effort/asks-known-info", false),
        (&["c: Lost my parcel with order 5512.", "a: For your security, what's your order number?"], "effort/asks-known-info", false),
        (&["c: طلبي رقم ٥٥١٢ وصل مكسورًا", "a: كم رقم الطلب؟"], "effort/asks-known-info", true),
    ] {
        assert_eq!(raised_by(lines, None, rule), expected, "{lines:?}");
    }
    let mut asked = conversation(&["c: It came cracked.", "a: What's your order number?"]);
    assert!(!raises(&review(&asked), "effort/asks-known-info"));
    asked.orders = vec!["5512".to_owned()];
    assert!(raises(&review(&asked), "effort/asks-known-info"));
}

#[test]
fn earlier_bubbles_give_what_context_rules_miss() {
    for (lines, channel, rule, expected) in [
        (&["c: You lost my parcel with the shoes.", "a: We're so sorry."][..], None, "problem/no-remedy", true),
        (&["c: You lost my parcel with the shoes.", "a: I've ordered a replacement.", "a: We're so sorry."], None, "problem/no-remedy", false),
        (&["c: Still no parcel, terrible service!", "a: We are so sorry."], Some(Channel::Social), "social/no-route", true),
        (&["c: Still no parcel, terrible service!", "a: Please DM us the number.", "a: We are so sorry."], Some(Channel::Social), "social/no-route", false),
        (&["c: It works now, thank you so much!", "a: Ticket closed."], None, "tone/no-thanks-back", true),
        (&["c: It works now, thank you so much!", "a: You're welcome!", "a: Ticket closed."], None, "tone/no-thanks-back", false),
        (
            &["c: I want to cancel my plan.", "a: I've cancelled it.", "a: Sorry to see you go. We can offer you a special price."],
            None,
            "effort/obstructs-cancel",
            false,
        ),
        (&["c: Where is it?", "a: It left the depot on Monday.", "a: It's on the website."], None, "effort/deflect", false),
    ] {
        assert_eq!(raised_by(lines, channel, rule), expected, "{lines:?}");
    }
}

#[test]
fn context_rules_wait_while_the_draft_is_typed() {
    for (lines, channel, rule) in [
        (&["c: You lost my parcel with the shoes.", "a: We're so sorry."][..], None, "problem/no-remedy"),
        (&["c: Still no parcel, terrible service!", "a: We are so sorry."], Some(Channel::Social), "social/no-route"),
        (&["c: It works now, thank you so much!", "a: Ticket closed."], None, "tone/no-thanks-back"),
        (&["a: I'm transferring you now."], None, "handoff/cold-transfer"),
    ] {
        let mut typed = Conversation { channel, ..conversation(lines) };
        assert!(raises(&review(&typed), rule), "{rule}");
        typed.stage = Stage::Typing;
        assert!(!raises(&review(&typed), rule), "{rule}");
    }
}

#[test]
fn strengths_are_told_with_their_place() {
    use rifq::rules::Strength;
    for (lines, strength) in [
        (&["c: The parcel is lost.", "a: I understand how frustrating a lost parcel is."][..], Strength::FeelingNamed),
        (&["c: ضاعت الشحنة", "a: أتفهم انزعاجك من ضياع الشحنة، ونعتذر."], Strength::FeelingNamed),
        (&["c: Can you change it?", "a: I've changed it, so you don't have to call again."], Strength::NextAnticipated),
        (&["c: ممكن تغيروه؟", "a: غيرته لك حتى لا تحتاج إلى الاتصال مرة أخرى."], Strength::NextAnticipated),
        (&["c: It works now, thank you so much!", "a: You're welcome, Lina!"], Strength::ThanksReturned),
        (&["c: شكرا لكم، خدمة رائعة", "a: العفو، هذا واجبنا."], Strength::ThanksReturned),
        (&["c: The parcel is lost.", "a: I'll trace the parcel and write to you by 5 pm."], Strength::StepComplete),
    ] {
        let strengths = assessment(lines).strengths;
        assert!(strengths.iter().any(|(found, span)| *found == strength && span.is_some()), "{lines:?}: {strengths:?}");
    }
}
