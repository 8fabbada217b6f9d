// Who works in the office of the journeys.

/** The director, who opens the office. */
export const DIRECTOR = { login: "olga", surname: "Соколова", given: "Ольга", patronymic: "Игоревна", role: "director" };

/** Those who come by invitation; `extension` is the phone on the desk. */
export const COLLEAGUES = [
  { login: "anna", surname: "Петрова", given: "Анна", patronymic: "Сергеевна", role: "employee", extension: "101" },
  { login: "boris", surname: "Орлов", given: "Борис", patronymic: "Ильич", role: "employee", extension: "102" },
  { login: "vera", surname: "Зимина", given: "Вера", patronymic: "", role: "operator" },
  { login: "dmitry", surname: "Лебедев", given: "Дмитрий", patronymic: "", role: "supervisor", extension: "103" },
  { login: "egor", surname: "Титов", given: "Егор", patronymic: "", role: "administrator" },
];

export const EVERYBODY = [DIRECTOR, ...COLLEAGUES];

/** One password for all: only this test knows these people. */
export const PASSWORD = "долгая фраза о дожде";

export const OFFICE = "Кабель на Садовой";
