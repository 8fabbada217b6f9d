//! The body of a letter: its text, its HTML, what is attached.

use std::collections::HashSet;

use domain::letter::{Attachment, AttachmentKind, Letter};
use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, PartType};

use super::params::Params;
use super::{HTML_MAX, TEXT_MAX, flowed, guard, oddity};
use crate::html::text::{as_html, as_text};
use crate::transfer::Packing;
use crate::{charset, words};

/// Fills in the text, the HTML and the attachments; gives back the contents of the attachments.
pub(super) fn read(raw: &[u8], letter: &mut Letter, odd: &mut Vec<&'static str>) -> Vec<Vec<u8>> {
    let bounded = guard::bounded(raw, odd);
    let parser = MessageParser::new()
        .header_content_type(HeaderName::ContentType)
        .header_content_type(HeaderName::ContentDisposition)
        .header_text(HeaderName::ContentTransferEncoding)
        .default_header_ignore();
    let Some(message) = parser.parse(bounded.as_ref()) else {
        odd.push(oddity::STRUCTURE);
        return Vec::new();
    };
    let body = Body { raw, message: &message, blunted: matches!(bounded, std::borrow::Cow::Owned(_)) };
    let (text_ids, html_ids, attached_ids) = body.places(odd);
    letter.text = body.text(&text_ids, odd);
    letter.html = body.html(&html_ids, odd);
    if let Some(html) = letter.html.as_deref().filter(|_| letter.text.trim().is_empty()) {
        // Programs put an empty text beside their HTML.
        letter.text = as_text(html);
        letter.text.truncate(letter.text.floor_char_boundary(TEXT_MAX));
    }
    let mut contents = Vec::with_capacity(attached_ids.len());
    for id in attached_ids {
        if let Some(part) = message.parts.get(id as usize) {
            let content = body.content(part);
            letter.attachments.push(body.attachment(part, &content));
            contents.push(content);
        }
    }
    mark_inline(letter);
    contents
}

struct Body<'a> {
    raw: &'a [u8],
    message: &'a Message<'a>,
    /// The parser saw a blunted copy: contents come from the letter itself.
    blunted: bool,
}

/// Ids of the parts that are text, that are HTML, that are attached.
type Places = (Vec<u32>, Vec<u32>, Vec<u32>);

impl Body<'_> {
    /// What is text and what is attached (the parser follows RFC 8621, 4.1.4), with broken multiparts taken as text.
    fn places(&self, odd: &mut Vec<&'static str>) -> Places {
        let message = self.message;
        let part = |id: &u32| message.parts.get(*id as usize);
        let (mut text, mut html) = (message.text_body.clone(), message.html_body.clone());
        let (lost, attached): (Vec<u32>, Vec<u32>) = message
            .attachments
            .iter()
            .partition(|id| part(id).is_some_and(|part| self.is_broken_multipart(part) || self.is_stray_text(part)));
        if !lost.is_empty() {
            odd.push(oddity::STRUCTURE);
        }
        for id in lost {
            let is_html = part(&id).is_some_and(|part| self.is_html(part));
            if is_html {
                html.push(id);
            }
            if !is_html || text.is_empty() {
                text.push(id);
            }
        }
        let shown: HashSet<u32> = text.iter().chain(&html).copied().collect();
        let is_text = |id: &u32| {
            message.parts.get(*id as usize).is_some_and(|part| {
                matches!(part.body, PartType::Text(_) | PartType::Html(_))
                    || self.is_broken_multipart(part)
                    || self.is_stray_text(part)
            })
        };
        let attached = attached.into_iter().filter(|id| !(shown.contains(id) && is_text(id))).collect();
        (text, html, attached)
    }

    /// A multipart without a boundary, or whose boundary never comes: the parser hands over its body in one piece.
    fn is_broken_multipart(&self, part: &MessagePart<'_>) -> bool {
        !matches!(part.body, PartType::Multipart(_) | PartType::Message(_))
            && self.params(part, &HeaderName::ContentType).value.starts_with("multipart/")
    }

    /// Text the parser makes an attachment: it could not find its end, or its type is half a type.
    fn is_stray_text(&self, part: &MessagePart<'_>) -> bool {
        let kind = self.params(part, &HeaderName::ContentType);
        let disposition = self.params(part, &HeaderName::ContentDisposition);
        (part.is_encoding_problem || !kind.value.contains('/'))
            && !matches!(part.body, PartType::Multipart(_) | PartType::Message(_))
            && matches!(kind.value.as_str(), "" | "text" | "text/" | "text/plain" | "text/html")
            && disposition.value != "attachment"
            && kind.get("name").or_else(|| disposition.get("filename")).is_none()
    }

    fn is_html(&self, part: &MessagePart<'_>) -> bool {
        match part.body {
            PartType::Html(_) => true,
            PartType::Text(_) => self.params(part, &HeaderName::ContentType).value == "text/html",
            _ => false,
        }
    }

    fn field(&self, part: &MessagePart<'_>, name: &HeaderName<'static>) -> Option<&[u8]> {
        let found = part.headers.iter().find(|one| one.name == *name)?;
        self.raw.get(found.offset_start as usize..found.offset_end as usize)
    }

    fn params(&self, part: &MessagePart<'_>, name: &HeaderName<'static>) -> Params {
        self.field(part, name).map(Params::read).unwrap_or_default()
    }

    fn packing(&self, part: &MessagePart<'_>) -> Packing {
        self.field(part, &HeaderName::ContentTransferEncoding)
            .map_or(Packing::None, |value| Packing::of(&String::from_utf8_lossy(&words::unfolded(value))))
    }

    /// The part as it stands in the letter, packed.
    fn packed(&self, part: &MessagePart<'_>) -> &[u8] {
        let end = (part.offset_end as usize).min(self.raw.len());
        self.raw.get((part.offset_body as usize).min(end)..end).unwrap_or_default()
    }

    /// The content of a part, unpacked.
    fn content(&self, part: &MessagePart<'_>) -> Vec<u8> {
        match &part.body {
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) if !self.blunted && !part.is_encoding_problem => {
                bytes.to_vec()
            }
            PartType::Message(inner) if part.encoding != Encoding::None => inner.raw_message.to_vec(),
            _ => self.packing(part).undo(self.packed(part)),
        }
    }

    /// A text part as characters, line ends as `\n`, without NUL.
    fn characters(&self, part: &MessagePart<'_>, odd: &mut Vec<&'static str>) -> String {
        let params = self.params(part, &HeaderName::ContentType);
        let mut bytes = self.content(part);
        if bytes.len() > HTML_MAX * 2 {
            bytes.truncate(HTML_MAX * 2);
            odd.push(oddity::TRUNCATED);
        }
        let decoded = charset::decode(params.get("charset").as_deref(), &bytes);
        if decoded.mended {
            odd.push(oddity::CHARSET);
        }
        let text = plain_lines(decoded.text, odd);
        let flowed = params.get("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        if flowed && params.value == "text/plain" {
            return flowed::joined(&text, params.get("delsp").is_some_and(|word| word.eq_ignore_ascii_case("yes")));
        }
        text
    }

    fn text(&self, ids: &[u32], odd: &mut Vec<&'static str>) -> String {
        let mut out = String::new();
        for part in ids.iter().filter_map(|id| self.message.parts.get(*id as usize)) {
            let text = match part.body {
                _ if self.is_html(part) => as_text(&self.characters(part, odd)),
                PartType::Text(_) => self.characters(part, odd),
                _ if self.is_broken_multipart(part) || self.is_stray_text(part) => self.characters(part, odd),
                _ => continue,
            };
            if !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&text);
            if out.len() > TEXT_MAX {
                odd.push(oddity::TRUNCATED);
                out.truncate(out.floor_char_boundary(TEXT_MAX));
                break;
            }
        }
        out
    }

    /// The HTML parts one after the other, plain ones between them as HTML; `None` when none is HTML.
    fn html(&self, ids: &[u32], odd: &mut Vec<&'static str>) -> Option<String> {
        let parts: Vec<_> = ids.iter().filter_map(|id| self.message.parts.get(*id as usize)).collect();
        if !parts.iter().any(|part| self.is_html(part)) {
            return None;
        }
        let mut out = String::new();
        for part in parts {
            match part.body {
                _ if self.is_html(part) => out.push_str(&self.characters(part, odd)),
                PartType::Text(_) => out.push_str(&as_html(&self.characters(part, odd))),
                _ => {}
            }
            if out.len() > HTML_MAX {
                odd.push(oddity::TRUNCATED);
                out.truncate(out.floor_char_boundary(HTML_MAX));
                break;
            }
        }
        Some(out)
    }

    fn attachment(&self, part: &MessagePart<'_>, content: &[u8]) -> Attachment {
        let kind = self.params(part, &HeaderName::ContentType);
        let disposition = self.params(part, &HeaderName::ContentDisposition);
        let name = disposition.file_name("filename").or_else(|| kind.file_name("name")).unwrap_or_default();
        let content_id = self.field(part, &HeaderName::ContentId).and_then(|value| super::head::ids(value).into_iter().next());
        let mime = match kind.value.as_str() {
            value if value.contains('/') && value.len() <= 127 => value.to_owned(),
            _ if matches!(part.body, PartType::Message(_)) => "message/rfc822".to_owned(),
            _ if matches!(part.body, PartType::Text(_)) => "text/plain".to_owned(),
            _ => "application/octet-stream".to_owned(),
        };
        Attachment {
            kind: kind_of(&mime, &name),
            name,
            mime,
            size: content.len() as u64,
            digest: blake3::hash(content).to_hex().to_string(),
            content_id,
            inline: disposition.value == "inline",
        }
    }
}

/// Pictures and other things are inside the text when the HTML points at them, or, without HTML, when a picture says so.
fn mark_inline(letter: &mut Letter) {
    for one in &mut letter.attachments {
        let points = |html: &String| one.content_id.as_ref().is_some_and(|id| html.contains(&format!("cid:{id}")));
        one.inline = match &letter.html {
            Some(html) => points(html),
            None => one.inline && one.kind == AttachmentKind::Picture,
        };
    }
}

fn kind_of(mime: &str, name: &str) -> AttachmentKind {
    let name = name.to_lowercase();
    match mime {
        "application/ms-tnef" | "application/vnd.ms-tnef" => AttachmentKind::Tnef,
        "text/calendar" | "application/ics" | "text/x-vcalendar" => AttachmentKind::Calendar,
        "message/rfc822" | "message/global" => AttachmentKind::Letter,
        "image/png" | "image/jpeg" | "image/jpg" | "image/pjpeg" | "image/gif" | "image/webp" | "image/bmp" | "image/avif" => {
            AttachmentKind::Picture
        }
        _ if matches!(name.as_str(), "winmail.dat" | "win.dat") => AttachmentKind::Tnef,
        _ if name.ends_with(".ics") => AttachmentKind::Calendar,
        _ if name.ends_with(".eml") => AttachmentKind::Letter,
        _ => AttachmentKind::File,
    }
}

fn plain_lines(text: String, odd: &mut Vec<&'static str>) -> String {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if text.contains('\0') {
        odd.push(oddity::NUL);
        return text.replace('\0', "");
    }
    text
}
