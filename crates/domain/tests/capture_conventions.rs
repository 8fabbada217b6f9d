//! The conventions of the capture line (docs/method.md, "The capture line"), one table a rule.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use yellowsheet_domain::capture::{Action, Found, capture};

/// A Wednesday morning.
const NOW: &str = "2026-11-25T10:15";

fn read_at(text: &str, now: &str) -> Vec<Found> {
    capture(text, now.parse().unwrap(), None).facts.into_iter().map(|fact| fact.found).collect()
}

fn person(text: &str) -> Option<(String, String, String)> {
    let or_none = |part: Option<String>| part.unwrap_or_default();
    read_at(text, NOW).into_iter().find_map(|found| match found {
        Found::Person(name) => Some((or_none(name.surname), or_none(name.given), or_none(name.patronymic))),
        _ => None,
    })
}

fn phones(text: &str) -> Vec<String> {
    let written = |found| match found {
        Found::Phone(phone) => Some(phone.ext.map_or(phone.value.clone(), |ext| format!("{} {ext}", phone.value))),
        _ => None,
    };
    read_at(text, NOW).into_iter().filter_map(written).collect()
}

fn steps_at(text: &str, now: &str) -> Vec<(Action, String)> {
    let step = |found| match found {
        Found::NextStep { action, due } => {
            Some((action, due.map_or_else(String::new, |due| serde_json::to_value(due).unwrap().as_str().unwrap().to_owned())))
        }
        _ => None,
    };
    read_at(text, now).into_iter().filter_map(step).collect()
}

fn company(text: &str) -> Option<(String, String)> {
    read_at(text, NOW).into_iter().find_map(|found| match found {
        Found::Company { form, name } => Some((form.unwrap_or_default(), name)),
        _ => None,
    })
}

fn source(text: &str) -> Option<String> {
    read_at(text, NOW).into_iter().find_map(|found| if let Found::Source { value } = found { Some(value) } else { None })
}

fn interest(text: &str) -> Option<String> {
    read_at(text, NOW).into_iter().find_map(|found| if let Found::Interest { value } = found { Some(value) } else { None })
}

fn activity(text: &str) -> Option<String> {
    read_at(text, NOW).into_iter().find_map(|found| if let Found::Activity { value } = found { Some(value) } else { None })
}

#[test]
fn names_come_back_to_the_nominative() {
    for (text, surname, given, patronymic) in [
        ("звонок от Козловой Марины, плитка 40 м2", "Козлова", "Марина", ""),
        ("от Власова Тимофея Олеговича: скамейки 35 шт", "Власов", "Тимофей", "Олегович"),
        ("перезвонить Тамаре Львовне завтра", "", "Тамара", "Львовна"),
        ("у Гульшат Мингазовой пекарня", "Мингазова", "Гульшат", ""),
        ("говорил с Бергманом Ильёй Рувимовичем", "Бергман", "Илья", "Рувимович"),
        ("отправить договор Гуревичу завтра", "Гуревич", "", ""),
        ("Захаров В.П., трубы 20 шт", "Захаров", "В.", "П."),
        ("Катя, 8 912 345-67-89", "", "Катя", ""),
        ("Зима Олег, 8 912 345-67-89, теплица", "Зима", "Олег", ""),
        ("Ходжаев Умед, грузчики 10 чел", "Ходжаев", "Умед", ""),
        ("Ludmila Petrovna Orlova, catalogue tomorrow", "Orlova", "Ludmila", "Petrovna"),
        ("Mrs Ellis, 60 chairs", "Ellis", "", ""),
    ] {
        assert_eq!(person(text), Some((surname.to_owned(), given.to_owned(), patronymic.to_owned())), "{text}");
    }
}

#[test]
fn referrers_traders_towns_and_colleagues_are_not_the_person() {
    for text in [
        "от Петрова из Альфы, арматура 5 тонн",
        "ИП Кузнецова, окна 3 шт",
        "звонят из Владимира, нужна фура 20 тонн",
        "орал, скинул на Сергея",
        "просили Сашу, его нет",
        "почта ivan.petrov@mail.ru",
    ] {
        assert_eq!(person(text), None, "{text}");
    }
    assert_eq!(source("от Петрова из Альфы, арматура 5 тонн").as_deref(), Some("от Петрова из Альфы"));
    assert_eq!(source("источник бесперебойного питания 3 кВА 4 шт"), None);
}

#[test]
fn full_numbers_are_phones_and_other_numbers_are_not() {
    for (text, wanted) in [
        ("тел 8-800-200-01-17 доб. 3", "+78002000117 3"),
        ("+7.912.345.67.89", "+79123456789"),
        ("8 (4852) 72-12-34", "+74852721234"),
        ("+49 40 3345 8712", "+494033458712"),
        ("call me at (212) 555-0147 ext 6", "+12125550147 6"),
    ] {
        assert_eq!(phones(text), [wanted], "{text}");
    }
    for text in ["245-67-10", "заказ 45120098", "арт 4607034170", "КПП 760401001", "ОГРН 1027600514822", "л/с 5401287730"]
    {
        assert!(phones(text).is_empty(), "{text}: {:?}", phones(text));
    }
}

#[test]
fn a_tax_number_needs_its_check_digits() {
    let inns = |text| read_at(text, NOW).into_iter().filter(|found| matches!(found, Found::Inn { .. })).count();
    assert_eq!((inns("инн 7707083893"), inns("инн 500100732259"), inns("инн 7707083894")), (1, 1, 0));
    assert!(phones("инн 7707083894").is_empty());
}

#[test]
fn the_due_of_a_step_follows_the_words() {
    for (words, due) in [
        ("в 3", "2026-11-25T15:00"),
        ("в 15", "2026-11-25T15:00"),
        ("к 15", "2026-11-25T15:00"),
        ("в 8 утра", "2026-11-26T08:00"),
        ("в полтретьего", "2026-11-25T14:30"),
        ("до обеда", "2026-11-25"),
        ("вечером", "2026-11-25"),
        ("послезавтра", "2026-11-27"),
        ("завтра в 15:00", "2026-11-26T15:00"),
        ("через полчаса", "2026-11-25T10:45"),
        ("через 12 минут", "2026-11-25T10:27"),
        ("через неделю", "2026-12-02"),
        ("до пятницы", "2026-11-27"),
        ("в среду", "2026-12-02"),
        ("в пт в 4", "2026-11-27T16:00"),
        ("2 января в 10", "2027-01-02T10:00"),
        ("21.01 в 10:30", "2027-01-21T10:30"),
        ("на следующей неделе", ""),
        ("на следующей неделе в среду", "2026-12-02"),
        ("срочно", ""),
        ("позже", ""),
    ] {
        assert_eq!(steps_at(&format!("перезвонить {words}"), NOW), [(Action::CallBack, due.to_owned())], "{words}");
    }
    for (words, due) in [
        ("in 20 min", "2026-11-25T10:35"),
        ("by eod", "2026-11-25"),
        ("next Tuesday", "2026-12-01"),
        ("half two tomorrow", "2026-11-26T14:30"),
        ("wed 6pm", "2026-12-02T18:00"),
        ("next week", ""),
    ] {
        assert_eq!(steps_at(&format!("call back {words}"), NOW), [(Action::CallBack, due.to_owned())], "{words}");
    }
}

#[test]
fn the_action_of_a_step_follows_the_thing_promised() {
    for (text, action, due) in [
        ("Юра 89022559014 кп до обеда", Action::SendOffer, "2026-11-25"),
        ("фанера 12 мм 600 м ткп до пятницы", Action::SendOffer, "2026-11-27"),
        ("ип сорокин, 8-919-126-50-04 счёт сегодня до 5", Action::SendInvoice, "2026-11-25T17:00"),
        ("сертификаты к пн", Action::SendDocuments, "2026-11-30"),
        ("мастер приедет завтра в 9", Action::Meet, "2026-11-26T09:00"),
        ("мастер сегодня в 4", Action::Meet, "2026-11-25T16:00"),
        ("доставка 25 декабря в 11:00", Action::Ship, "2026-12-25T11:00"),
        ("образцы отправить в пятницу", Action::Ship, "2026-11-27"),
        ("уточнить наличие и сообщить завтра", Action::Other, "2026-11-26"),
    ] {
        assert_eq!(steps_at(text, NOW), [(action, due.to_owned())], "{text}");
    }
    let two = steps_at("прайс отправить сегодня, перезвонить в пятницу в 2", NOW);
    assert_eq!(two, [(Action::SendOffer, "2026-11-25".to_owned()), (Action::CallBack, "2026-11-27T14:00".to_owned())]);
    for text in ["когда привезут заказ, ругаются", "фото пришлет сам", "чек 0045 от 03.12.26"]
    {
        assert!(steps_at(text, NOW).is_empty(), "{text}: {:?}", steps_at(text, NOW));
    }
}

#[test]
fn the_form_of_a_company_stands_apart_and_its_kind_stays() {
    for (text, form, name) in [
        ("ООО Крафт Хаус, солод 40 мешков", "ООО", "Крафт Хаус"),
        ("ИП Кузнецова, окна", "ИП", "Кузнецова"),
        ("завод Самарметиз, проволока 12 т", "", "завод Самарметиз"),
        ("Школа №15, молоко 120 л", "", "Школа №15"),
        ("КаргоПлюс, паллеты 500 шт", "", "КаргоПлюс"),
        ("Gill Fuels Ltd, 24 cams", "Ltd", "Gill Fuels"),
    ] {
        assert_eq!(company(text), Some((form.to_owned(), name.to_owned())), "{text}");
    }
    assert_eq!(company("сеть аптек, 20 стеллажей"), None);
}

#[test]
fn a_business_ends_where_its_goods_begin() {
    for (text, does, wants) in [
        ("ип сорокин кузнечный цех пруток 12х12 500 м", "кузнечный цех", "пруток 12х12 500 м"),
        ("магазин детской одежды боди и ползунки 200 шт", "магазин детской одежды", "боди и ползунки 200 шт"),
        ("мастерская по камню алмазные диски 230 25 шт", "мастерская по камню", "алмазные диски 230 25 шт"),
        ("чистят бассейны хлор 20 канистр", "чистят бассейны", "хлор 20 канистр"),
        ("they knit sweaters for shops, need merino yarn 60 kg", "knit sweaters for shops", "merino yarn 60 kg"),
    ] {
        assert_eq!(activity(text).as_deref(), Some(does), "{text}");
        assert_eq!(interest(text).as_deref(), Some(wants), "{text}");
    }
}

#[test]
fn complaints_and_talk_are_no_wish() {
    for text in [
        "хотел вернуть насос, чек потерял",
        "ошиблись номером, искали поликлинику",
        "кофемашина не греет, на гарантии, Тимур",
        "спрашивали работаем ли 31-го",
        "с наступающим, всем хорошего года",
        "payment declined, card 4417, Lucy",
    ] {
        assert_eq!(interest(text), None, "{text}");
    }
    assert_eq!(interest("есть ли батарейки аа 24 шт").as_deref(), Some("батарейки аа 24 шт"));
}

#[test]
fn a_trade_no_list_knows_is_told_by_its_place() {
    for (text, does) in [
        ("Игнатова Вера Павловна, вязальный кружок, нужна пряжа шерсть 12 кг", "вязальный кружок"),
        ("Ахметзянов Рамиль, ковка оград, пруток 16 мм 2 тонны", "ковка оград"),
        ("Павел Гусев, яхтинг, канаты 200 м, кп завтра", "яхтинг"),
        ("шкипер Иван, прогулочные катера, спасательные жилеты 30 шт нужны", "прогулочные катера"),
        ("нужен щебень 20 тонн, Потапов, дорожники, отгрузить в чт", "дорожники"),
        ("аня бюро переводов нужна заправка картриджей 4 шт", "бюро переводов"),
        ("Лев Аркадьевич, нотариус, сейф огнестойкий интересует", "нотариус"),
        ("tom birch tree surgeon wants chainsaw oil 20 l", "tree surgeon"),
        ("звонил Егор Сухов, скупка металла, весы платформенные 2 шт", "скупка металла"),
        ("интересуют окна пвх 7 шт, Рита, рыбацкий кооператив, листовку нашла", "рыбацкий кооператив"),
        ("plumbing & heating, Stu, copper pipe 300 m", "plumbing & heating"),
        ("Lena, mosaic studio, smalti 40 kg, call back in 20 min", "mosaic studio"),
        ("vintage car restoration, Neil Foster, chrome polish 12 tins wanted", "vintage car restoration"),
    ] {
        assert_eq!(activity(text).as_deref(), Some(does), "{text}");
    }
    for text in [
        "девушка из 2гис, зовёт разместиться, сказал не интересно",
        "добрый такой дядька, клепка дубовая 200 шт, Аркадий",
        "Вадим, без фамилии, нужна плитка 30 м2",
        "Роман, звонок срывался, нужны болты 100 шт",
        "Вера, подарок мужу, нужен сейф 1 шт",
        "Инна, очень торопилась, нужна бумага 20 пачек",
        "шкипер Егор, нужен канат 60 м",
        "Тарасова Юлия, доб. 305, спецодежда 40 комплектов",
        "Mark, in a hurry, needs bolts 200 pcs",
        "Jim, private buyer, wants a shed",
    ] {
        assert_eq!(activity(text), None, "{text}");
    }
}

#[test]
fn a_kind_of_business_takes_its_whole_name_and_leaves_the_goods() {
    for (text, does, wants) in [
        ("ерошенко павел сварочный цех электроды 3 мм 100 пачек нужны", "сварочный цех", "электроды 3 мм 100 пачек"),
        ("столярный цех рейки 2 м 300 шт нужны", "столярный цех", "рейки 2 м 300 шт"),
        ("цирк шапито, Альбина Марковна, нужна аренда кабин 12 шт", "цирк шапито", "аренда кабин 12 шт"),
        ("магазин у дома, Гуля, весы 2 шт", "магазин у дома", "весы 2 шт"),
        ("груминг салон дарья нужен стол с подъемником 1 шт", "груминг салон", "стол с подъемником 1 шт"),
        ("landscaping crew, Rosa Delgado, mulch 30 cubic yards wanted", "landscaping crew", "mulch 30 cubic yards"),
        ("dave hollis roofing contractor near reading needs 40 sheets plywood", "roofing contractor", "40 sheets plywood"),
    ] {
        assert_eq!(activity(text).as_deref(), Some(does), "{text}");
        assert_eq!(interest(text).as_deref(), Some(wants), "{text}");
    }
}

#[test]
fn small_letters_name_a_house_after_its_kind() {
    for (text, name) in [
        ("детсад 15 ромашка, кроватки 25 шт нужны", "детсад 15 ромашка"),
        ("фабрика игрушек радуга, интересует литье пластика", "фабрика игрушек радуга"),
        ("музыкальная школа 3, нужна настройка пианино", "музыкальная школа 3"),
        ("санаторий сосновый бор, Тамара Львовна, матрасы 80 шт", "санаторий сосновый бор"),
        ("котельная №7, задвижки 8 шт", "котельная №7"),
        ("гостиница тихая гавань, полотенца 300 шт", "гостиница тихая гавань"),
        ("спа-салон лагуна, масло массажное 20 л, Кира", "спа-салон лагуна"),
        ("автосервис форсаж Тимур масло 5w40 200 л", "автосервис форсаж"),
        ("компания аквадом инн 1655047121 строят бассейны", "Аквадом"),
        ("фирма лотос цветы срезанные 500 шт", "Лотос"),
        ("oakfield dental, receptionist Bethany, needs gloves 50 boxes", "Oakfield Dental"),
        ("larkfield nursery, Amy, compost 60 bags weekly", "Larkfield Nursery"),
        ("Ellis & Sons, joiners, birch ply 40 sheets", "Ellis & Sons"),
    ] {
        let read = company(text).map(|(form, name)| (form, name.to_lowercase()));
        assert_eq!(read, Some((String::new(), name.to_lowercase())), "{text}");
    }
    for text in [
        "оплата не прошла, банк вернул, сумма 2000",
        "Susan Park, wrong item",
        "сеть аптек Мирон, стеллажи 4 шт",
        "организация праздников, Лола, гелий 3 баллона",
    ] {
        assert_eq!(company(text), None, "{text}");
    }
}

#[test]
fn a_source_ends_where_a_promise_or_counted_goods_stand() {
    for (text, said) in [
        ("wants unloading referred by tom hale meet on friday at 3", "referred by tom hale"),
        ("needs dryer 2 units heard about us on the radio send brochure tomorrow", "heard about us on the radio"),
        ("wants kiln shelves 10 pcs cousin told her about us send price list tonight", "cousin told her about us"),
        ("хочет визитки двусторонние 500 шт увидел стенд на выставке", "увидел стенд на выставке"),
        ("узнали о вас на выставке, завтра в 10:30 дегустация", "узнали о вас на выставке"),
        ("наше объявление на столбе увидел, перезвоню завтра", "наше объявление на столбе увидел"),
        ("нужны жилеты 30 шт, клиент привел", "клиент привел"),
        ("вагонка 20 м2, увидела у соседей", "увидела у соседей"),
        ("a client recommended us, needs shredding 40 boxes", "a client recommended us"),
        ("wants mats 30 pcs, leaflet through the door", "leaflet through the door"),
        ("ООО Ветер, кондиционеры 9 штук, сайт, счет сегодня", "сайт"),
    ] {
        assert_eq!(source(text).as_deref(), Some(said), "{text}");
    }
    for text in ["рекламация, стекло треснуло, Петухов", "звонок насчет вакансии водителя, дал телефон кадров"]
    {
        assert_eq!(source(text), None, "{text}");
    }
}

#[test]
fn surnames_stand_before_given_names_and_colleagues_are_ours() {
    for (text, surname, given) in [
        ("Лукашевич Янина, пекут хлеб", "Лукашевич", "Янина"),
        ("Станкевич Олег, кафе", "Станкевич", "Олег"),
        ("Пак Станислав, охранное агентство", "Пак", "Станислав"),
        ("перезвонить Ким Елене завтра", "Ким", "Елена"),
        ("Чимитов Баир, режет по дереву", "Чимитов", "Баир"),
        ("Бадмаевой Сэсэг отправить образцы", "Бадмаева", "Сэсэг"),
        ("кравцов не взял трубку, перезвонить ему завтра", "Кравцов", ""),
        ("фермер Касымов доильный аппарат 2 шт", "Касымов", ""),
        ("химия 20л 10 кан Артур 8 938 300 41 41", "", "Артур"),
        ("хостел, Мамука, нужны кровати 10 шт", "", "Мамука"),
        ("grace wanjiru exports roses", "Wanjiru", "Grace"),
        ("Marguerite Dubois florist needs ribbon 100 rolls", "Dubois", "Marguerite"),
        ("left a voicemail for Paulo, will try him again", "", "Paulo"),
        ("Captain Joe, fishing charters", "", "Joe"),
    ] {
        assert_eq!(person(text), Some((surname.to_owned(), given.to_owned(), String::new())), "{text}");
    }
    for text in [
        "сверка за ноябрь, переключил на нашу Лену",
        "завтра приедет наш мастер Денис",
        "хотят зачесть, соединил с нашей Викой",
        "узнаю у Лёши и сообщу в пн",
        "invoice disputed, forwarded to our Karen",
    ] {
        assert_eq!(person(text), None, "{text}");
    }
}

#[test]
fn a_wish_ends_before_its_sum_and_its_pace_and_questions_about_us_are_none() {
    for (text, wants) in [
        ("нужна вакцина 200 флаконов сумма около 1 450 000 рублей", "вакцина 200 флаконов"),
        ("хочет попкорн зерно 800 кг, по 200 кг в месяц уходит", "попкорн зерно 800 кг"),
        ("радиаторы чугунные 24 секции есть ли? спросил дед", "радиаторы чугунные 24 секции"),
        ("ленту конвейерную 40 м, Ерохин", "ленту конвейерную 40 м"),
        ("ООО Ветер, кондиционеры 9 штук с монтажом, сайт, счет сегодня", "кондиционеры 9 штук с монтажом"),
        ("balancing weights 25 kg how much? send quote", "balancing weights 25 kg"),
        ("needs cat litter 2 pallets price list to help@pawshaven.org", "cat litter 2 pallets"),
        ("wants dashcam fitting for 9 cars", "dashcam fitting for 9 cars"),
    ] {
        assert_eq!(interest(text).as_deref(), Some(wants), "{text}");
    }
    for text in [
        "спрашивают где мы находимся и есть ли парковка",
        "спрашивают как доехать и до скольки открыты",
        "asking for directions to gate 3, already on site",
        "Прохор ждет фурнитуру по заказу 00-318842, узнать и сообщить сегодня",
        "вчера им недовезли 4 мешка, привезем завтра",
        "бухгалтер из ао промгаз, сверка за ноябрь",
        "перепутали нас с театром, спрашивали билеты",
        "lady rang, pallet short by 3 cartons",
    ] {
        assert_eq!(interest(text), None, "{text}");
    }
}

#[test]
fn a_bare_number_of_a_paper_or_a_payment_is_no_phone() {
    for text in [
        "платёж 9161234567 не дошёл, бухгалтер просит проверить",
        "оплатили по договору поставки 9031112233, ждут окна",
        "договор аренды 9251234509 продлить",
        "claim 3125550144 was rejected, she is furious",
        "payment reference 4155550171 for the tiles bounced",
        "PO still open 6465550132, three doors missing",
        "total due 2065550190, asks for a discount",
        "tracking shows 9405550112 stuck in Memphis",
        "invoice we sent 7135550123 is wrong",
        "накладная на плитку 9271230045, бой",
        "квитанция 9501112233, химчистка",
        "оплата 9161234567 не пришла, Ирина",
    ] {
        assert!(phones(text).is_empty(), "{text}: {:?}", phones(text));
    }
    for (text, wanted) in [
        ("договор отправить Павлу 9161234567", "+79161234567"),
        ("счёт на плитку, звонить 9031112233", "+79031112233"),
        ("claim rejected, call Amy 3125550144", "+13125550144"),
        ("order of 40 lamps, phone 6465550132", "+16465550132"),
        ("Лосев, накладная 9271230045, 8 927 555-11-22", "+79275551122"),
    ] {
        assert_eq!(phones(text), [wanted], "{text}");
    }
}

#[test]
fn an_extension_may_stand_before_its_number() {
    for (text, wanted) in [
        ("Рябова, доб. 304 по 8 (812) 334-20-10", "+78123342010 304"),
        ("склад, доб 15, 8 495 123-45-67", "+74951234567 15"),
        ("добавочный 207 на номер 8 (343) 222-33-44", "+73432223344 207"),
        ("вн. 8 тел 8 831 430 12 12", "+78314301212 8"),
        ("ext 12 at 212 555 0147, Laura", "+12125550147 12"),
        ("ask for extension 44 on (415) 555-0133", "+14155550133 44"),
    ] {
        assert_eq!(phones(text), [wanted], "{text}");
    }
    assert_eq!(phones("8 495 123-45-67 доб. 12, 8 912 345-67-89"), ["+74951234567 12", "+79123456789"]);
}

#[test]
fn rare_names_are_people_where_only_a_name_can_stand() {
    for (text, surname, given, patronymic) in [
        ("звонит Алиев Рауф Гасан-оглы, шиномонтаж", "Алиев", "Рауф", "Гасан-оглы"),
        ("Мамедова Севиндж Рустам-кызы, цветы 300 шт", "Мамедова", "Севиндж", "Рустам-кызы"),
        ("Каламанидис Перикл, пекут лепешки, нужна мука 2 т", "Каламанидис", "Перикл", ""),
        ("Ондар Белекмаа, разводят яков, нужна сетка 400 м", "Ондар", "Белекмаа", ""),
        ("ткань блэкаут 60 м 8 914 205 71 71 нюргустан из мирного", "", "Нюргустан", ""),
        ("громов лев 89161234567 нужен щебень 20 т", "Громов", "Лев", ""),
        ("bdfyjd hjvfy нужна аренда вышки 89160014415", "Иванов", "Роман", ""),
        ("от Тимура Руслана Олеговича, бетон 12 м3", "Тимур", "Руслан", "Олегович"),
        ("ложки 200 шт, от Пака Игоря Львовича", "Пак", "Игорь", "Львович"),
        ("bakery wants 3 mixers niamh o'sullivan +353 1 555 0199", "O'Sullivan", "Niamh", ""),
        ("needs 20 tents for rent +27 11 555 0101 thandeka", "", "Thandeka", ""),
        ("boat cover wanted by tavish 313 555 0187", "", "Tavish", ""),
        ("food truck wrap wanted mr okonjo 504 555 0160", "Okonjo", "", ""),
        ("звонила Тлехас Сурет, строят теплицы", "Тлехас", "Сурет", ""),
        ("Ebiere Okafor from Delta Fish Ltd, needs 30 nets", "Okafor", "Ebiere", ""),
    ] {
        assert_eq!(person(text), Some((surname.to_owned(), given.to_owned(), patronymic.to_owned())), "{text}");
    }
    for text in ["KPP 770601001, needs 3 tons of wire", "needs 40 gaskets 555-0123 asap", "кабель 300 м 8 912 345-67-89 срочно"]
    {
        assert_eq!(person(text), None, "{text}");
    }
}

#[test]
fn a_form_stands_before_its_name_after_a_comma_and_names_need_no_quotes() {
    for (text, form, name) in [
        ("Вернер Кох, GmbH Südholz, клееный брус 30 м3", "GmbH", "Südholz"),
        ("Кантор Лия, LLC Brightway, нужны перчатки 400 пар", "LLC", "Brightway"),
        ("«Прибой», АО, алло, связь плохая, трос 300 м", "АО", "Прибой"),
        ("«Меридиан», ООО, нужен линолеум 90 м2", "ООО", "Меридиан"),
        ("Ромашка, ООО, нужны стулья 30 шт", "ООО", "Ромашка"),
        ("мбоу сош 12 парты 30 шт", "МБОУ", "сош 12"),
        ("фабрика радуга инн 7707083893 нитки 900 шт", "", "фабрика радуга"),
        ("перчатки 900 пар торговый дом ангара инн 7707083893", "", "торговый дом ангара"),
        ("сахар 3 т, торговый дом урал, 8 912 345-67-89", "", "торговый дом урал"),
        ("чистка снега гск пламя 89127740311", "ГСК", "Пламя"),
        ("уборка зала ооо арт кафе инн 7707083893", "ООО", "арт кафе"),
        ("сверка за год ооо бизнес парк 8 812 600 90 18", "ООО", "бизнес парк"),
        ("Таисия, jjj gfhec, шьют тенты, нужна ткань пвх 900 м", "ООО", "Парус"),
        ("Лев Ильич, jjj ktljrjk, рубят лёд, нужны пилы 12 шт", "ООО", "Ледокол"),
        ("ремонт рояля анна петровна художественная школа 7 8 4722 31 10 55", "", "художественная школа 7"),
    ] {
        let read = company(text).map(|(form, name)| (form, name.to_lowercase()));
        assert_eq!(read, Some((form.to_owned(), name.to_lowercase())), "{text}");
    }
}

#[test]
fn a_service_closed_by_its_wish_is_wanted_and_a_verb_after_a_name_is_a_trade() {
    for (text, wants) in [
        ("репетитор по физике нужен инесса 8 919 440 05 50", "репетитор по физике"),
        ("шиномонтаж на две машины нужен 89370019190", "шиномонтаж на две машины"),
        ("переводчик с китайского нужен срочно 89370019190", "переводчик с китайского"),
        ("bakery van insurance wanted by tavish 313 555 0187", "bakery van insurance"),
        ("food truck wrap wanted mr okonjo 504 555 0160", "food truck wrap"),
    ] {
        assert_eq!(interest(text).as_deref(), Some(wants), "{text}");
        assert_eq!(activity(text), None, "{text}");
    }
    for (text, does) in [
        ("Dana Whitfield, Larkspur Foods Inc, make rye bread, need 400 boxes", "make rye bread"),
        ("Amy Hall, +1 212 555 0147, translate novels, needs 3 desks", "translate novels"),
        ("Petros Ioannou, +30 21 0123 4567, run a boat yard, want deck paint 90 litres", "run a boat yard"),
        ("cedar hollow llc manage car parks need cleaning 720 555 0151", "manage car parks"),
        ("orchid travel inc organise treks need 8 radios", "organise treks"),
    ] {
        assert_eq!(activity(text).as_deref(), Some(does), "{text}");
    }
}

#[test]
fn who_heard_or_took_a_card_says_the_source() {
    for (text, said) in [
        ("нужен ремонт печи, визитку взяли на ярмарке", "визитку взяли на ярмарке"),
        ("взяли визитку на форуме, нужен стенд", "взяли визитку на форуме"),
        ("wants used crane, heard our radio spot", "heard our radio spot"),
        ("needs 40 bolts, refferred by her uncle, invoice tomorrow", "refferred by her uncle"),
        ("omar needs 500 boxes fuond us on yelp", "fuond us on yelp"),
    ] {
        assert_eq!(source(text).as_deref(), Some(said), "{text}");
    }
}
