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
