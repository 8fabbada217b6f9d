//! The milter's judge: the office's mail server asks the one gate in `app` before a letter leaves.

use std::io::Read as _;
use std::sync::Arc;

use app::error::{AppError, Done};
use app::judge_letter::{Held, Judged, Offered, judge_letter, tell_author, type_codes};
use app::receive_letter::Seen;
use app::record_sheet::InForce;
use domain::letter::domain_of;
use mail::milter::{Asked, Change, Judge, Limits, Server, Verdict, clean};
use mail::parse::take_apart;
use tokio::net::TcpListener;
use web::AppState;
use web::gate_words::{Ways, later, notice, refusal};

use super::outbox::{STAMP, stamped_text};

/// The judge of letters that want to leave.
#[derive(Clone)]
pub(crate) struct Gate {
    /// The office.
    pub state: AppState,
    /// The address of our pages, for links.
    pub site: String,
    /// Logins and addresses machines send from: their letters may say `Auto-Submitted` instead of a type.
    pub services: Arc<[String]>,
}

/// Answers the mail server until `stop`.
pub(crate) async fn guard(gate: Gate, listener: TcpListener, mut stop: tokio::sync::watch::Receiver<bool>) {
    let stopped = async move {
        let _ = stop.wait_for(|stop| *stop).await;
    };
    Server::new(gate, Limits::default()).run(listener, stopped).await;
}

impl Judge for Gate {
    async fn judge(&self, asked: Asked) -> Verdict {
        match self.judged(&asked).await {
            Ok(verdict) => verdict,
            Err(why) => {
                tracing::error!(%why, queue_id = %asked.queue_id, "a letter could not be judged; the mail server tries later");
                Verdict::TryLater { line: later() }
            }
        }
    }
}

impl Gate {
    async fn judged(&self, asked: &Asked) -> Done<Verdict> {
        let own = self.state.read(|tx| Ok(tx.mailboxes()?.into_iter().map(|one| one.email).collect::<Vec<_>>())).await?;
        if self.comes_in(asked, &own) {
            return Ok(Verdict::Pass { changes: Vec::new() });
        }
        let raw = raw_of(asked).map_err(|why| AppError::Store(store::StoreError::Other(why.to_string())))?;
        if let Some(changes) = self.stamped(asked, &raw) {
            return Ok(Verdict::Pass { changes });
        }
        let Some((playbook_id, playbook)) = self.state.playbook().await? else { return Err(AppError::NotFound("playbook")) };
        let domain = self.state.settings.type_domain.as_str();
        let types = type_codes(&playbook);
        let said = clean::said(asked, &types, domain);
        let changes = clean::changes(asked, &types, domain);
        let recipients: Vec<String> = clean::recipients_left(asked, domain).into_iter().map(str::to_owned).collect();
        let size = i64::try_from(raw.len()).unwrap_or(i64::MAX);
        // Type addresses come off the kept letter as well: it may leave from here later.
        let addresses: Vec<String> =
            asked.recipients.iter().filter(|one| !recipients.contains(one)).map(|one| domain::letter::clean_email(one)).collect();
        let cleaned = mail::edit::without_recipients(&raw, &addresses);
        let letter = take_apart(&cleaned).map_err(|why| AppError::Store(store::StoreError::Other(why.to_string())))?.letter;
        let subject = letter.subject.clone();
        let raw = self.state.objects.put(cleaned).await?;
        let service = asked.auth_login.iter().chain(std::iter::once(&asked.envelope_from)).any(|one| self.services.contains(one));
        let offered = Offered {
            login: asked.auth_login.clone(),
            envelope_from: asked.envelope_from.clone(),
            recipients: recipients.clone(),
            seen: Seen { letter, raw, size, place: None, sent_folder: false, history: false, internal_date: None },
            said,
            service,
        };
        let (site, domain) = (self.site.clone(), domain.to_owned());
        let judged = self
            .state
            .write(move |tx, ctx| {
                let in_force = InForce { id: playbook_id, playbook: &playbook };
                let judged = judge_letter(tx, ctx, in_force, &offered)?;
                if let Judged::Refuse(held) = &judged
                    && held.first
                {
                    let ways = Ways { type_domain: &domain, site: &site };
                    tell(tx, ctx, in_force, held, ways, &subject, &recipients.join(", "))?;
                }
                Ok(judged)
            })
            .await?;
        Ok(match judged {
            Judged::Pass => Verdict::Pass { changes },
            Judged::Refuse(held) => {
                self.state.outbox.notify_one();
                let ways = Ways { type_domain: &self.state.settings.type_domain, site: &self.site };
                Verdict::Refuse { lines: refusal(&held, ways) }
            }
        })
    }

    /// Whether a letter comes in from outside: nobody signed in, it is from nobody of ours, and it goes to nobody else.
    fn comes_in(&self, asked: &Asked, own: &[String]) -> bool {
        let ours: Vec<&str> = own.iter().filter_map(|email| domain_of(email)).collect();
        let of_ours = |email: &str| domain_of(&domain::letter::clean_email(email)).is_some_and(|domain| ours.contains(&domain));
        let from = asked.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("from"));
        let from_ours = from.flat_map(|(_, value)| mail::edit::addresses_of(value)).any(|email| of_ours(&email));
        asked.auth_login.is_none()
            && !from_ours
            && !of_ours(&asked.envelope_from)
            && !asked.recipients.is_empty()
            && asked.recipients.iter().all(|one| of_ours(one))
    }

    /// A letter from our own outbox has been through the gate; its stamp comes off.
    fn stamped(&self, asked: &Asked, raw: &[u8]) -> Option<Vec<Change>> {
        let stamps = mail::edit::header_values(raw, STAMP);
        let [stamp] = stamps.as_slice() else { return None };
        let letter = take_apart(raw).ok()?.letter;
        let good = self.state.sealing.stamp(&stamped_text(&letter)) == stamp.trim()
            && asked.headers.iter().any(|(name, _)| name == STAMP);
        good.then(|| vec![Change::RemoveHeader { name: STAMP.to_owned(), index: 1 }])
    }
}

fn tell(
    tx: &mut dyn app::ports::Tx,
    ctx: &mut app::context::Context<'_>,
    in_force: InForce<'_>,
    held: &Held,
    ways: Ways<'_>,
    subject: &str,
    to: &str,
) -> Done<()> {
    let Some((author, id)) = &held.author else { return Ok(()) };
    let Some(mailbox) = tx.outgoing(*id)?.and_then(|one| one.mailbox) else { return Ok(()) };
    let (subject, text) = notice(held, ways, subject, to);
    tell_author(tx, ctx, in_force, author.id, mailbox, subject, text)
}

/// The letter's bytes as the mail server has them.
fn raw_of(asked: &Asked) -> std::io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    for (name, value) in &asked.headers {
        raw.extend_from_slice(name.as_bytes());
        raw.extend_from_slice(b": ");
        for (at, line) in value.split(|byte| *byte == b'\n').enumerate() {
            if at > 0 {
                raw.extend_from_slice(b"\r\n");
            }
            raw.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        }
        raw.extend_from_slice(b"\r\n");
    }
    raw.extend_from_slice(b"\r\n");
    asked.body.reader()?.read_to_end(&mut raw)?;
    Ok(raw)
}
