//! The playbook in force and the versions before it.

use app::access::allow;
use app::model::office::InstalledPlaybook;
use axum::extract::State;
use domain::playbook::Playbook;
use domain::rights::Action;
use maud::{Markup, html};

use crate::errors::Fail;
use crate::layout::{Frame, Page, Place};
use crate::routes::{Access, Routes, Signed};
use crate::state::AppState;
use crate::ui::{empty, head};
use crate::{format, t};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.get("/playbook", Access::May(Action::SeePlaybook), show)
}

async fn show(State(state): State<AppState>, signed: Signed) -> Result<Markup, Fail> {
    let actor = signed.employee.clone();
    let versions = state
        .read(move |tx| {
            allow(&actor, Action::SeePlaybook)?;
            Ok(tx.playbooks()?)
        })
        .await?;
    let current = state.playbook().await?;
    Ok(page(&signed.frame, current.as_ref().map(|(_, playbook)| playbook.as_ref()), &versions))
}

pub(crate) fn page(frame: &Frame, current: Option<&Playbook>, versions: &[InstalledPlaybook]) -> Markup {
    let lang = frame.lang;
    let heading = t!(lang, "place-playbook");
    let body = html! {
        @match current {
            None => { (head(&heading, None, &html! {})) (empty(&t!(lang, "playbook-none"), &t!(lang, "playbook-none-help"))) }
            Some(playbook) => {
                (head(playbook.title.get(lang), Some(playbook.about.get(lang)), &html! { span.tag.yellow { (t!(lang, "playbook-version", version = playbook.version.as_str())) } }))
                dl.figures {
                    (figure(frame, &t!(lang, "playbook-facts"), playbook.facts.len()))
                    (figure(frame, &t!(lang, "playbook-phrases"), playbook.phrases.len()))
                    (figure(frame, &t!(lang, "playbook-positions"), playbook.positions.len()))
                    (figure(frame, &t!(lang, "playbook-answers"), playbook.answers.len()))
                    (figure(frame, &t!(lang, "playbook-types"), playbook.work_types.len()))
                }
            }
        }
        @if !versions.is_empty() {
            section.narrow {
                h2 { (t!(lang, "playbook-versions")) }
                div.table-scroll {
                    table {
                        thead { tr {
                            th scope="col" { (t!(lang, "playbook-name")) }
                            th scope="col" { (t!(lang, "playbook-number")) }
                            th scope="col" { (t!(lang, "playbook-installed")) }
                            th scope="col" { (t!(lang, "playbook-hash")) }
                        } }
                        tbody {
                            @for (n, one) in versions.iter().enumerate() {
                                tr {
                                    td { (one.name) }
                                    td { (one.version) @if n == 0 { " " span.tag.yellow { (t!(lang, "playbook-in-force")) } } }
                                    td { (frame.when(one.installed)) }
                                    td { code { (one.hash.get(..12).unwrap_or(&one.hash)) } }
                                }
                            }
                        }
                    }
                }
                p.muted.small.after { (t!(lang, "playbook-help")) }
            }
        }
    };
    frame.page(&Page::new(&heading).at(Place::Playbook), &body)
}

fn figure(frame: &Frame, name: &str, count: usize) -> Markup {
    html! { div { dt { (name) } dd { (format::number(frame.lang, i64::try_from(count).unwrap_or(i64::MAX))) } } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::sample;
    use domain::id::PlaybookId;

    #[test]
    fn the_version_in_force_is_named_in_both_languages() {
        for lang in Lang::ALL {
            let frame = Frame::sample(lang);
            let version = InstalledPlaybook {
                id: PlaybookId(1),
                name: "trading-office".to_owned(),
                version: "2026.11".to_owned(),
                hash: "0123456789abcdef".to_owned(),
                installed: frame.now,
                content: String::new(),
            };
            let html = page(&frame, Some(&sample::playbook()), &[version]).into_string();
            assert!(html.contains("0123456789ab<") && html.contains(&t!(lang, "playbook-in-force")));
        }
    }
}
