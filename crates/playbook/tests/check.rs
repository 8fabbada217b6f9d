//! The check of a playbook: everything wrong is named with file, line and cure, all at once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use yellowsheet_playbook::{Files, Loaded, content_hash, from_json, load, read_folder, to_json};

fn tiny() -> Files {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny")).unwrap()
}

/// The tiny playbook with one replacement in one file.
fn with(file: &str, from: &str, to: &str) -> Files {
    let mut files = tiny();
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
    files
}

fn told(loaded: &Loaded) -> String {
    loaded.problems.iter().map(|problem| format!("{problem}\n")).collect()
}

#[test]
fn a_good_playbook_has_no_problems() {
    let loaded = load(&tiny());
    assert_eq!(told(&loaded), "");
    assert!(loaded.playbook.is_some());
}

#[test]
fn the_playbook_built_in_has_no_errors() {
    let files = yellowsheet_playbook::built_in();
    if files.is_empty() {
        return; // a tree without content
    }
    let loaded = load(&files);
    assert_eq!(loaded.errors(), 0, "{}", told(&loaded));
}

#[test]
fn every_mistake_names_file_line_and_cure() {
    let cases = [
        ("facts.toml", "id = \"company\"", "id = \"name\"", "the fact \"name\" is given twice"),
        ("facts.toml", "title = { ru = \"Имя\", en = \"Name\" }", "title = { ru = \"Имя\" }", "English is missing"),
        ("facts.toml", "title = { ru = \"Имя\", en = \"Name\" }", "title = { en = \"Name\" }", "\"ru\" is missing"),
        ("facts.toml", "weight = 95", "weight = 950", "out of bounds"),
        ("facts.toml", "weight = 95", "wieght = 95", "unknown key \"wieght\""),
        ("facts.toml", "asked = false", "", "is judged, not asked"),
        ("guide-in.toml", "asks = [\"purpose\"]", "asks = [\"porpose\"]", "did you mean \"purpose\"?"),
        ("guide-in.toml", "moments = [\"answered\"]", "moments = [\"anwsered\"]", "unknown moment \"anwsered\""),
        ("guide-in.toml", "kind = \"answer\"", "kind = \"anser\"", "kind = \"anser\" is unknown"),
        ("guide-in.toml", "why = \"promise-phone\"", "why = \"because\"", "there is no reason \"because\""),
        ("guide-in.toml", "when = [\"number_hidden\"]", "when = [\"number_hiden\"]", "is not a condition"),
        ("guide-in.toml", "Меня зовут {employee}. А как", "А как", "we give our name before we ask theirs"),
        ("guide-in.toml", "{price} руб", "{prise} руб", "{prise} is no placeholder"),
        (
            "guide-in.toml",
            "moments = [\"answered\"]\nasks = [\"purpose\"]",
            "moments = [\"listening\"]\nasks = [\"purpose\"]",
            "nothing is asked while",
        ),
        (
            "guide-in.toml",
            "[[phrase.variant]]\nid = \"plain\"\nru = \"Да, это у нас есть.\"\nen = \"Yes, we have it.\"\n",
            "",
            "the phrase has no wording",
        ),
        ("guide-in.toml", "id = \"advice\"", "id = \"plain\"", "the variant \"ask-purpose.plain\" is given twice"),
        ("guide-out.toml", "{reason}", "{office}", "no phrase gives our name, company and the reason"),
        ("range/cable.toml", "position = \"box-68\"", "position = \"box-86\"", "there is no position \"box-86\""),
        ("range/cable.toml", "price = \"96.50\"", "price = 96.50", "\"price\" cannot be read"),
        ("range/cable.toml", "date = 2026-11-20", "date = \"20.11.2026\"", "\"date\" is not a day"),
        ("work-types/letters.toml", "norm_minutes = 25", "norm_minutes = 0", "out of bounds"),
        ("work-types/letters.toml", "norm_minutes = 25", "", "the norm is missing"),
        ("work-types/letters.toml", "roles = [\"sales\"]", "roles = [\"sails\"]", "there is no role \"sails\""),
        ("work-types/letters.toml", "special = \"read\"", "", "no type of class \"letter\" is \"read\""),
        ("work-types/calls-in.toml", "provisional = true", "", "is not marked provisional"),
        ("answers/delivery.md", "+++\nid", "id", "the front matter is missing"),
        ("answers/delivery.md", "# ru", "# de", "text before the first section"),
        ("answers/delivery.md", "kind =", "kind = = ", "not TOML"),
        ("playbook.toml", "[minutes]", "[pacing]\nclosing_questions = 3\n[minutes]", "closing_questions = 3 is out of bounds"),
        ("work-types/letters.toml", "codes = [\"подбор\", \"advice\"]", "", "nobody can give the type \"letter-recommend-5\""),
        ("work-types/letters.toml", "\"advice\"]", "\"auto\"]", "the code of a work type \"auto\" is given twice"),
        ("work-types/letters.toml", "\"advice\"]", "\"Advice\"]", "\"Advice\" cannot be a code"),
        ("work-types/letters.toml", "\"advice\"]", "\"my advice\"]", "\"my advice\" cannot be a code"),
        ("work-types/letters.toml", "\"advice\"]", "\"5\"]", "\"5\" cannot be a code"),
        ("work-types/letters.toml", "\"подбор\"", "\"подбёр\"", "\"подбёр\" cannot be a code"),
        ("work-types/letters.toml", "\"подбор\"", "\"пoдбор\"", "mixes letters of two alphabets"),
        (
            "work-types/letters.toml",
            "id = \"letter-read\"",
            "id = \"advice\"",
            "the code \"advice\" is the id of another work type",
        ),
        ("work-types/letters.toml", "answer_hours = 8", "answer_hours = 0", "answer_hours = 0 is out of bounds"),
        ("work-types/letters.toml", "special = \"machine\"", "norm_minutes = 1", "no type of class \"letter\" is \"machine\""),
        ("letters/recommend.md", "\"letter-recommend-5\"", "\"letter-recomend-5\"", "did you mean \"letter-recommend-5\"?"),
        (
            "letters/recommend.md",
            "\"letter-recommend-5\"",
            "\"document-invoice\"",
            "is no type of letters but of class \"document\"",
        ),
        ("letters/recommend.md", "# en", "", "the English text is missing"),
        ("letters/recommend.md", "# ru", "", "the Russian text is missing"),
        ("letters/recommend.md", ", en = \"Our choice: {value:interest}\"", "", "the English subject is missing"),
        ("letters/recommend.md", "subject = ", "about = ", "\"subject\" is missing"),
        ("letters/recommend.md", ", en = [\"recommendation\"]", "", "cannot be found by words of \"en\""),
        ("letters/recommend.md", "\"Подобрали: {value:interest}\"", "\"Подобрали: {price}\"", "no letter can fill: {price}"),
        ("letters/recommend.md", "{employee}", "{boss}", "no letter can fill: {boss}"),
        ("letters/recommend.md", "{value:purpose}", "{value:porpose}", "did you mean \"purpose\"?"),
        ("playbook.toml", "{given} {patronymic}", "{given} {father}", "no salutation can fill: Уважаемый {given} {father}"),
        (
            "documents.toml",
            "work_type = \"document-invoice\"",
            "work_type = \"document-invoyce\"",
            "did you mean \"document-invoice\"?",
        ),
    ];
    for (file, from, to, expected) in cases {
        let loaded = load(&with(file, from, to));
        let all = told(&loaded);
        assert!(all.contains(expected), "{from} -> {to}: expected {expected:?} in\n{all}");
        for problem in &loaded.problems {
            assert!(problem.line > 0 && !problem.file.is_empty() && !problem.cure.is_empty(), "{problem}");
        }
    }
}

#[test]
fn the_line_named_is_the_line_of_the_mistake() {
    let files = with("range/cable.toml", "position = \"box-68\"", "position = \"box-86\"");
    let line =
        String::from_utf8(files["range/cable.toml"].clone()).unwrap().lines().position(|line| line.contains("box-86")).unwrap();
    let loaded = load(&files);
    let problem = &loaded.problems[0];
    assert_eq!((problem.file.as_str(), problem.line), ("range/cable.toml", line + 1));
    for (from, to, line) in [
        ("subject = { ru = \"Подобрали: {value:interest}\"", "subject = { ru = \"{price}\"", 5),
        ("Советуем", "Советуем {price}", 13),
        ("We suggest", "We suggest {value:porpose}", 21),
        ("work_type = \"letter-recommend-5\"", "work_type = \"document-invoice\"", 4),
    ] {
        let loaded = load(&with("letters/recommend.md", from, to));
        let found: Vec<usize> = loaded.problems.iter().map(|one| one.line).collect();
        assert_eq!(found, [line], "{}", told(&loaded));
    }
    let in_front_matter = load(&with("answers/delivery.md", "date = 2026-11-20", "date = 2026-11-20\nsun = 1"));
    assert_eq!(in_front_matter.problems[0].line, 7, "{}", told(&in_front_matter));
}

#[test]
fn all_mistakes_are_named_at_once() {
    let mut files = with("facts.toml", "weight = 95", "wieght = 95");
    files.extend(
        with("range/cable.toml", "price = \"18\"", "price = \"cheap\"")
            .into_iter()
            .filter(|(name, _)| name == "range/cable.toml"),
    );
    files.remove("documents.toml");
    files.insert("notes.txt".into(), Vec::new());
    files.insert("reasons.toml".into(), b"[[reason]]\nid = \"x\"\ntext = { ru = \"\xff\" }".to_vec());
    let loaded = load(&files);
    let all = told(&loaded);
    for expected in [
        "unknown key \"wieght\"",
        "is not a price",
        "the file is missing",
        "a file nobody reads",
        "reasons.toml:3: error: not UTF-8",
    ] {
        assert!(all.contains(expected), "expected {expected:?} in\n{all}");
    }
    assert!(loaded.playbook.is_none());
}

#[test]
fn an_empty_folder_tells_what_is_missing_and_nothing_breaks() {
    let loaded = load(&Files::new());
    assert!(told(&loaded).contains("playbook.toml:1: error: the file is missing"));
}

#[test]
fn the_stored_form_gives_the_same_playbook_and_the_same_hash() {
    let playbook = load(&tiny()).playbook.unwrap();
    let json = to_json(&playbook).unwrap();
    let back = from_json(&json).unwrap();
    assert_eq!(back, playbook);
    assert_eq!(content_hash(&back).unwrap(), content_hash(&playbook).unwrap());
    let commented = load(&with("facts.toml", "weight = 95", "weight   =   95 # most of all")).playbook.unwrap();
    assert_eq!(content_hash(&commented).unwrap(), content_hash(&playbook).unwrap());
    let changed = load(&with("facts.toml", "weight = 95", "weight = 94")).playbook.unwrap();
    assert_ne!(content_hash(&changed).unwrap(), content_hash(&playbook).unwrap());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn a_broken_file_is_reported_and_never_stops_the_check(
        file in 0..14_usize,
        at in proptest::prelude::any::<proptest::sample::Index>(),
        junk in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..8),
    ) {
        let mut files = tiny();
        let name = files.keys().nth(file % files.len()).unwrap().clone();
        let mut bytes = files[&name].clone();
        let cut = at.index(bytes.len());
        bytes.splice(cut..(cut + junk.len()).min(bytes.len()), junk);
        files.insert(name, bytes);
        let loaded = load(&files);
        proptest::prop_assert_eq!(loaded.playbook.is_none(), loaded.errors() > 0);
    }
}

#[test]
fn files_that_say_nothing_are_mistakes() {
    let cases = [
        ("guide-in.toml", "there is no phrase for incoming calls"),
        ("guide-out.toml", "there is no phrase for outgoing calls"),
        ("documents.toml", "there is no document type"),
        ("facts.toml", "there is no fact"),
    ];
    for (file, expected) in cases {
        let mut files = tiny();
        files.insert(file.to_owned(), Vec::new());
        let loaded = load(&files);
        assert!(loaded.playbook.is_none(), "{file}");
        assert!(loaded.problems.iter().any(|one| one.file == file && one.what == expected), "{file}: {}", told(&loaded));
    }
}

#[test]
fn files_that_cannot_be_read_come_first_and_what_follows_from_them_is_held_back() {
    let mut files = with("work-types/letters.toml", "norm_minutes = 25", "norm_minutes = 0");
    files.insert("facts.toml".to_owned(), b"[[fact]]\nid = \"\xff\"\n".to_vec());
    files.insert("reasons.toml".to_owned(), b"[[reason]\nid =\n".to_vec());
    let loaded = load(&files);
    let unreadable: Vec<&str> =
        loaded.problems.iter().map(|one| one.file.as_str()).take_while(|file| !file.contains('/')).collect();
    assert!(unreadable.starts_with(&["facts.toml", "reasons.toml"]), "{}", told(&loaded));
    assert!(loaded.problems.iter().any(|one| one.file == "work-types/letters.toml"), "{}", told(&loaded));
    assert!(!loaded.problems.iter().any(|one| one.what.contains("there is no fact")), "{}", told(&loaded));
    assert!(loaded.held > 5 && loaded.playbook.is_none(), "{}", loaded.held);
}
