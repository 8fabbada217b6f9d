//! Writing to a client: on our page with one key, or from one's own mail program by a link that carries the type.

use app::model::client::ChannelKind;
use domain::playbook::{SpecialType, WorkClass};
use maud::{Markup, html};

use super::ClientView;
use crate::errors::percent;
use crate::layout::Frame;
use crate::{format, t};

/// The button that begins a letter.
pub(super) fn button(frame: &Frame, view: &ClientView) -> Markup {
    html! {
        form.no-print method="post" action="/letters/new" {
            (frame.csrf_field())
            input type="hidden" name="client" value=(view.card.client.id);
            button.button.primary type="submit" data-key="KeyW" { (t!(frame.lang, "letter-write")) " " kbd { "W" } }
        }
    }
}

/// Links that open the reader's own mail program with the client's address and, in the copy, the address of a type. Only where
/// a mail server of ours takes that address off again.
pub(super) fn by_mail_program(frame: &Frame, view: &ClientView) -> Markup {
    let lang = frame.lang;
    let email = view.card.channels.iter().rev().find(|one| one.kind == ChannelKind::Email);
    let playbook = view.timeline.catalogue.current.as_ref().filter(|_| !view.type_domain.is_empty());
    html! {
        @if let (Some(email), Some(playbook)) = (email, playbook) {
            details.no-print.compose-links {
                summary { (t!(lang, "client-mail-program")) }
                p.small.muted { (t!(lang, "client-mail-program-help")) }
                ul {
                    @for one in playbook.work_types.iter().filter(|one| one.class == WorkClass::Letter && !matches!(one.special, Some(SpecialType::Machine | SpecialType::Read))) {
                        @let code = one.codes.iter().find(|code| code.is_ascii()).unwrap_or(&one.id);
                        @let copy = format!("{code}@{}", view.type_domain);
                        li { a href=(format!("mailto:{}?cc={}", percent(&email.value), percent(&copy))) { (one.title.get(lang)) } " " span.num.muted { (format::duration(lang, one.norm)) } }
                    }
                }
            }
        }
    }
}
