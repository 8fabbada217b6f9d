//! Leases of the numbers processes make ids with.

use app::ports::{Kept, NodePort};
use domain::time::Time;

use crate::engine::connection::Sql;
use crate::engine::statement::statements;
use crate::engine::value::params;
use crate::error::StoreError;
use crate::tables::codec::all;
use crate::tx::SqlTx;

statements! {
    cold LEASES = "SELECT node, until FROM node_lease ORDER BY node";
    cold PUT_LEASE = "INSERT INTO node_lease (node, owner, until) VALUES ($1, $2, $3)
        ON CONFLICT (node) DO UPDATE SET owner = excluded.owner, until = excluded.until";
    cold EXTEND_LEASE = "UPDATE node_lease SET until = $3 WHERE node = $1 AND owner = $2";
}

impl NodePort for SqlTx<'_> {
    fn node_leases(&mut self) -> Kept<Vec<(u16, Time)>> {
        all(self.query(&LEASES, &[])?, |row| {
            let node = row.int()?;
            let node = u16::try_from(node).map_err(|_| StoreError::Corrupt(format!("{node} is no node number")))?;
            Ok((node, row.time()?))
        })
    }

    fn put_node_lease(&mut self, node: u16, owner: &str, until: Time) -> Kept<()> {
        self.execute(&PUT_LEASE, params![i64::from(node), owner, until])?;
        Ok(())
    }

    fn extend_node_lease(&mut self, node: u16, owner: &str, until: Time) -> Kept<bool> {
        Ok(self.execute(&EXTEND_LEASE, params![i64::from(node), owner, until])? > 0)
    }
}
