//! The words that name what a template leaves blank.

/// English words that may name a blank by themselves or with others.
const SLOT: &[&str] = &[
    "name", "names", "firstname", "lastname", "fullname", "username", "surname", "number", "order", "date", "time", "day", "agent", "customer", "client",
    "company", "brand", "link", "url", "email", "phone", "mobile", "amount", "address", "product", "item", "reference", "ref", "ticket", "case", "city",
    "price", "store", "website", "department", "team", "signature", "title", "topic", "issue", "location", "code", "id", "account", "insert", "reason",
    "duration", "hours", "days", "person", "pii", "redacted", "x", "user",
];
/// Words that only help to name one.
const HELPER: &[&str] = &[
    "your", "the", "a", "of", "here", "first", "last", "full", "no", "customer's", "client's", "agent's", "order", "support", "contact", "number", "here",
    "enter", "add", "my", "our", "s", "delivery", "tracking", "shop", "business", "expected", "last", "new", "insert", "specific",
];
/// Arabic words that begin the name of a blank, without an article; a menu has none of them.
const ARABIC: &[&str] = &[
    "اسم", "إسم", "اسمك", "رقم", "تاريخ", "يوم", "وقت", "ساعة", "موعد", "مبلغ", "سعر", "قيمة", "رابط", "حالة", "منتج", "عميل", "عميلة", "زبون", "موظف",
    "موظفة", "مدينة", "عنوان", "شركة", "متجر", "سبب", "مدة", "موضوع", "مشكلة", "هاتف", "جوال", "بريد", "إيميل", "ايميل", "كود", "رمز", "عدد", "فرع", "فريق",
    "توقيع", "خدمة", "باقة", "فاتورة", "منطقة", "وصف", "نسبة", "لقب", "جهة", "طريقة", "تفاصيل", "توقيت", "مكان",
];
/// How a blank that says what to do begins.
const ORDERS: &[&str] = &["أدخل", "ادخل", "اكتب", "ضع", "اذكر", "أضف", "اضف", "املأ", "هنا", "يذكر", "يكتب"];

/// Whether English words name a blank: at least one names it and all others help.
pub(super) fn is_slot(words: &str) -> bool {
    let mut named = false;
    for word in words.split([' ', '_', '-', '.', '/']).filter(|word| !word.is_empty()) {
        let listed = |list: &[&str]| list.iter().any(|known| word.eq_ignore_ascii_case(known));
        let slot = listed(SLOT);
        named |= slot;
        if !slot && !listed(HELPER) {
            return false;
        }
    }
    named && !words.eq_ignore_ascii_case("x")
}

/// Whether Arabic words name a blank.
pub(super) fn is_arabic_slot(words: &str) -> bool {
    words.split([' ', '_']).next().is_some_and(|first| {
        let bare = first.strip_prefix("ال").unwrap_or(first);
        ARABIC.contains(&bare) || ORDERS.contains(&first)
    })
}
