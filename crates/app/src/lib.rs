//! The use cases of Yellow Sheet, one file per verb, over the ports a store implements.
//!
//! Here live: what the office does (take a call, record a sheet, merge clients ...), the rights asked before it, and
//! the shape of what is kept. Must not live here: SQL, HTTP, async, a clock, HTML, text for the screen.

pub mod context;
pub mod error;
pub mod model;
pub mod ports;

pub mod access;
pub mod acknowledge_letter;
pub mod ask_author;
pub mod credit_letter;
pub mod demonstration;
pub mod desk;
pub mod edit_client;
pub mod enter_call;
pub mod fill_template;
pub mod find_clients;
pub mod install_playbook;
pub mod invite;
pub mod judge_letter;
pub mod keep_promise;
pub mod lease_node;
pub mod letter_gate;
pub mod list_unfinished;
pub mod live;
pub mod make_source_key;
pub mod manage_mailboxes;
pub mod manage_people;
pub mod merge_clients;
pub mod open_client;
pub mod open_letter;
pub mod people;
pub mod receive_call_event;
pub mod receive_letter;
pub mod record_sheet;
pub mod save_preferences;
pub mod save_sheet;
pub mod sealing;
pub mod secrets;
pub mod send_letter;
pub mod set_up_office;
pub mod settle_letter;
pub mod show_journal;
pub mod show_output;
pub mod sign_in;
pub mod suggest_letter_type;
pub mod take_over_call;
pub mod write_letter;
