//! The settings of a Postfix in a folder of its own.

use std::path::Path;

use super::postfix::{Ports, Settings};

/// `main.cf`.
pub(super) fn main(folder: &Path, settings: &Settings, user: u32) -> String {
    let folder = folder.display();
    let milters: Vec<String> = settings.milters.iter().map(|port| format!("inet:127.0.0.1:{port}")).collect();
    let milters = milters.join(" ");
    let relay = settings.relay.map(|port| format!("relayhost = [127.0.0.1]:{port}\n")).unwrap_or_default();
    let (name, domains, default) = (&settings.name, settings.domains.join(" "), &settings.default_action);
    // The system user of the mailboxes: Postfix refuses root.
    let owner = if user < 100 { 65534 } else { user };
    let mut text = format!(
        "compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/lib
mail_owner = postfix
setgid_group = postdrop
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
myhostname = {name}
myorigin = {origin}
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
smtp_host_lookup = native
disable_dns_lookups = yes
biff = no
{relay}virtual_mailbox_domains = {domains}
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:inbox/
virtual_mailbox_limit = 0
virtual_uid_maps = static:{owner}
virtual_gid_maps = static:{owner}
smtpd_sasl_type = cyrus
smtpd_sasl_security_options = noanonymous
smtpd_client_connection_count_limit = 0
smtpd_milters = {milters}
non_smtpd_milters = {milters}
milter_default_action = {default}
milter_connect_timeout = 5s
message_size_limit = 52428800
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 4s
",
        origin = settings.domains.first().map_or(name.as_str(), String::as_str),
    );
    for line in &settings.extra {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// `master.cf`: one door for the world, one for people who sign in, one for devices of the office's own network.
pub(super) fn master(ports: Ports) -> String {
    let Ports { world, people, devices } = ports;
    format!(
        "127.0.0.1:{world} inet n - n - - smtpd
127.0.0.1:{people} inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o milter_macro_daemon_name=ORIGINATING
  -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject
127.0.0.1:{devices} inet n - n - - smtpd
  -o mynetworks=127.0.0.0/8
pickup unix n - n 1 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"
    )
}

/// How the accounts of people are looked up (Cyrus SASL): `sasl/smtpd.conf` beside `main.cf`, where Debian's Postfix reads it.
pub(super) fn accounts(folder: &Path) -> String {
    format!(
        "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {}/sasl/db\nmech_list: PLAIN LOGIN\n",
        folder.display()
    )
}
