//! One reply of about a kilobyte with its context, in each language.

use rifq::catalogue::embedded;
use rifq::{Channel, Conversation, Language, Linter, Role, Turn};

const ENGLISH_CUSTOMER: &str = "Hi, this is the third time I write. My order 55120 arrived with a cracked screen, nobody answers the phone and I was charged twice. When do I get my money back, and can I change the address for the new one?";
const ENGLISH: &str = "Hi Mona,\n\nThank you for writing, and I'm sorry that the screen of order 55120 came cracked and that you had to write three times. I checked the payment this morning: the second charge was released by our bank and reaches your card within 3-5 business days.\n\nUnfortunately, we can't change the address of a parcel that has already left the warehouse. What I can do is ask the courier to hold it at the branch near you, so that you can collect it with your ID. If you would rather have it sent to another address, please reply with the street and postcode before 4 pm today and I will book a new delivery for tomorrow.\n\nHere is what happens next:\n1. The courier collects the broken one on Tuesday between 9 and 12.\n2. You receive the new one on Thursday.\n3. I call you on Friday to make sure that everything works.\n\nYou can follow both parcels at https://example.com/track/55120, and you can reach me at care@example.com at any time.\n\nBest regards,\nRami Nader\nCustomer Care";
const ARABIC_CUSTOMER: &str =
    "السلام عليكم، هذي ثالث مرة أراسلكم. طلبي ٥٥١٢٠ وصل وشاشته مكسورة ومحد يرد على الجوال وانخصم المبلغ مرتين. متى يرجع المبلغ وأقدر أغير العنوان؟";
const ARABIC: &str = "أهلًا منى،\n\nشكرًا لتواصلك، وأعتذر عن وصول الطلب ٥٥١٢٠ بشاشة مكسورة وعن اضطرارك للكتابة ثلاث مرات. راجعت الدفعة صباح اليوم: حرّر البنك الخصم الثاني ويصل إلى بطاقتك خلال ٣-٥ أيام عمل.\n\nللأسف لا يمكننا تعديل عنوان شحنة غادرت المستودع. ما أستطيع فعله هو أن أطلب من شركة الشحن حفظها في الفرع القريب منك لتستلميها بالهوية. وإن كان العنوان الآخر أنسب لك فأرسلي الشارع والرمز البريدي قبل الرابعة عصرًا وأحجز لك توصيلًا غدًا.\n\nالخطوات القادمة:\n١. يستلم المندوب القطعة المكسورة يوم الثلاثاء.\n٢. تصلك القطعة الجديدة يوم الخميس.\n٣. أتصل بك يوم الجمعة للتأكد.\n\nمع التحية،\nرامي نادر\nخدمة العملاء";

fn main() {
    divan::main();
}

fn conversation(customer: &str, text: &str) -> Conversation {
    let mut conversation = Conversation::draft(text);
    conversation.channel = Some(Channel::Email);
    conversation.turns.insert(0, Turn { role: Role::Customer, text: customer.to_owned(), ..Turn::default() });
    conversation
}

#[divan::bench(sample_count = 200, sample_size = 20)]
fn english(bencher: divan::Bencher<'_, '_>) {
    review(bencher, &conversation(ENGLISH_CUSTOMER, ENGLISH));
}

#[divan::bench(sample_count = 200, sample_size = 20)]
fn arabic(bencher: divan::Bencher<'_, '_>) {
    review(bencher, &conversation(ARABIC_CUSTOMER, ARABIC));
}

fn review(bencher: divan::Bencher<'_, '_>, conversation: &Conversation) {
    let linter = Linter::new(embedded::rules());
    let bytes = conversation.turns.last().map_or(0, |turn| turn.text.len());
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench_local(|| linter.review(divan::black_box(conversation), Language::English));
}

#[divan::bench(sample_count = 200, sample_size = 20)]
fn document_english(bencher: divan::Bencher<'_, '_>) {
    bencher
        .counter(divan::counter::BytesCount::new(ENGLISH.len()))
        .bench_local(|| rifq::document::Document::new(divan::black_box(ENGLISH), rifq::Markup::Plain));
}

#[divan::bench(sample_count = 200, sample_size = 20)]
fn document_arabic(bencher: divan::Bencher<'_, '_>) {
    bencher.counter(divan::counter::BytesCount::new(ARABIC.len())).bench_local(|| rifq::document::Document::new(divan::black_box(ARABIC), rifq::Markup::Plain));
}

#[divan::bench(sample_count = 200, sample_size = 20)]
fn load_embedded_rules(bencher: divan::Bencher<'_, '_>) {
    bencher.bench_local(|| embedded::rules().vocabulary().len());
}
