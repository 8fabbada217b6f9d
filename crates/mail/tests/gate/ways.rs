//! The gate on a real Postfix: no letter without its type leaves by any way, and nothing of the type is seen outside.

use crate::lab::{Gate, REFUSAL, TypedOnly, office, types, words, world};
use mail_parser::MessageParser;
use testkit::post::bypass::{Scene, arrived, forms, program, signed_in, through_postfix, traces};
use testkit::post::{Letter, Postfix, Settings};

#[test]
fn no_untyped_letter_leaves_by_any_way_through_postfix() {
    let milter = Gate::start(TypedOnly);
    let world = world();
    let account = [("anna@hosted.example".to_owned(), "other-secret".to_owned())];
    let provider = Settings {
        name: "smtp.hosted.example".into(),
        domains: vec!["client.example".into(), crate::lab::TYPES.into()],
        people: account.into(),
        ..Settings::default()
    };
    let provider = Postfix::start(&provider).unwrap();
    let extra = [
        format!("sender_dependent_relayhost_maps = inline:{{ {{anna@hosted.example=[127.0.0.1]:{}}} }}", provider.ports.people),
        "smtp_sender_dependent_authentication = yes".into(),
        "smtp_sasl_auth_enable = yes".into(),
        "smtp_sasl_security_options = noanonymous".into(),
        "smtp_sasl_password_maps = inline:{ {anna@hosted.example=anna@hosted.example:other-secret} }".into(),
        "virtual_alias_maps = inline:{ {out@office.example=ivan@client.example} }".into(),
    ];
    let office = office(&[milter.port], &world, &extra);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world, &provider], words: &words };
    let matrix = through_postfix(&scene).unwrap();
    println!("{matrix}");
    for row in &matrix.0 {
        assert_eq!(row.untyped.1, 0, "{}", row.way);
        assert_eq!(row.typed.0, row.typed.1, "{}\n{}", row.way, office.log());
        assert!(row.traces.is_empty(), "{}: {:?}", row.way, row.traces);
    }
    // Letters of the hosted address went by the provider, signed in there.
    assert_eq!(provider.mailbox().len(), 2, "{}", provider.log());
    // A letter refused to `sendmail` comes back to its sender as a bounce that shows the refusal.
    let returned = office.mailbox().iter().filter(|letter| letter.text().contains("offer@type.office.example")).count();
    assert!(returned >= 4, "{returned} bounces");
}

#[test]
fn a_type_is_understood_in_every_form_and_no_recipient_sees_it() {
    let milter = Gate::start(TypedOnly);
    let world = world();
    let office = office(&[milter.port], &world, &[]);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world], words: &words };
    let all = forms(&words);
    for form in &all {
        let answer = signed_in(&scene, &form.letter).unwrap();
        assert_eq!(answer.code, 250, "{}: {answer:?}", form.name);
    }
    let found = arrived(&scene).unwrap();
    assert!(world.mailbox().iter().all(|letter| letter.to.ends_with("@client.example")));
    for (number, form) in all.iter().enumerate() {
        let letters = found.get(&format!("form-{number}")).unwrap_or_else(|| panic!("{} did not arrive", form.name));
        assert_eq!(letters.len(), 1, "{}", form.name);
        let bytes = &letters[0];
        assert!(traces(bytes, &words).is_empty(), "{}: {:?}", form.name, traces(bytes, &words));
        let parsed = MessageParser::default().parse(bytes).unwrap();
        assert_eq!(parsed.subject(), form.subject, "{}", form.name);
        assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n"), "Добрый день!\n.\nКабель есть.\n", "{}", form.name);
        println!("{:<55} ok", form.name);
    }
}

#[test]
fn a_refusal_reaches_the_mail_program_in_several_lines_of_its_own_language() {
    let milter = Gate::start(TypedOnly);
    let world = world();
    let office = office(&[milter.port], &world, &[]);
    let words = words();
    let scene = Scene { office: &office, arriving: &[&world], words: &words };
    let letter = |id: &str| Letter::new(id, &words.from, "ivan@client.example").header("Subject", "Cable");
    let answer = signed_in(&scene, &letter("none")).unwrap();
    println!("{}", answer.lines.join("\n"));
    let said: Vec<String> = answer.text().lines().map(|line| line.strip_prefix("5.7.1 ").unwrap_or(line).to_owned()).collect();
    assert_eq!((answer.code, said), (550, REFUSAL.map(str::to_owned).into()));
    let unknown = signed_in(&scene, &letter("unknown").copy("ofer@type.office.example")).unwrap();
    assert_eq!(unknown.text(), "5.7.1 Типа «ofer» нет");
    let two = signed_in(&scene, &letter("two").copy("offer@type.office.example").header("X-Work-Type", "remind")).unwrap();
    assert_eq!(two.text(), format!("5.7.1 Указано типов: {}", types().len()));
    let nobody = Letter::new("nobody", &words.from, "offer@type.office.example").header("Subject", "Cable");
    assert_eq!(signed_in(&scene, &nobody).unwrap().text(), "5.7.1 Письмо никому не адресовано");
    // The connection goes on after a refusal.
    let mut one = program(&scene).unwrap();
    let untyped = letter("again-untyped");
    assert_eq!(one.send(&words.from, &untyped.recipients, &untyped.bytes()).unwrap().code, 550);
    let typed = letter("again-typed").header("X-Work-Type", "кп");
    assert_eq!(one.send(&words.from, &typed.recipients, &typed.bytes()).unwrap().code, 250);
    assert_eq!(arrived(&scene).unwrap().into_keys().collect::<Vec<_>>(), ["again-typed"]);
}
