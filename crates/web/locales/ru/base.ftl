# Общее: время, числа, слова, которые встречаются везде.
duration-seconds = { $seconds } с
duration-minutes = { $minutes } мин
duration-hours = { $hours } ч
duration-hours-minutes = { $hours } ч { $minutes } мин
month-of = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
weekday = { $day ->
    [1] понедельник
    [2] вторник
    [3] среда
    [4] четверг
    [5] пятница
    [6] суббота
   *[7] воскресенье
}
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
day-today = Сегодня
day-yesterday = Вчера
day-tomorrow = Завтра
day-other = { $date }, { $weekday }
moment-yesterday = вчера, { $time }
moment-tomorrow = завтра, { $time }
moment-date = { $date }, { $time }
