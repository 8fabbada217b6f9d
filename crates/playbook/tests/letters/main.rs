//! The type proposed for a letter, on the trading office's own playbook; and its letters to begin with, filled.

mod case;
mod seen;
mod unseen;

use std::path::Path;
use std::sync::LazyLock;

use case::Case;
use domain::letter::suggest::{LetterReason, suggest};
use domain::playbook::{Playbook, WorkClass};
use yellowsheet_playbook::{load, read_folder};

fn trading_office() -> &'static Playbook {
    static READ: LazyLock<Playbook> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../playbooks/trading-office");
        let loaded = load(&read_folder(&folder).unwrap());
        let told: String = loaded.problems.iter().map(|problem| format!("{problem}\n")).collect();
        assert_eq!(told, "", "errors and warnings alike");
        loaded.playbook.unwrap()
    });
    &READ
}

/// How many of the letters have their type in the first place, and among the first three; misses are printed.
fn measure(cases: &[Case]) -> (usize, usize) {
    let (mut first, mut three) = (0, 0);
    for case in cases {
        let found = suggest(trading_office(), case.looks);
        let want = format!("letter-{}", case.want);
        let place = found.iter().position(|one| one.work_type == want).unwrap();
        first += usize::from(place == 0);
        three += usize::from(place < 3);
        if place > 0 {
            println!("{} is {} for {:?} {:?}: {:?}", want, place + 1, case.looks.subject, case.looks.own, &found[..3]);
        }
    }
    println!("first {first}, first three {three} of {}", cases.len());
    (first, three)
}

#[test]
fn most_letters_have_their_type_first_and_nearly_all_among_the_first_three() {
    let cases = seen::cases();
    assert!(cases.len() >= 60);
    let (first, three) = measure(&cases);
    assert!(first * 100 >= cases.len() * 85, "{first} of {}", cases.len());
    assert!(three * 100 >= cases.len() * 97, "{three} of {}", cases.len());
}

#[test]
fn every_type_of_letters_is_proposed_once_and_with_the_same_place_each_time() {
    let types = trading_office().work_types.iter().filter(|one| one.class == WorkClass::Letter).count();
    for case in seen::cases().iter().chain(&unseen::cases()) {
        let found = suggest(trading_office(), case.looks);
        assert_eq!(found, suggest(trading_office(), case.looks));
        let mut ids: Vec<&str> = found.iter().map(|one| one.work_type.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), found.len()), (types, types));
    }
}

#[test]
#[ignore = "measured once, by hand"]
fn unseen_letters() {
    measure(&unseen::cases());
    let _ = LetterReason::Catalogue;
}
