//! Legal forms of companies: how they are written and their usual spelling.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Where the form stands and how sure its letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before the name: ООО Ромашка.
    Before,
    /// Before the name of a person: ИП Иванов.
    Person,
    /// After the name: Acme Ltd.
    After,
    /// After the name, and also a common word or abbreviation unless written in capitals: SA, AS, Co.
    AfterInCapitals,
}

/// Spellings (folded, without dots and spaces), the usual spelling, the place.
const FORMS: &[(&str, &str, Place)] = &[
    ("ооо", "ООО", Place::Before),
    ("ooo", "ООО", Place::Before),
    ("обществосограниченнойответственностью", "ООО", Place::Before),
    ("ао", "АО", Place::Before),
    ("акционерноеобщество", "АО", Place::Before),
    ("пао", "ПАО", Place::Before),
    ("публичноеакционерноеобщество", "ПАО", Place::Before),
    ("зао", "ЗАО", Place::Before),
    ("оао", "ОАО", Place::Before),
    ("нао", "НАО", Place::Before),
    ("ип", "ИП", Place::Person),
    ("индивидуальныйпредприниматель", "ИП", Place::Person),
    ("ипбоюл", "ИП", Place::Person),
    ("чп", "ЧП", Place::Person),
    ("фоп", "ФОП", Place::Person),
    ("ано", "АНО", Place::Before),
    ("анодпо", "АНО ДПО", Place::Before),
    ("нко", "НКО", Place::Before),
    ("гуп", "ГУП", Place::Before),
    ("муп", "МУП", Place::Before),
    ("фгуп", "ФГУП", Place::Before),
    ("фгбу", "ФГБУ", Place::Before),
    ("фгбоуво", "ФГБОУ ВО", Place::Before),
    ("фгбоу", "ФГБОУ", Place::Before),
    ("фгку", "ФГКУ", Place::Before),
    ("гбу", "ГБУ", Place::Before),
    ("гбуз", "ГБУЗ", Place::Before),
    ("гбоу", "ГБОУ", Place::Before),
    ("гку", "ГКУ", Place::Before),
    ("гау", "ГАУ", Place::Before),
    ("мбу", "МБУ", Place::Before),
    ("мбоу", "МБОУ", Place::Before),
    ("мбдоу", "МБДОУ", Place::Before),
    ("мадоу", "МАДОУ", Place::Before),
    ("маоу", "МАОУ", Place::Before),
    ("мку", "МКУ", Place::Before),
    ("мау", "МАУ", Place::Before),
    ("мкп", "МКП", Place::Before),
    ("огуп", "ОГУП", Place::Before),
    ("огау", "ОГАУ", Place::Before),
    ("кфх", "КФХ", Place::Before),
    ("крестьянскоефермерскоехозяйство", "КФХ", Place::Before),
    ("снт", "СНТ", Place::Before),
    ("днт", "ДНТ", Place::Before),
    ("днп", "ДНП", Place::Before),
    ("тсж", "ТСЖ", Place::Before),
    ("тсн", "ТСН", Place::Before),
    ("жск", "ЖСК", Place::Before),
    ("гск", "ГСК", Place::Before),
    ("спк", "СПК", Place::Before),
    ("сппк", "СППК", Place::Before),
    ("схпк", "СХПК", Place::Before),
    ("пк", "ПК", Place::Before),
    ("тоо", "ТОО", Place::Before),
    ("too", "TOO", Place::Before),
    ("тдо", "ТДО", Place::Before),
    ("оду", "ОДУ", Place::Before),
    ("одо", "ОДО", Place::Before),
    ("уп", "УП", Place::Before),
    ("чуп", "ЧУП", Place::Before),
    ("чтуп", "ЧТУП", Place::Before),
    ("руп", "РУП", Place::Before),
    ("куп", "КУП", Place::Before),
    ("осоо", "ОсОО", Place::Before),
    ("тов", "ТОВ", Place::Before),
    ("пп", "ПП", Place::Before),
    ("нпао", "НПАО", Place::Before),
    ("чоу", "ЧОУ", Place::Before),
    ("ноу", "НОУ", Place::Before),
    ("доу", "ДОУ", Place::Before),
    ("чоо", "ЧОО", Place::Before),
    ("кооо", "КООО", Place::Before),
    ("llc", "LLC", Place::After),
    ("ltd", "Ltd", Place::After),
    ("limited", "Limited", Place::After),
    ("ltda", "Ltda", Place::After),
    ("inc", "Inc", Place::After),
    ("incorporated", "Inc", Place::After),
    ("corp", "Corp", Place::After),
    ("corporation", "Corporation", Place::After),
    ("plc", "PLC", Place::After),
    ("llp", "LLP", Place::After),
    ("gmbh", "GmbH", Place::After),
    ("gmbh&cokg", "GmbH & Co. KG", Place::After),
    ("gmbhco", "GmbH & Co.", Place::After),
    ("ug", "UG", Place::AfterInCapitals),
    ("ohg", "OHG", Place::AfterInCapitals),
    ("srl", "S.r.l.", Place::After),
    ("spa", "S.p.A.", Place::AfterInCapitals),
    ("sarl", "SARL", Place::After),
    ("sas", "SAS", Place::AfterInCapitals),
    ("spzoo", "Sp. z o.o.", Place::After),
    ("spółkazoo", "Sp. z o.o.", Place::After),
    ("sro", "s.r.o.", Place::After),
    ("doo", "d.o.o.", Place::After),
    ("kft", "Kft", Place::After),
    ("uab", "UAB", Place::After),
    ("sia", "SIA", Place::AfterInCapitals),
    ("oü", "OÜ", Place::After),
    ("oy", "Oy", Place::After),
    ("oyj", "Oyj", Place::After),
    ("aps", "ApS", Place::AfterInCapitals),
    ("a/s", "A/S", Place::After),
    ("ptyltd", "Pty Ltd", Place::After),
    ("pvtltd", "Pvt Ltd", Place::After),
    ("pvtltd", "Pvt Ltd", Place::After),
    ("pteltd", "Pte Ltd", Place::After),
    ("coltd", "Co., Ltd", Place::After),
    ("bv", "BV", Place::After),
    ("nv", "NV", Place::AfterInCapitals),
    ("ag", "AG", Place::AfterInCapitals),
    ("kg", "KG", Place::AfterInCapitals),
    ("kgaa", "KGaA", Place::After),
    ("ev", "e.V.", Place::AfterInCapitals),
    ("sa", "SA", Place::AfterInCapitals),
    ("sl", "SL", Place::AfterInCapitals),
    ("slu", "SLU", Place::AfterInCapitals),
    ("as", "AS", Place::AfterInCapitals),
    ("ab", "AB", Place::AfterInCapitals),
    ("se", "SE", Place::AfterInCapitals),
    ("co", "Co", Place::AfterInCapitals),
    ("lp", "LP", Place::AfterInCapitals),
    ("jsc", "JSC", Place::After),
    ("pjsc", "PJSC", Place::After),
    ("ojsc", "OJSC", Place::After),
    ("cjsc", "CJSC", Place::After),
    ("aş", "A.Ş.", Place::After),
    ("as.", "A.S.", Place::AfterInCapitals),
    ("fze", "FZE", Place::After),
    ("fzco", "FZCO", Place::After),
    ("fzllc", "FZ LLC", Place::After),
    ("eood", "EOOD", Place::After),
    ("ood", "OOD", Place::After),
    ("cic", "CIC", Place::AfterInCapitals),
    ("pllc", "PLLC", Place::After),
    ("dba", "DBA", Place::AfterInCapitals),
    ("bhd", "Bhd", Place::After),
    ("sdnbhd", "Sdn Bhd", Place::After),
    ("гмбх", "ГмбХ", Place::After),
    ("лтд", "Лтд", Place::After),
];

static BY_SPELLING: LazyLock<HashMap<&'static str, (&'static str, Place)>> =
    LazyLock::new(|| FORMS.iter().map(|(spelling, form, place)| (*spelling, (*form, *place))).collect());

/// The usual spelling and the place of a form written as `spelling` (folded, without dots and spaces).
pub fn legal_form(spelling: &str) -> Option<(&'static str, Place)> {
    BY_SPELLING.get(spelling).copied()
}

/// A company as it is written: `ООО Стройдом`, `Harbour Ltd`. A form nobody knows stands before the name.
pub fn with_name(form: &str, name: &str) -> String {
    let place = FORMS.iter().find(|(_, usual, _)| usual.to_lowercase() == form.to_lowercase()).map(|(.., place)| place);
    match place {
        Some(Place::After | Place::AfterInCapitals) => format!("{name} {form}"),
        _ => format!("{form} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_known_by_their_letters() {
        assert_eq!(legal_form("ооо"), Some(("ООО", Place::Before)));
        assert_eq!(legal_form("spzoo"), Some(("Sp. z o.o.", Place::After)));
        assert_eq!(legal_form("ип"), Some(("ИП", Place::Person)));
        assert_eq!(legal_form("кабель"), None);
    }

    #[test]
    fn a_form_stands_where_its_country_writes_it() {
        for (form, name, written) in [
            ("ООО", "Стройдом", "ООО Стройдом"),
            ("ИП", "Иванов Пётр", "ИП Иванов Пётр"),
            ("ФГБОУ ВО", "Политех", "ФГБОУ ВО Политех"),
            ("Ltd", "Harbour", "Harbour Ltd"),
            ("GmbH", "Kabelwerk", "Kabelwerk GmbH"),
            ("Sp. z o.o.", "Kable", "Kable Sp. z o.o."),
            ("Артель", "Старатель", "Артель Старатель"),
        ] {
            assert_eq!(with_name(form, name), written);
        }
    }

    #[test]
    fn every_form_is_found_by_its_usual_spelling() {
        for (_, form, place) in FORMS {
            let written = with_name(form, "X");
            let after = matches!(place, Place::After | Place::AfterInCapitals);
            assert_eq!(written, if after { format!("X {form}") } else { format!("{form} X") });
        }
    }
}
