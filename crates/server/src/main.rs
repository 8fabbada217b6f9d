//! The binary `yellowsheet`: reads the command line and calls one command.

mod commands;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A desk for offices that live on calls and letters.
#[derive(Debug, Parser)]
#[command(name = "yellowsheet", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What the program can be asked to do; each has a file in `commands`.
#[derive(Debug, Subcommand)]
enum Command {
    /// Look after playbooks.
    Playbook(commands::playbook::Playbook),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Playbook(command) => commands::playbook::run(&command),
    }
}
