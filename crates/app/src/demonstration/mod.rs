//! The demonstration office: people, clients and three months of work that never were, the same for the same seed.

pub mod numbers;
pub mod phone;
