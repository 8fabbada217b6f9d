# Common: time, numbers, words found everywhere.
duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
month-of = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
date-long = { $day } { $month } { $year }
date-day = { $day } { $month }
day-today = Today
day-yesterday = Yesterday
day-tomorrow = Tomorrow
day-other = { $weekday }, { $date }
moment-yesterday = yesterday, { $time }
moment-tomorrow = tomorrow, { $time }
moment-date = { $date }, { $time }
