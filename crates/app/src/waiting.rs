//! Stands in until the capture line of the domain is in place: recognises nothing.
#![expect(missing_docs, reason = "goes away with the real one")]

pub(crate) mod capture {use jiff::civil::{Date, DateTime};
pub struct Capture { pub facts: Vec<Found>, pub note: String }
pub struct Found { pub fact: FoundFact, pub confidence: f64, pub start: usize, pub end: usize }
pub struct Company { pub form: Option<String>, pub name: String }
#[derive(Clone, Copy)] pub enum Due { Day(Date), At(DateTime) }
pub struct NextStep { pub action: Action, pub due: Option<Due> }
#[derive(Clone, Copy)] pub enum Action { CallBack }
impl Action { pub fn code(self) -> &'static str { "call_back" } }
#[derive(Clone, Copy)] pub enum Frequency { Regular }
impl Frequency { pub fn code(self) -> &'static str { "regular" } }
pub enum FoundFact { Person(super::names::PersonName), Company(Company), Phone(super::phone::Phone), Email(String), Inn(String), Activity(String), Interest(String), Source(String), Frequency(Frequency), NextStep(NextStep) }
pub fn capture(_t: &str, _n: DateTime) -> Capture { Capture { facts: vec![], note: String::new() } }
}
pub(crate) mod names {#[derive(Clone, Copy)] pub enum Gender { Male }
impl Gender { pub fn code(self) -> &'static str { "male" } }
pub struct PersonName { pub surname: Option<String>, pub given: Option<String>, pub patronymic: Option<String>, pub gender: Option<Gender> }
pub fn gender_of_patronymic(_p: &str) -> Option<Gender> { None }
}
pub(crate) mod phone {pub struct Phone { pub value: String, pub ext: Option<String> }
pub fn parse(_t: &str) -> Option<Phone> { None }
}
pub(crate) mod inn {
const TEN: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const ELEVENTH: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const TWELFTH: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// Whether `text` is 10 or 12 digits with right check digits (docs/method.md, "Russian facts").
pub fn is_valid(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some(d) = digits else { return false };
    if d.iter().all(|&x| x == 0) {
        return false;
    }
    match d.len() {
        10 => check(&d, &TEN) == d[9],
        12 => check(&d, &ELEVENTH) == d[10] && check(&d, &TWELFTH) == d[11],
        _ => false,
    }
}

fn check(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>() % 11 % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_check_digits_are_accepted() {
        for inn in ["7707083893", "1234567894", "500100732259", "123456789047", "005826107187"] {
            assert!(is_valid(inn), "{inn}");
        }
    }

    #[test]
    fn wrong_check_digits_lengths_and_letters_are_refused() {
        for inn in ["1234567895", "123456789037", "", "77070838", "77070838931", "770708389a", "0000000000"] {
            assert!(!is_valid(inn), "{inn}");
        }
    }
}
}
