-- Mailboxes, letters received and sent, letters on their way out, and what could not be read.

-- The part of an address behind the @: a letter is matched to a client by it where the address itself is new.
ALTER TABLE channel ADD COLUMN domain {{text}};
-- sqlite:
UPDATE channel SET domain = substr(value, instr(value, '@') + 1) WHERE kind = 'email' AND instr(value, '@') > 0;
-- both:
-- postgres:
UPDATE channel SET domain = split_part(value, '@', 2) WHERE kind = 'email' AND position('@' IN value) > 0;
-- both:
CREATE INDEX channel_domain ON channel (domain, client) WHERE domain IS NOT NULL AND removed = 0;

CREATE TABLE mailbox (
    id {{id}},
    email {{text}} NOT NULL,
    name {{text}} NOT NULL,
    employee {{int}} NOT NULL REFERENCES employee (id),
    shared {{int}} NOT NULL,
    settings {{text}} NOT NULL,
    secret {{text}},
    active {{int}} NOT NULL,
    created {{int}} NOT NULL,
    progress {{text}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX mailbox_email ON mailbox (email);

-- What was seen of each folder, as the mail crate wrote it.
CREATE TABLE mail_folder (
    mailbox {{int}} NOT NULL REFERENCES mailbox (id),
    name {{text}} NOT NULL,
    state {{text}} NOT NULL,
    PRIMARY KEY (mailbox, name)
) {{clustered}};

CREATE TABLE letter (
    id {{id}},
    mailbox {{int}},
    employee {{int}} NOT NULL,
    direction {{text}} NOT NULL,
    interaction {{int}} NOT NULL REFERENCES interaction (id),
    thread {{int}} NOT NULL,
    message_id {{text}} NOT NULL,
    digest {{text}} NOT NULL,
    at {{int}} NOT NULL,
    received {{int}} NOT NULL,
    subject {{text}} NOT NULL,
    sender {{text}} NOT NULL,
    content {{text}} NOT NULL,
    raw {{text}} NOT NULL,
    size {{int}} NOT NULL,
    state {{text}} NOT NULL,
    private {{int}} NOT NULL,
    matched {{int}} NOT NULL,
    due {{int}},
    closed {{int}},
    closed_by {{int}},
    bounce {{text}}
) {{strict}};
CREATE UNIQUE INDEX letter_identity ON letter (message_id, digest);
CREATE INDEX letter_interaction ON letter (interaction);
CREATE INDEX letter_thread ON letter (thread, at, id);
CREATE INDEX letter_at ON letter (at, id);
CREATE INDEX letter_employee ON letter (employee, at, id);
CREATE INDEX letter_sender ON letter (sender, at);
CREATE INDEX letter_waiting ON letter (employee, due, id) WHERE state = 'waiting';
CREATE INDEX letter_overdue ON letter (due, id) WHERE state = 'waiting';
CREATE INDEX letter_untyped ON letter (employee, at, id) WHERE state = 'untyped';
CREATE INDEX letter_untyped_at ON letter (at, id) WHERE state = 'untyped';
CREATE INDEX letter_unmatched ON letter (at, id) WHERE matched = 0;

-- Where a letter was seen: only places, never what it is.
CREATE TABLE letter_place (
    mailbox {{int}} NOT NULL,
    folder {{text}} NOT NULL,
    validity {{int}} NOT NULL,
    uid {{int}} NOT NULL,
    letter {{int}} NOT NULL REFERENCES letter (id),
    PRIMARY KEY (mailbox, folder, validity, uid)
) {{clustered}};
CREATE INDEX letter_place_letter ON letter_place (letter);

-- Every id a thread knows, of its letters and of those they refer to.
CREATE TABLE letter_reference (
    message_id {{text}} NOT NULL PRIMARY KEY,
    thread {{int}} NOT NULL
) {{clustered}};
CREATE INDEX letter_reference_thread ON letter_reference (thread);

-- A letter in the making or on its way. Once it may leave it has a work type: the table refuses any other.
CREATE TABLE outgoing (
    id {{id}},
    employee {{int}} NOT NULL,
    mailbox {{int}},
    state {{text}} NOT NULL,
    version {{int}} NOT NULL,
    content {{text}} NOT NULL,
    work_type {{text}},
    playbook {{int}},
    message_id {{text}} NOT NULL,
    raw {{text}},
    send_at {{int}},
    next_try {{int}},
    lease {{int}},
    attempts {{int}} NOT NULL,
    error {{text}},
    thread {{int}},
    letter {{int}},
    unit {{int}},
    created {{int}} NOT NULL,
    changed {{int}} NOT NULL,
    CHECK (state NOT IN ('queued', 'sending', 'sent') OR (work_type IS NOT NULL AND playbook IS NOT NULL))
) {{strict}};
CREATE INDEX outgoing_due ON outgoing (next_try, id) WHERE state IN ('queued', 'sending');
CREATE INDEX outgoing_open ON outgoing (employee, changed, id) WHERE state IN ('draft', 'held', 'failed', 'queued', 'sending');
CREATE INDEX outgoing_thread ON outgoing (thread) WHERE state IN ('draft', 'queued', 'sending');
CREATE INDEX outgoing_message ON outgoing (message_id);

-- Letters that could not be read, with their raw text.
CREATE TABLE quarantine (
    id {{id}},
    mailbox {{int}},
    folder {{text}} NOT NULL,
    validity {{int}} NOT NULL,
    uid {{int}} NOT NULL,
    why {{text}} NOT NULL,
    raw {{text}} NOT NULL,
    at {{int}} NOT NULL
) {{strict}};
CREATE INDEX quarantine_place ON quarantine (mailbox, folder, validity, uid);

-- To whom a machine answered on which day: at most once (RFC 3834).
CREATE TABLE auto_answer (
    address {{text}} NOT NULL,
    day {{text}} NOT NULL,
    PRIMARY KEY (address, day)
) {{clustered}};
