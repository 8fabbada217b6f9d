//! The key that telephone exchanges send calls with.

use domain::rights::Action;

use crate::access::allow;
use crate::context::Context;
use crate::error::{AppError, Done};
use crate::model::office::Office;
use crate::model::people::Employee;
use crate::ports::Tx;
use crate::secrets;

/// Makes a new key and gives it, to be shown once; the one before stops working.
///
/// # Errors
/// `Denied`; `NotFound` before the office was set up; store errors.
pub fn make_source_key(tx: &mut dyn Tx, ctx: &Context<'_>, actor: &Employee) -> Done<String> {
    allow(actor, Action::ManageOffice)?;
    let office = tx.office()?.ok_or(AppError::NotFound("office"))?;
    let key = secrets::secret(&ctx.random);
    tx.put_office(&Office { call_source_key: Some(secrets::digest(&key)), ..office })?;
    Ok(key)
}
