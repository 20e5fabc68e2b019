//! What each fact of a reply means and what each limit allows, in English and Arabic.

use super::explain_words::channel;
use crate::diagnostic::Severity;
use crate::rules::{Fact, FactSpec, Limit, Unit};
use crate::text::Language;

/// When a fact holds, and how its severity follows the customer's need.
pub(super) fn fact(spec: FactSpec, severity: impl Fn(Severity) -> &'static str, reader: Language) -> Vec<String> {
    let mut lines = vec![when(spec.is, reader).to_owned()];
    if let Some(levels) = spec.by_need {
        let names = levels.map(severity);
        lines.push(match reader {
            Language::English => {
                format!("By what the customer needs: nothing {}, some trouble {}, a complaint {}, something grave {}.", names[0], names[1], names[2], names[3])
            }
            Language::Arabic => format!("بحسب ما يحتاج إليه العميل: لا شيء {}، متاعب يسيرة {}، شكوى {}، أمر جسيم {}.", names[0], names[1], names[2], names[3]),
        });
    }
    if spec.is.is_absence() {
        lines.push(
            match reader {
                Language::English => "Waits while the draft is being typed and has no closing yet.",
                Language::Arabic => "تنتظر ما دامت المسودة تُكتب ولم تُختم بعد.",
            }
            .to_owned(),
        );
    }
    lines
}

/// What a limit allows, and where.
pub(super) fn limit(limit: &Limit, reader: Language) -> String {
    let most = limit.most;
    let allowed = match (limit.of, reader) {
        (Unit::SentenceWords, Language::English) => format!("At most {most} words a sentence"),
        (Unit::ReplyWords, Language::English) => format!("At most {most} words a message"),
        (Unit::SmsParts, Language::English) => format!("At most {most} parts of a short message"),
        (Unit::SentenceWords, Language::Arabic) => format!("عدد كلمات الجملة لا يتجاوز {most}"),
        (Unit::ReplyWords, Language::Arabic) => format!("عدد كلمات الرسالة لا يتجاوز {most}"),
        (Unit::SmsParts, Language::Arabic) => format!("عدد أجزاء الرسالة القصيرة لا يتجاوز {most}"),
    };
    let language = limit.lang.map(|lang| match (lang, reader) {
        (Language::English, Language::English) => "English",
        (Language::Arabic, Language::English) => "Arabic",
        (Language::English, Language::Arabic) => "الإنجليزية",
        (Language::Arabic, Language::Arabic) => "العربية",
    });
    let channels = limit.channels.iter().map(|&known| channel(known, reader));
    let place: Vec<&str> = language.into_iter().chain(channels).collect();
    let comma = if reader == Language::Arabic { "، " } else { ", " };
    if place.is_empty() { format!("{allowed}.") } else { format!("{allowed} ({}).", place.join(comma)) }
}

#[expect(clippy::too_many_lines, reason = "one arm a fact")]
const fn when(fact: Fact, reader: Language) -> &'static str {
    let (english, arabic) = match fact {
        Fact::AcknowledgementMissing => {
            ("The customer tells of trouble, and nothing in the reply acknowledges it.", "يحكي العميل عن متاعب، وليس في الرد اعتراف بها.")
        }
        Fact::AcknowledgementWeak => ("The customer complains, and the reply has a stock formula only.", "يشتكي العميل، وليس في الرد إلا عبارة محفوظة."),
        Fact::AcknowledgementLate => ("The acknowledgement stands after the steps.", "يأتي الاعتراف بعد الخطوات."),
        Fact::ApologyRepeated => {
            ("More than two sentences apologise, or a short reply apologises more than twice.", "اعتذار في أكثر من جملتين، أو أكثر من مرتين في رد قصير.")
        }
        Fact::FormulaMismatched => {
            ("A condolence where nobody died, or cheer and shrugs beside grief and illness.", "تعزية حيث لا وفاة، أو تهنئة أو تهوين إزاء حزن أو مرض.")
        }
        Fact::StepMissing => {
            ("The matter is open, and the reply names no act of the agent, no request and no step.", "الأمر مفتوح، وليس في الرد فعل من الموظف ولا طلب ولا خطوة.")
        }
        Fact::StepOwnerless => ("Something will be done, and nobody says by whom.", "سيُفعل شيء، ولا يُذكر من يفعله."),
        Fact::CommitmentUntimed => {
            ("The agent promises something without a time in that sentence or the next.", "يعد الموظف بشيء دون موعد في الجملة نفسها أو التي تليها.")
        }
        Fact::TimeVague => {
            ("A vague time stands where a time is owed; a remark only beside an act already done.", "موعد مبهم حيث يُنتظر موعد؛ ومعلومة فقط إلى جانب فعل تم.")
        }
        Fact::TimeZoneMissing => ("A clock time has neither a zone nor a half of the day.", "ساعة بلا منطقة زمنية ولا صباح أو مساء."),
        Fact::CheckbackMissing => {
            ("The customer is asked to repair something, and not to tell how it went.", "يُطلب من العميل إصلاح شيء، ولا يُطلب منه الإخبار بالنتيجة.")
        }
        Fact::SurveyEarly => ("A rating is asked for while the matter is open.", "يُطلب تقييم والأمر لم يُحل."),
        Fact::ReceiptIncomplete => ("The receipt of a message has no number, no time and no owner.", "إشعار باستلام رسالة دون رقم ولا موعد ولا مسؤول."),
        Fact::QuestionUnanswered => ("A question of the customer is neither answered nor taken up.", "سؤال للعميل لم يُجب عنه ولم يُلتفت إليه."),
        Fact::GreetingMissing => ("An e-mail, or the first reply elsewhere, begins without a greeting.", "بريد، أو أول رد في غيره، يبدأ بلا تحية."),
        Fact::ClosingMissing => ("There are no thanks, offer of help, wish or signature at the end.", "لا شكر في آخره ولا عرض للمساعدة ولا تمنٍّ ولا توقيع."),
        Fact::NameMissing => ("The customer's name is known, and the opening does not use it.", "اسم العميل معروف، ولا تذكره الافتتاحية."),
        Fact::NameWrong => ("The salutation has another name than the customer's.", "في التحية اسم غير اسم العميل."),
        Fact::LanguageMismatched => ("The customer wrote in the other language.", "كتب العميل باللغة الأخرى."),
        Fact::TransferCold => (
            "The customer is passed on, and nothing says to whom, why or what passes along; a link, an address or a number is a way.",
            "يُحال العميل دون ذكر إلى من ولماذا وما الذي ينتقل معه؛ والرابط والعنوان والرقم طريق.",
        ),
        Fact::RouteMissing => (
            "A complaint is answered with courtesies alone: no question, no link, no message to write, no act.",
            "شكوى لا تقابلها إلا المجاملات: لا سؤال ولا رابط ولا رسالة تُكتب ولا فعل.",
        ),
        Fact::KnownAsked => (
            "The reply asks for something that the customer told in this thread, or that the request gives; a proof of identity is none.",
            "يطلب الرد ما ذكره العميل في هذه المحادثة أو ورد مع الطلب، إلا ما كان لإثبات الهوية.",
        ),
        Fact::AsksMany => ("More than three separate things are asked for in one message.", "أكثر من ثلاثة أشياء تُطلب في رسالة واحدة."),
        Fact::AnswerDeflected => {
            ("The reply points to a site or list of questions, with neither the answer nor a link.", "يحيل الرد إلى موقع أو قائمة أسئلة، ولا جواب فيه ولا رابط.")
        }
        Fact::CancelObstructed => (
            "The customer wants to cancel, and two sentences ask him to stay before one says how.",
            "يريد العميل الإلغاء، وفي الرد جملتان لاستبقائه قبل أن يُذكر كيف يلغي.",
        ),
        Fact::RemedyMissing => (
            "Something is lost, broken or charged twice, and the reply has no remedy and no step towards one.",
            "ضاع شيء أو تلف أو خُصم مرتين، وليس في الرد علاج ولا خطوة إليه.",
        ),
        Fact::CauseMissing => ("A complaint is solved without a word on why it happened.", "حُلت شكوى دون كلمة عن سببها."),
        Fact::ClarificationMissing => {
            ("The customer said a few words only, and the reply neither asks nor acts.", "لم يقل العميل إلا كلمات قليلة، والرد لا يسأل ولا يفعل.")
        }
        Fact::ReflectionMissing => (
            "The customer told something at length, and the first two sentences of the first reply take up none of it.",
            "حكى العميل بتفصيل، وليس في أول جملتين من أول رد شيء منه.",
        ),
        Fact::ThanksMissing => ("The customer thanks or praises, and the reply does not thank back.", "شكر العميل أو أثنى، وليس في الرد شكر له."),
        Fact::SuggestionIgnored => {
            ("The customer proposes something, and the reply says nothing on what becomes of it.", "اقترح العميل شيئًا، ولا يذكر الرد ما سيُفعل به.")
        }
        Fact::UpsellEarly => ("Something is offered for sale while a complaint is open.", "يُعرض شيء للبيع والشكوى مفتوحة."),
        Fact::StepsUnlisted => ("Three or more steps follow each other in one paragraph.", "ثلاث خطوات أو أكثر تتوالى في فقرة واحدة."),
        Fact::VisualMissing => ("Five or more steps, and no link, picture or video.", "خمس خطوات أو أكثر بلا رابط ولا صورة ولا مقطع."),
        Fact::LinkMissing => ("The customer asks how, and the steps come without a link.", "سأل العميل كيف، وجاءت الخطوات بلا رابط."),
        Fact::IntroMissing => ("A call is opened with a greeting, and nobody says who speaks.", "تُفتتح المكالمة بتحية، ولا يُذكر من يتكلم."),
        Fact::PersonalDataShown => (
            "A card number stands in full (its check digit says so), or, where everybody reads, an account, identity, telephone or order number or an address of the customer's; a hint for account and identity numbers elsewhere.",
            "رقم بطاقة كامل يثبته رقم التحقق، أو رقم حساب أو هوية أو هاتف أو طلب أو عنوان للعميل حيث يقرأ الجميع؛ وتلميح لأرقام الحساب والهوية في غير ذلك.",
        ),
        Fact::BlankLeft => (
            "A blank of a template stands in the draft; not in a macro, and in an archive not the names of what was taken out.",
            "فراغ من قالب باق في المسودة؛ لا في القوالب، ولا أسماء ما حُذف في الأرشيف.",
        ),
        Fact::NameEmpty => ("A comma follows the salutation where a name belongs.", "فاصلة بعد التحية في موضع الاسم."),
        Fact::SubjectVague => ("The subject of the e-mail is known, and empty or without the matter.", "موضوع الرسالة معروف، وهو فارغ أو لا يذكر الأمر."),
        Fact::AttachmentMissing => ("A file is announced, and the request says that none is attached.", "يُذكر ملف مرفق، والطلب يقول إنه لا مرفقات."),
        Fact::SignatureMissing => ("The e-mail ends without anybody's name.", "تنتهي الرسالة بلا اسم أحد."),
        Fact::SpacingOff => ("Two spaces, a space before a mark, or none after it.", "مسافتان، أو مسافة قبل علامة، أو لا مسافة بعدها."),
        Fact::WordStretched => ("A letter is written three times or more.", "حرف مكرر ثلاث مرات أو أكثر."),
        Fact::WordDoubled => ("A word stands twice in a row.", "كلمة مكررة مرتين متتاليتين."),
        Fact::DirectionForced => ("An invisible mark turns the direction of the text round.", "علامة خفية تقلب اتجاه النص."),
        Fact::Shouting => (
            "Words in capitals, marks in a row, or more exclamation marks than the channel bears.",
            "كلمات بحروف كبيرة، أو علامات متتالية، أو علامات تعجب أكثر مما تحتمل القناة.",
        ),
        Fact::EmojiUnfit => (
            "An emoji beside a complaint or an apology, in an e-mail, or more than the channel bears.",
            "رمز تعبيري مع شكوى أو اعتذار، أو في بريد، أو أكثر مما تحتمل القناة.",
        ),
        Fact::DateAmbiguous => (
            "A date that can be read in two ways, a weekday that is another day's, a weekend nobody names, or two calendars, sets of months or sets of digits.",
            "تاريخ يُقرأ على وجهين، أو يوم لا يوافق تاريخه، أو نهاية أسبوع غير مسماة، أو تقويمان أو مجموعتا أشهر أو أرقام.",
        ),
        Fact::AddressMixed => ("The customer is addressed in two ways in one reply.", "يُخاطب العميل بصيغتين في رد واحد."),
        Fact::GenderAssumed => ("A form of one gender, where the gender is not known or is the other one.", "صيغة لجنس واحد والجنس غير معلوم أو مخالف."),
        Fact::RegisterMixed => ("Words of two dialects, or of another register than the channel's.", "كلمات من لهجتين، أو من مستوى لا يناسب القناة."),
    };
    match reader {
        Language::English => english,
        Language::Arabic => arabic,
    }
}
