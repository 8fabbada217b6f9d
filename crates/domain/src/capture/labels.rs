//! What the words before a number say of it: a phone, a tax number, the number of a paper or a payment.

use crate::names::dictionary;

/// What the words before a number say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Phone,
    Inn,
    Other,
    None,
}

/// Words that make the next number a phone; beginnings of words.
const PHONE_WORDS: &[&str] = &[
    "тел",
    "моб",
    "сот",
    "phone",
    "tel",
    "cell",
    "mob",
    "whats",
    "ватс",
    "вотс",
    "вацап",
    "вайбер",
    "viber",
    "telegram",
    "телег",
    "звон",
    "перезвон",
    "позвон",
    "набра",
    "набер",
    "call",
    "fax",
    "факс",
    "ring",
    "контакт",
    "contact",
    "reach",
    "direct",
    "номерок",
];

/// Words that make the next number something else; beginnings of words, then whole words.
const OTHER_WORDS: &[&str] = &[
    "артик",
    "счет",
    "накладн",
    "договор",
    "контракт",
    "огрн",
    "окпо",
    "оквэд",
    "октмо",
    "штрих",
    "order",
    "invoice",
    "account",
    "iban",
    "track",
    "трек",
    "serial",
    "серийн",
    "заявк",
    "тикет",
    "ticket",
    "паспорт",
    "снилс",
    "полис",
    "кадастр",
    "barcode",
    "лицев",
    "расчетн",
    "артк",
    "отправлен",
    "парти",
    "batch",
    "model",
    "модел",
    "contract",
    "item",
    "product",
    "shipment",
    "consignment",
    "docket",
    "parcel",
    "посылк",
    "задани",
    "обращени",
    "registration",
    "регистр",
    "идентиф",
    "каталожн",
    "корр",
    "waybill",
    "requisition",
    "reference",
    "certificate",
    "сертификат",
    "лиценз",
    "licen",
    "policy",
    "код",
    "code",
    "платеж",
    "payment",
    "claim",
    "претензи",
    "рекламац",
    "квитанц",
    "транзакц",
    "transaction",
    "receipt",
    "booking",
    "брониров",
    "refund",
    "дозаказ",
];
const OTHER_EXACT: &[&str] = &[
    "арт",
    "р/с",
    "к/с",
    "л/с",
    "рс",
    "кс",
    "р/счет",
    "бик",
    "кпп",
    "vat",
    "vin",
    "вин",
    "ean",
    "ean13",
    "sku",
    "po",
    "acct",
    "ref",
    "s/n",
    "sn",
    "уин",
    "уид",
    "gtin",
    "упд",
    "лот",
    "lot",
    "гост",
    "ту",
    "сч",
    "bin",
    "бин",
    "иин",
    "id",
    "a/c",
    "case",
    "quote",
    "upc",
    "isbn",
    "bik",
    "swift",
    "hs",
    "тнвэд",
    "тн",
    "nds",
    "ндс",
    "птс",
    "стс",
    "эптс",
    "ттн",
    "цмр",
    "cmr",
    "gst",
    "ein",
    "abn",
    "crn",
    "job",
    "ust-idnr",
    "utr",
    "заказ",
    "заказа",
    "заказу",
    "заказом",
    "заказе",
    "зак",
    "чек",
    "карта",
    "карты",
    "карте",
    "карту",
    "part",
    "p/n",
    "дог",
    "накл",
    "inv",
    "sort",
    "bic",
    "d-u-n-s",
    "duns",
    "kpp",
    "ogrn",
    "оплата",
    "оплате",
    "total",
    "subtotal",
    "сумма",
    "сумму",
    "итого",
    "amount",
    "п/п",
    "бронь",
    "брони",
    "rma",
    "awb",
    "bol",
    "рейс",
    "flight",
    "dispute",
    "voucher",
    "ваучер",
    "confirmation",
];
/// Papers and payments that make a bare number theirs even with a word or two between; beginnings of words, then whole words.
const PAPER_WORDS: &[&str] = &[
    "договор",
    "контракт",
    "contract",
    "платеж",
    "payment",
    "claim",
    "претензи",
    "рекламац",
    "накладн",
    "invoice",
    "account",
    "track",
    "трек",
    "лицев",
    "расчетн",
    "квитанц",
    "транзакц",
    "transaction",
    "reference",
    "policy",
    "waybill",
];
const PAPER_EXACT: &[&str] =
    &["ref", "po", "total", "order", "сумма", "итого", "amount", "счет", "счету", "счета", "полис", "упд"];
const INN_WORDS: &[&str] = &["инн", "inn", "tin", "tax"];
/// Words that may stand between a label and its number.
const LINKS: &[&str] = &[
    "номер",
    "номеру",
    "номера",
    "номером",
    "no",
    "number",
    "num",
    "nr",
    "n",
    "на",
    "оплату",
    "is",
    "это",
    "мой",
    "my",
    "his",
    "her",
    "the",
    "у",
    "него",
    "нее",
    "по",
    "me",
    "ему",
    "ей",
    "them",
    "on",
    "at",
    "him",
    "us",
    "такой",
    "вот",
    "раб",
    "рабочий",
    "личный",
    "прямой",
    "work",
    "office",
    "home",
    "от",
    "под",
    "ид",
    "зак",
    "клиента",
    "back",
    "доставки",
    "sales",
    "purchase",
    "товара",
    "поставщика",
    "телефону",
];

/// What the nearest words before a number say of it.
pub(super) fn label_before(low: &[char], start: usize) -> Label {
    let mut i = start;
    let mut label = Label::None;
    for _ in 0..5 {
        while i > 0 && matches!(low[i - 1], ' ' | ':' | '.' | '№' | '#' | '+' | '(' | '-' | '=' | '"') {
            i -= 1;
        }
        let end = i;
        while i > 0 && (low[i - 1].is_alphanumeric() || (matches!(low[i - 1], '/' | '-') && i < end)) {
            i -= 1;
        }
        let word: String = low[i..end].iter().collect();
        if word.is_empty() {
            break;
        }
        label = label_of(&word);
        if label != Label::None || !LINKS.contains(&word.as_str()) {
            break;
        }
    }
    label
}

/// Whether a bare number of ten digits belongs to a paper named a word or two before it: "claim was refused 7025550198".
pub(super) fn of_a_paper(low: &[char], start: usize, end: usize) -> bool {
    if end - start != 10 || start > 0 && low[start - 1] == '+' {
        return false;
    }
    let mut i = start;
    for _ in 0..3 {
        while i > 0 && matches!(low[i - 1], ' ' | ':' | '№' | '#') {
            i -= 1;
        }
        let stop = i;
        while i > 0 && low[i - 1].is_alphabetic() {
            i -= 1;
        }
        let word: String = low[i..stop].iter().collect();
        if PAPER_EXACT.contains(&word.as_str()) || PAPER_WORDS.iter().any(|w| word.starts_with(w)) {
            return true;
        }
        // A name, a promise or a call between them: the number is somebody's.
        let promise = word.ends_with("ть") || word.ends_with("ти");
        let name = !dictionary::given(&word).is_empty() || dictionary::is_surname(&word);
        if word.is_empty() || promise || name || label_of(&word) != Label::None {
            return false;
        }
    }
    false
}

fn label_of(word: &str) -> Label {
    let is = |list: &[&str]| list.iter().any(|w| word.starts_with(w));
    if INN_WORDS.contains(&word) || word.starts_with("инн/") {
        Label::Inn
    } else if matches!(word, "т" | "тел/факс" | "тф" | "ph") || is(PHONE_WORDS) {
        Label::Phone
    } else if OTHER_EXACT.contains(&word) || is(OTHER_WORDS) {
        Label::Other
    } else {
        Label::None
    }
}
