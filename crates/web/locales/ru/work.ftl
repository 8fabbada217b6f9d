# Клиенты, журнал, выработка, кейс.
more = Показать ещё
print = Напечатать
any = любой
clients-title = Клиенты
clients-search = Имя, компания или любая часть телефона
clients-none = Клиентов пока нет
clients-none-help = Первый появится, когда вы запишете первый звонок.
clients-not-found = Никого не нашлось
clients-not-found-help = Попробуйте часть имени, название компании или последние цифры номера.
clients-first-only = Показаны первые { $count }. Уточните запрос.
client-card = Карточка клиента
client-responsible = Ведёт { $name }
client-deputy = Ведёт { $name }, сейчас замещает { $deputy }
client-nobody = Никто не ведёт
client-last-contact = последний контакт
client-people = Люди и телефоны
person-nameless = Без имени
client-inn = ИНН
client-edit = Изменить
client-form = Правовая форма
client-name = Название или имя
client-kind = Кто это
client-standing = Отношения
client-responsible-field = Кто ведёт
client-saved = Изменения сохранены.
address-remove = Убрать номера и адреса
address-add = Добавить телефон или почту
address-add-help = Прежние остаются.
facts-title = Сведения
facts-none = Пока ничего не узнали.
fact-refused = не захотели сказать
fact-guess = предположение
fact-unknown = неизвестно
promises-title = Обещания
step-call-back = Перезвонить
step-send-offer = Отправить предложение
step-send-invoice = Выставить счёт
step-send-documents = Отправить документы
step-meet = Встретиться
step-ship = Отгрузить
step-other = Сделать
duplicates-title = { $count ->
    [one] Похоже на ещё одного клиента
    [few] Похоже ещё на { $count } клиентов
   *[other] Похоже ещё на { $count } клиентов
}
merge-do = Объединить
merge-done = Карточки объединены. Это можно отменить.
merge-undone = Объединение отменено.
merge-was = Карточка объединена с другой: { $who },
merge-undo = Разъединить
problem-not-an-inn = В ИНН 10 или 12 цифр.
problem-same-client = Это один и тот же клиент.
problem-already-undone = Уже отменено.
problem-merged-again = Эта карточка с тех пор объединена с другой.
timeline-title = История
timeline-search = Искать в истории
timeline-newest = К самым новым
timeline-empty = Истории пока нет
timeline-empty-help = Здесь встанет всё сказанное и написанное, новое сверху.
timeline-not-found = Такого не говорили и не писали
timeline-not-found-help = Попробуйте другое слово: форма слова не важна.
contact-call = { $direction ->
    [in] Звонок, входящий
   *[out] Звонок, исходящий
}
contact-letter = { $direction ->
    [in] Письмо, входящее
   *[out] Письмо, исходящее
}
contact-document = { $direction ->
    [in] Документ, входящий
   *[out] Документ, исходящий
}
contact-meeting = Встреча
journal-title = Журнал звонков
journal-period = { $from } – { $until }
journal-export = Скачать для Excel
journal-empty = За это время звонков нет
journal-empty-help = Измените период или снимите часть условий.
journal-when = Когда
journal-client = Клиент
journal-call = Звонок
journal-length = Длительность
journal-employee = Сотрудник
journal-type = Тип работы
journal-words = Записано
number-hidden = номер скрыт
filter-from = С
filter-until = По
filter-direction = Направление
filter-outcome = Итог
filter-order = Порядок
filter-text = Слова, имя или номер
filter-do = Показать
order-newest = сначала новые
order-oldest = сначала старые
csv-date = Дата
csv-time = Время
csv-number = Номер
csv-seconds = Секунд разговора
csv-evidence = Подтверждение
today-title = Выработка сегодня
today-other = Выработка, { $date }
today-day = День
today-against-elapsed = Р к прошедшему времени
today-against-day = Р ко всему дню
today-credited = Сумма норм
today-elapsed = Рабочего времени прошло
today-of-day = из { $day }
today-bar-help = Жёлтое: засчитано от дня. Черта: сколько рабочего времени прошло.
today-units = Единицы работы
today-empty = Пока ничего не засчитано
today-empty-help = Единица появится, как только вы запишете звонок с его типом.
today-norm = Норма
unit-over-limit = не засчитано: на этот номер уже { $limit } за день
today-counted = Засчитано
today-sum = Всего
today-team = Сотрудники
portraits-title = Портреты работ
portraits-lead = По портрету узнают тип работы; норма показывает, сколько времени она стоит.
portrait-provisional = предварительно
portrait-provisional-help = Эту норму ещё не проверили по часам.
portrait-includes = Входит в норму
portrait-examples = Примеры
portrait-counter-examples = Похоже, но другой тип
class-letter = Письма
class-call-in = Входящие звонки
class-call-out = Исходящие звонки
class-document = Документы
class-internal = Внутренняя работа
count-steps = { $count ->
    [one] { $count } шага
   *[other] { $count } шагов
}
count-positions = { $count ->
    [one] { $count } позиции
   *[other] { $count } позиций
}
count-minutes = { $count ->
    [one] { $count } минуты
   *[other] { $count } минут
}
count-pages = { $count ->
    [one] { $count } страницы
   *[other] { $count } страниц
}
limit-up-to = до { $most }
limit-from = от { $least }
limit-between = от { $least } до { $most }
limit-none = без предела
phrases-title = Речевые модули
phrases-lead = Что подсказывает программа и что из этого приносит сведения. Лучшее предлагается чаще, остальное не забывается.
phrases-variant = Вариант
phrases-said = Сказано
phrases-learned = Узнали
phrases-share = Доля
phrase-greet = Приветствие
phrase-ask = Вопрос
phrase-answer = Ответ
phrase-promise = Обещание
phrase-close = Прощание
questions-title = Вопросы без ответа
questions-lead = Об этом спрашивали клиенты, а кейс ответа не знает. Для автора кейса.
questions-empty = Все вопросы закрыты
questions-empty-help = Когда ответа не найдётся, сотрудник отправит вопрос сюда прямо из разговора.
questions-close = Ответ есть
playbook-none = Кейс не установлен
playbook-none-help = Без него нет подсказок и типов работ. Перезапустите программу: она установит свой.
playbook-version = версия { $version }
playbook-facts = Сведений
playbook-phrases = Речевых модулей
playbook-positions = Позиций
playbook-answers = Ответов
playbook-types = Типов работ
playbook-versions = Версии
playbook-name = Кейс
playbook-number = Версия
playbook-installed = Установлена
playbook-hash = Отпечаток
playbook-in-force = действует
playbook-help = Записанное при прежней версии остаётся как было.
unfinished-title = Незавершённые листы
unfinished-lead = Листы сотрудников, которые больше суток ждут типа работы. Без типа ничего не засчитывается.
unfinished-empty = Все листы завершены
unfinished-empty-help = Лист появится здесь, если прождёт больше суток.
