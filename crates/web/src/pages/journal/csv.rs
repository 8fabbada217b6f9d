//! The journal as a file that opens in Excel in Russian: UTF-8 with its mark, semicolons, CRLF.

use super::JournalView;
use crate::layout::Frame;
use crate::{format, names, t};

/// The file.
///
/// # Errors
/// Never into memory; the writer's own error type is passed on.
pub(super) fn file(frame: &Frame, view: &JournalView) -> Result<Vec<u8>, csv::Error> {
    let lang = frame.lang;
    let mut out =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record([
        t!(lang, "csv-date"),
        t!(lang, "csv-time"),
        t!(lang, "journal-call"),
        t!(lang, "filter-outcome"),
        t!(lang, "csv-number"),
        t!(lang, "journal-client"),
        t!(lang, "journal-employee"),
        t!(lang, "csv-seconds"),
        t!(lang, "journal-type"),
        t!(lang, "csv-evidence"),
        t!(lang, "journal-words"),
    ])?;
    let said = |(title, why): (String, Option<String>)| why.map_or_else(|| title.clone(), |why| format!("{title} ({why})"));
    for line in &view.lines {
        let call = &line.call;
        let types: Vec<String> = view.types(frame, line).into_iter().map(said).collect();
        out.write_record([
            format::date_figures(lang, format::local_date(&frame.tz, call.started)),
            format::time(&frame.tz, call.started),
            names::direction(lang, call.direction),
            names::call_state(lang, call.direction, call.state),
            number(call.number.as_deref()),
            text(&names::person(lang, line.client_name.as_deref().unwrap_or_default())),
            text(view.who(call.employee)),
            call.talk_seconds(frame.now).map(|s| s.to_string()).unwrap_or_default(),
            text(&types.join(", ")),
            names::evidence(lang, call.evidence),
            text(&line.text),
        ])?;
    }
    out.into_inner().map_err(|why| why.into_error().into())
}

/// A number as it is read, so that a spreadsheet takes it for text.
fn number(number: Option<&str>) -> String {
    let shown = number.map(format::phone).unwrap_or_default().replace('\u{a0}', " ");
    if shown.contains(' ') { shown } else { text(&shown) }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn text(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;

    #[test]
    fn the_file_opens_in_a_russian_spreadsheet_and_holds_no_formula() {
        let frame = Frame::sample(Lang::Ru);
        let mut view = sample::journal_view(&frame);
        view.lines[0].text = "=HYPERLINK(\"http://x\"); кабель".to_owned();
        let file = file(&frame, &view).expect("a file");
        let text = String::from_utf8(file).expect("UTF-8");
        assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
        assert!(text.contains("23.11.2026;09:40;входящий"));
        assert!(text.contains("+7 912 345-67-89"));
        assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\"); кабель\""));
    }
}
