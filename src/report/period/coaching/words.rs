//! The words of coaching plans, in the language of the reader.

use super::plan::Change;
use crate::text::Language;

/// Headings and notes in one language.
pub(super) struct Words {
    pub title: &'static str,
    pub days: &'static str,
    pub score: &'static str,
    pub replies: &'static str,
    pub findings_100: &'static str,
    pub others: &'static str,
    pub few: &'static str,
    pub masked: &'static str,
    pub well: &'static str,
    pub well_note: &'static str,
    pub best: &'static str,
    pub habits: &'static str,
    pub habits_few: &'static str,
    pub habits_note: &'static str,
    pub none: &'static str,
    pub none_well: &'static str,
    pub before: &'static str,
    pub better: &'static str,
    pub blanks: &'static str,
    pub own: &'static str,
    pub trend: &'static str,
    pub then: &'static str,
    pub now: &'static str,
    pub habit: &'static str,
    pub change: &'static str,
    pub trend_note: &'static str,
    pub other_rules: &'static str,
    pub first_plan: &'static str,
    pub weeks: &'static str,
    pub exercises: &'static str,
    pub exercises_note: &'static str,
    pub customer: &'static str,
    pub reply: &'static str,
    pub known: &'static str,
    pub answer: &'static str,
    pub talk: &'static str,
    pub questions: [&'static str; 3],
    pub limits: &'static str,
}

const ENGLISH: Words = Words {
    title: "Coaching plan",
    days: "Replies from",
    score: "Mean score",
    replies: "Replies",
    findings_100: "Findings per 100 replies",
    others: "all others",
    few: "Fewer than 30 scored replies: too few for a verdict. So there is no mean, no rate and no habit here, only single sentences to talk about.",
    masked: "Names and numbers are masked in the scored folder. To see whole sentences, score the inputs again without --redact.",
    well: "What goes well",
    well_note: "In the agent's own words.",
    best: "A reply to learn from",
    habits: "Three habits to work on",
    habits_few: "What was found in single replies",
    habits_note: "Those that cost the most points, with sentences as they were sent and better ones beside them.",
    none: "Nothing that returns: no finding in three replies or more.",
    none_well: "No sentence stands out yet.",
    before: "Written",
    better: "Better",
    blanks: "{…} marks what only the agent knows.",
    own: "Done well already:",
    trend: "Since the last plan",
    then: "then",
    now: "now",
    habit: "Habit",
    change: "Change",
    trend_note: "Share of replies. A change is called one only where chance hardly explains it (95 %).",
    other_rules: "The rules have changed since then, so the figures compare only roughly.",
    first_plan: "This is the first plan; the next one will tell what has changed.",
    weeks: "Week by week",
    exercises: "Exercises",
    exercises_note: "Answer in writing, then compare. On a computer, rifq tells at once what is still missing:",
    customer: "Customer",
    reply: "Reply",
    known: "What is known",
    answer: "Answer",
    talk: "To talk about",
    questions: [
        "Which of these sentences would you write again today, and which one differently?",
        "What made it hard in these cases: time, information, or what may be offered?",
        "Which one habit do we look at until the next plan?",
    ],
    limits: "The figures say how replies are written, not whether what they say is true, nor whether the customer was satisfied. They are meant for a talk, not for a ranking.",
};

const ARABIC: Words = Words {
    title: "خطة تدريب",
    days: "ردود المدة",
    score: "متوسط الدرجة",
    replies: "الردود",
    findings_100: "الملاحظات في كل 100 رد",
    others: "بقية الزملاء",
    few: "أقل من 30 ردًا مقيَّمًا، وهذا لا يكفي للحكم. لذلك لا متوسط هنا ولا نسب ولا عادات، بل جمل متفرقة يدور حولها الحديث.",
    masked: "الأسماء والأرقام محجوبة في المجلد. ولرؤية الجمل كاملة تُقيَّم المدخلات من جديد دون ‎--redact.",
    well: "ما سار جيدًا",
    well_note: "بكلمات الموظف نفسه.",
    best: "رد نتعلّم منه",
    habits: "ثلاث عادات للعمل عليها",
    habits_few: "ما ظهر في ردود متفرقة",
    habits_note: "العادات التي كلّفت أكثر النقاط، مع جمل كما أُرسلت وإلى جانبها الأفضل.",
    none: "لا شيء يتكرر: لا ملاحظة في ثلاثة ردود أو أكثر.",
    none_well: "لا جملة لافتة حتى الآن.",
    before: "ما كُتب",
    better: "الأفضل",
    blanks: "ما بين {…} لا يعرفه إلا الموظف.",
    own: "مثال جيد من الردود نفسها:",
    trend: "منذ الخطة السابقة",
    then: "سابقًا",
    now: "الآن",
    habit: "العادة",
    change: "التغيّر",
    trend_note: "النسبة من الردود. ولا يُسمّى الفرق تغيّرًا إلا حين يبعد أن تكون الصدفة سببه (95 %).",
    other_rules: "تغيّرت القواعد منذ ذلك الحين، فالمقارنة تقريبية.",
    first_plan: "هذه أول خطة، والتالية تبيّن ما تغيّر.",
    weeks: "أسبوعًا بأسبوع",
    exercises: "تمارين",
    exercises_note: "يُكتب الرد أولًا ثم تأتي المقارنة. وعلى الحاسوب يبيّن rifq في الحال ما ينقص:",
    customer: "العميل",
    reply: "الرد",
    known: "المعلوم",
    answer: "الإجابة",
    talk: "للحديث معًا",
    questions: [
        "أي هذه الجمل تُكتب اليوم كما هي، وأيها تُكتب بطريقة أخرى؟",
        "ما الذي صعّب الأمر في هذه الحالات: الوقت أم المعلومات أم ما يمكن عرضه؟",
        "أي عادة واحدة نلتفت إليها حتى الخطة القادمة؟",
    ],
    limits: "تبيّن الأرقام كيف كُتبت الردود، ولا تبيّن هل ما فيها صحيح، ولا هل رضي العميل. وهي للحديث لا للمفاضلة.",
};

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Arabic => &ARABIC,
        }
    }
}

/// What a change is called.
pub(super) const fn change(change: Change, language: Language) -> &'static str {
    match (change, language) {
        (Change::Less, Language::English) => "less often",
        (Change::Less, Language::Arabic) => "أقل",
        (Change::More, Language::English) => "more often",
        (Change::More, Language::Arabic) => "أكثر",
        (Change::Unclear, Language::English) => "no clear change",
        (Change::Unclear, Language::Arabic) => "لا تغيّر واضح",
    }
}

/// "in 12 of 118 replies".
pub(super) fn counted(replies: u64, of: u64, language: Language) -> String {
    match language {
        Language::English => format!("in {replies} of {of} replies"),
        Language::Arabic => format!("الردود: {replies} من {of}"),
    }
}
