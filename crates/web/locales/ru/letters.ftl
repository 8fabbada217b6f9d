# Письма: списки, переписка, составление, почтовые ящики.
letters-title = Письма
letters-waiting = Ждут ответа
letters-all = Все
letters-whose = Чьё?
letters-untyped = Без типа
letters-own = Черновики и в пути
letters-whose-letters = Чьи письма
letters-mine = Мои
letters-team = Моих сотрудников, просроченные
letters-search = Слова письма или имени файла
letters-none = Писем пока нет
letters-none-help = Они появятся, когда будет подключён почтовый ящик.
letters-not-found = Ничего не найдено
letters-not-found-help = Попробуйте меньше слов или другие слова.
letters-waiting-none = Ответа никто не ждёт
letters-waiting-none-help = Новые письма появятся здесь сами, первыми самые срочные.
letters-whose-none = У каждого письма есть клиент
letters-whose-none-help = Письмо неизвестного отправителя появится здесь с вопросом, чьё оно.
letters-untyped-none = У каждого отправленного письма есть тип
letters-untyped-none-help = Письмо, отправленное мимо «Жёлтого листа», появится здесь и будет учтено, когда получит тип.
letters-own-none = Черновиков нет
letters-own-none-help = Письмо сохраняется здесь, пока вы его пишете; отправленное остаётся, пока его не примет сервер.
letter-write = Написать письмо
letter-no-subject = Без темы
letter-attached = { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[other] { $count } файлов
}
letter-private = личное
letter-bounced = не доставлено
letter-waiting = ждёт ответа
letter-answered = отвечено
letter-called = отвечено по телефону
letter-read = ответ не нужен
letter-filed = в архиве
letter-sent = отправлено
letter-untyped = отправлено без типа
letter-due = ответить
letter-overdue = просрочено с
letter-from = От
letter-to = Кому
letter-cc = Копия
letter-bcc = Скрытая копия
letter-when = Дата
letter-thread = Письма этой переписки
letter-quoted = { $count ->
    [one] { $count } строка цитаты
    [few] { $count } строки цитаты
   *[other] { $count } строк цитаты
}
letter-show-pictures = Показать картинки
letter-pictures-help = Картинки со стороны сообщают отправителю, что вы прочли письмо.
letter-as-text = Показать простым текстом
letter-raw = Исходное письмо файлом
letter-open = Открыть это письмо
letter-attachments = Вложения
letter-no-client = У этого письма нет клиента.
letter-own-draft = Ваш ответ не закончен
letter-colleague-answers = На это письмо сейчас отвечает { $name }.
letter-reply = Ответить
letter-reply-all = Ответить всем
letter-forward = Переслать
letter-again = Отправить ещё раз
letter-acknowledge = Подтвердить получение
letter-no-answer = Ответ не нужен
letter-by-phone = Ответили по телефону
letter-reopen = Открыть снова
letter-make-private = Личное
letter-not-private = Больше не личное
letter-next = Следующее
letter-bounced-title = Это письмо не доставлено
letter-report-title = Почта сообщает
bounce-failed = не доставлено
bounce-delayed = задерживается, попытки продолжаются
bounce-delivered = доставлено
bounce-relayed = передано серверу, который не отчитывается
bounce-expanded = передано на несколько адресов
size-kb = { $size } КБ
size-mb = { $size } МБ
attachment-nameless = файл без имени
attachment-picture = картинка
attachment-calendar = приглашение или календарь
attachment-letter = письмо внутри письма
attachment-tnef = собственный пакет Outlook (winmail.dat), здесь не открывается
said-read = Ответ не нужен. Отменить: U.
said-called = Закрыто звонком. Отменить: U.
said-reopened = Письмо снова ждёт ответа.
said-private = Письмо личное: его видите только вы и директор.
said-not-private = Письмо больше не личное.
said-typed = У письма есть тип, оно учтено.
said-assigned = Решено, чьё это письмо.
whose-title = Чьё это письмо?
whose-new = Новый клиент
untyped-help = Это письмо отправлено мимо «Жёлтого листа». Пока у него нет типа, оно не учитывается.
untyped-give = Дать тип
outgoing-draft = черновик
outgoing-held = задержано: нет типа
outgoing-queued = уйдёт { $when }
outgoing-sending = отправляется
outgoing-failed = не отправлено
outgoing-discarded = выброшено
outgoing-discarded-help = Это письмо выброшено и не отправлено.
outgoing-server-said = Письмо не отправлено. Почтовый сервер ответил:
outgoing-held-help = Ваша почтовая программа отправила это письмо без типа, поэтому оно задержано. Выберите тип и отправьте: оно уйдёт точно таким, как вы его написали.
compose-new = Новое письмо
compose-reply = Ответ
compose-reply-all = Ответ всем
compose-forward = Пересылка
compose-again = Отправить ещё раз
compose-nobody = пока никому
compose-wrote = { $when }, { $who } пишет:
compose-forwarded = Пересылаемое письмо
compose-subject = Тема
compose-text = Текст
compose-quoted = Цитируемое письмо
compose-copies = Копии
compose-templates = Начать с шаблона
compose-attach = Приложить файлы
compose-attach-help = или перетащите сюда, или вставьте картинку
compose-detach = Убрать
compose-detach-named = Убрать { $name }
compose-documents = Документы, сделанные для этого письма
compose-documents-help = Изготовление документа — отдельная единица работы.
compose-more = Ещё
compose-private = Личное
compose-private-help = Видите только вы и директор; не учитывается.
compose-own-mistake = Исправляет мою ошибку
compose-own-mistake-help = Тогда не учитывается.
compose-schedule = Отправить позже
compose-send-at = Отправить в
compose-discard = Выбросить
compose-saved = Сохранено
compose-kept = Нет связи: набранное хранится в этом браузере и сохранится позже.
compose-uploading = Прикладываем…
compose-gaps = { $count ->
    [one] { $count } пропуск не заполнен
    [few] { $count } пропуска не заполнены
   *[other] { $count } пропусков не заполнены
}
compose-gaps-ask = { $count ->
    [one] { $count } пропуск шаблона не заполнен. Всё равно отправить?
    [few] { $count } пропуска шаблона не заполнены. Всё равно отправить?
   *[other] { $count } пропусков шаблона не заполнены. Всё равно отправить?
}
compose-send-anyway = Отправить с пропусками
compose-send = Отправить
sent-now = «{ $subject }» уйдёт через десять секунд.
sent-later = «{ $subject }» уйдёт { $when }.
picker-title = Тип работы
picker-rest = Ещё { $count }
picker-portrait = Портрет: { $name }
picker-note = Что это было
picker-includes = Включает
picker-looks-like = Похоже на «{ $name }»: { $why }
why-template = по шаблону
why-positions = { $count ->
    [one] { $count } позиция
    [few] { $count } позиции
   *[other] { $count } позиций
}
why-outside = { $counted }: за пределом типа
why-unchanged = переслано слово в слово
why-touched-up = переслано с мелкими правками
why-rewritten = переслано с переписыванием
why-again = то же письмо ещё раз
why-document = к нему документ
why-colleagues = только коллегам
desk-letters = Письма ждут
desk-letters-own = { $count ->
    [one] { $count } письмо в работе
    [few] { $count } письма в работе
   *[other] { $count } писем в работе
}
desk-letters-stuck = { $count ->
    [one] { $count } письмо не ушло
    [few] { $count } письма не ушли
   *[other] { $count } писем не ушли
}
unfinished-overdue = Просроченные письма
unfinished-untyped = Письма без типа дольше дня
client-mail-program = Написать из своей почтовой программы
client-mail-program-help = Ссылка ставит тип в копию; наш почтовый сервер убирает его, прежде чем письмо уйдёт.
problem-in-the-past = Это время уже прошло.
problem-no-type = Выберите тип работы: без него письмо не уйдёт.
problem-unknown-type = Такого типа письма нет. Выберите из списка.
problem-note-missing = Напишите, что это было: выбран тип «нет в списке».
problem-not-an-address = Один из адресов не полный.
problem-too-many = Слишком много получателей.
problem-too-large = Вложения слишком велики для одного письма.
problem-no-mailbox = Ни у одного ящика, с которого вы можете отправлять, нет почтового сервера. Его подключает администратор на странице «Почтовые ящики».
problem-no-template = В кейсе нет шаблона, подтверждающего получение.
problem-being-answered = Ваш ответ на это письмо уже пишется.
problem-letter-left = Поздно: письмо уже в пути.
problem-letter-changed = Письмо за это время изменилось.
problem-no-call = С тех пор как пришло письмо, с клиентом не говорили.
problem-not-a-host = В имени сервера буквы, цифры, точки и дефисы.
problem-not-a-port = Порт — число от 1 до 65535.
problem-only-loopback = Без защиты только к этому же компьютеру: иначе пароль пойдёт открыто.
mailboxes-title = Почтовые ящики
mailboxes-lead = Из этих ящиков письма читаются и через них отправляются. В самих ящиках ничего не меняется и не отмечается прочитанным.
mailboxes-none = Ящиков пока нет
mailboxes-none-help = Подключите первый: его письма будут прочитаны.
mailbox-add = Подключить ящик
mailbox-saved = Ящик сохранён.
mailbox-address = Адрес
mailbox-name = Имя в письмах
mailbox-name-help = Стоит рядом с адресом.
mailbox-employee = Кто за него отвечает
mailbox-state = Состояние
mailbox-shared = общий
mailbox-shared-help = Письма видят и могут отправлять все, кто видит клиентов.
mailbox-imap = Чтение (IMAP)
mailbox-smtp = Отправка (SMTP)
mailbox-host = Сервер
mailbox-host-help = Например { $usual }. Пусто: нет.
mailbox-port = Порт
mailbox-security = Защита
security-tls = TLS
security-starttls = STARTTLS
security-plain = нет, только этот компьютер
mailbox-user = Пользователь
mailbox-user-help = Пусто: адрес.
mailbox-auth = Вход по
mailbox-password = паролю
mailbox-token = токену доступа
mailbox-secret = Пароль или токен
mailbox-secret-help = Хранится запечатанным; прочесть его здесь больше нельзя.
mailbox-secret-kept = Уже сохранён. Оставьте пустым, чтобы не менять.
mailbox-signature = Подпись
mailbox-acknowledge = Подтверждать получение автоматически
mailbox-acknowledge-help = Не чаще раза в день на один адрес, никогда машинам и рассылкам.
mailbox-active = Используется
mailbox-save = Сохранить
mailbox-cancel = Отмена
mailbox-off = выключен
mailbox-sends-only = только отправляет
mailbox-importing = Первое чтение
mailbox-imported = прочитано писем: { $done } из { $total }
mailbox-in-step = сверен
mailbox-not-yet = ещё не прочитан
mail-problem-login = Сервер не принимает пользователя или пароль.
mail-problem-refused = До сервера не дозвониться.
mail-problem-tls = Защищённое соединение не удалось.
mail-problem-other = Ящик не читается.
quarantine-title = Письма, которые не удалось прочесть
quarantine-lead = Их исходные байты сохранены. Остальной ящик читается дальше.
quarantine-raw = Скачать
letter-key-rows = По строкам; в письме J открывает следующее
letter-key-template = Начать с шаблона; выбрать клиента или вид
letter-key-type = Выбрать тип работы
letter-key-undo = Вернуть только что отправленное письмо
mail-problem-no-login = Сервер не предлагает ни одного известного нам способа входа.
mail-problem-dns = Сервера с таким именем нет.
mail-problem-issuer = Сертификат сервера выдан тем, кого этот компьютер не знает.
mail-problem-wrong-name = Сертификат сервера на другое имя.
mail-problem-expired = Срок сертификата сервера истёк.
mail-problem-other-protocol = На этом порту отвечает другая служба.
mail-problem-storage = Письма не сохраняются: проверьте место на диске.
