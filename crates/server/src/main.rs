//! The binary `yellowsheet`: reads the command line and calls one command.

mod commands;
mod demo_phone;
mod housekeeping;
mod letters;
mod local_source;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A desk for offices that live on calls and letters.
#[derive(Debug, Parser)]
#[command(name = "yellowsheet", version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Without a command the program serves; these are the options of `serve`.
    #[command(flatten)]
    serve: commands::serve::Serve,
}

/// What the program can be asked to do; each has a file in `commands`.
#[derive(Debug, Subcommand)]
enum Command {
    /// Read lines of free text into facts: a line in, one JSON object out.
    Capture(commands::capture::Capture),
    /// Try a guide in the terminal: one event a line in, one JSON object a line out.
    Guide(commands::guide::Guide),
    /// Bring letters of files into the office: EML, mbox, Maildir.
    Import(commands::import::Import),
    /// Look after playbooks.
    Playbook(commands::playbook::Playbook),
    /// Let a phone ring at a desk of the running server.
    Ring(commands::ring::Ring),
    /// Serve the office's pages (also without any command).
    Serve(commands::serve::Serve),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Capture(command) => commands::capture::run(&command),
        Command::Guide(command) => commands::guide::run(&command),
        Command::Import(command) => commands::import::run(&command),
        Command::Playbook(command) => commands::playbook::run(&command),
        Command::Ring(command) => commands::ring::run(&command),
        Command::Serve(command) => commands::serve::run(&command),
    }
}
