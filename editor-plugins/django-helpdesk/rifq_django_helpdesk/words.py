"""What the page says, in the agent's language."""

from .question import agent_language

EN = {
    "held": "This reply has not been saved yet",
    "warned": "A look before this reply goes out",
    "failed": "This reply could not be checked",
    "failed_why": "The check gave no answer, and replies are held in that case. Your text is kept here; please try again.",
    "unseen": "Saved without a check: rifq gave no answer.",
    "why": "Why",
    "reply": "Your reply",
    "suggestion": "Suggested reply",
    "blanks": "Fill in before sending:",
    "take": "Take over the suggestion",
    "send": "Send the reply",
    "again": "Send as it is",
    "override": "Send all the same",
    "reason": "Reason",
    "other": "Another reason",
    "reason_missing": "Please give a reason.",
    "never": "This cannot be sent as it is.",
    "files": "Files have to be chosen again:",
    "customer": "The customer wrote",
    "back": "Back to the ticket",
    "false-alarm": "The remark does not apply here",
    "agreed-with-customer": "Agreed with the customer",
    "urgent": "Urgent",
}
AR = {
    "held": "لم يُحفظ هذا الرد بعد",
    "warned": "نظرة قبل أن يخرج هذا الرد",
    "failed": "تعذّر فحص هذا الرد",
    "failed_why": "لم يصل جواب من الفحص، والردود تُمسَك في هذه الحالة. نصّك محفوظ هنا، فأعد المحاولة.",
    "unseen": "حُفظ الرد دون فحص: لم يصل جواب من رفق.",
    "why": "لماذا؟",
    "reply": "ردّك",
    "suggestion": "الرد المقترح",
    "blanks": "يُملأ قبل الإرسال:",
    "take": "استخدام الرد المقترح",
    "send": "إرسال الرد",
    "again": "إرساله كما هو",
    "override": "إرساله رغم ذلك",
    "reason": "السبب",
    "other": "سبب آخر",
    "reason_missing": "اذكر السبب من فضلك.",
    "never": "لا يمكن إرسال هذا الرد كما هو.",
    "files": "يلزم اختيار الملفات من جديد:",
    "customer": "كتب العميل",
    "back": "العودة إلى التذكرة",
    "false-alarm": "الملاحظة لا تنطبق هنا",
    "agreed-with-customer": "متفق عليه مع العميل",
    "urgent": "أمر عاجل",
}


def words():
    return AR if agent_language() == "ar" else EN
