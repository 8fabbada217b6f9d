//! Letters written before the rules were tuned and looked at only afterwards.

use domain::letter::suggest::PassedOn::{Rewritten, Unchanged};

use crate::case::{Case, letter};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        letter("acknowledge", "Re: Спецификация на объект", "Наталья Юрьевна, спецификацию увидели, инженер смотрит. Вернёмся к вам во вторник."),
        letter("acknowledge", "Re: Request", "Your request is with our engineers. You will hear from us by Wednesday."),
        letter("acknowledge", "Re: Претензия", "Мы получили вашу претензию и разбираемся. О результате сообщим завтра."),
        letter("send-again", "Re: Re: Счёт", "Отправляю снова: проверьте, пожалуйста, дошло ли.").again().with_document(),
        letter("cover-documents", "Документы", "Прилагаю УПД и сертификаты к отгрузке от 20 ноября.").with_document(),
        letter("cover-documents", "Signed act", "Enclosed is the signed act for October. Please send us your copy.").with_document(),
        letter("payment-arrived", "Re: платёжка", "Увидели ваш платёж на 120 000 руб., благодарим. Завтра передаём заказ в доставку."),
        letter("payment-arrived", "Order 77", "We have received your payment of 1,200 EUR. Your order leaves tomorrow."),
        letter("reminder", "Оплата по договору", "Здравствуйте! По договору 15 оплата просрочена на неделю. Подскажите, когда ждать?"),
        letter("reminder", "Signed originals", "We still miss the signed originals of the October delivery notes. Please return them by Friday."),
        letter("technical", "Re: кабель на морозе", "Монтаж ВВГнг допускается при температуре не ниже минус 15. Степень горючести указана в сертификате."),
        letter("technical", "Re: dimmer", "This dimmer works with LED lamps from 5 W. The maximum load is 300 W, see the data sheet."),
        letter("pass-on", "Fwd: Ответ бухгалтерии", "Добрый день, ниже ответ бухгалтерии.").passed(Unchanged),
        letter("pass-on-rewritten", "Re: рекламация", "Уважаемая Ирина Львовна! Разобрались с вашей рекламацией вместе со складом.").passed(Rewritten),
        letter("assignment-5", "Отгрузка завтра", "Коллеги, на завтра:\n- собрать заказ 118\n- вызвать машину\n- подготовить УПД").inside(),
        letter("assignment-6", "Тендер", "Юля, по тендеру: скачай документацию, выпиши требования, запроси цены у завода, посчитай маржу, собери сертификаты, подготовь заявку и покажи мне.").inside(),
        letter("assignment-5", "Client visit", "Oleg, could you meet the client at 10, show the warehouse and give him the catalogue?").inside(),
        letter("offer-small-changes", "Цены на светильники", "Светильник уличный 50 Вт обойдётся в 4 200 руб. с НДС за штуку, при заказе от 20 штук цена 3 900. Условия действуют неделю."),
        letter("offer-small-changes", "Quote 55", "Please see our quote for 20 floodlights below. The sum is 84 000 roubles including VAT, delivery takes five days."),
        letter("offer-big-changes", "Предложение, вариант 2", "Предлагаем разбить поставку на три этапа и платить по каждому отдельно. Медный кабель заменили на алюминиевый."),
        letter("organising", "Командировка", "Купили вам билеты на 5 декабря, номер в гостинице на две ночи. Программа встречи и телефоны во вложении."),
        letter("recommend-5", "Розетки на кухню", "Для кухни хватит такого набора:\n- розетка двойная, 6 шт\n- рамка на два поста, 3 шт\n- подрозетник, 6 шт"),
        letter("recommend-6", "Board for the house", "We suggest the following:\n1. Board, 24 ways, 1 pc\n2. Main switch 63 A, 1 pc\n3. RCD 40 A, 2 pcs\n4. Breaker C16, 8 pcs\n5. Breaker C10, 4 pcs\n6. Busbar, 2 pcs\n7. Label set, 1 set"),
        letter("recommend-5", "Re: чем заменить", "Этого автомата больше нет. Ближайшая замена: автомат С16 другой серии, размеры те же."),
    ]
}
