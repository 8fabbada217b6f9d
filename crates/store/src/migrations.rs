//! The migrations of the product, in order. A landed file is never edited.

use crate::engine::migrate::Migration;

macro_rules! migrations {
    ($($number:literal $name:literal;)*) => {
        &[$(Migration {
            number: $number,
            name: $name,
            text: include_str!(concat!("../migrations/", $name, ".sql")),
        }),*]
    };
}

/// The migration after which all lines of the finder are fresh.
pub(crate) const FINDER_BEGUN_ANEW: &str = "0005_node_leases_and_finder";

/// Every migration.
pub(crate) const MIGRATIONS: &[Migration] = migrations! {
    1 "0001_office_and_people";
    2 "0002_clients";
    3 "0003_calls_and_work";
    4 "0004_letters";
    5 "0005_node_leases_and_finder";
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_without_gaps_as_their_files_are() {
        for (index, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.number, i64::try_from(index).unwrap() + 1);
            assert!(migration.name.starts_with(&format!("{:04}_", migration.number)), "{}", migration.name);
        }
    }
}
