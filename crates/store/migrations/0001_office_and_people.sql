-- The office, its playbooks, its people, and the live events of its pages.

CREATE TABLE office (
    one {{id}} CHECK (one = 1),
    name {{text}} NOT NULL,
    language {{text}} NOT NULL,
    zone {{text}} NOT NULL,
    day {{text}} NOT NULL,
    created {{int}} NOT NULL,
    demonstration {{int}} NOT NULL,
    call_source_key {{text}}
) {{strict}};

-- Numbers that only grow: the order of live events, the node numbers handed out.
CREATE TABLE counter (
    name {{text}} NOT NULL PRIMARY KEY,
    value {{int}} NOT NULL
) {{clustered}};
INSERT INTO counter (name, value) VALUES ('event', 0), ('node', 0);

CREATE TABLE playbook (
    id {{id}},
    name {{text}} NOT NULL,
    version {{text}} NOT NULL,
    hash {{text}} NOT NULL,
    installed {{int}} NOT NULL,
    content {{text}} NOT NULL
) {{strict}};
CREATE INDEX playbook_installed ON playbook (installed, id);

CREATE TABLE phrase_count (
    variant {{text}} NOT NULL PRIMARY KEY,
    said {{int}} NOT NULL,
    learned {{int}} NOT NULL
) {{clustered}};

CREATE TABLE open_question (
    id {{id}},
    text {{text}} NOT NULL,
    at {{int}} NOT NULL,
    employee {{int}} NOT NULL,
    sheet {{int}}
) {{strict}};
CREATE INDEX open_question_at ON open_question (at, id);

CREATE TABLE employee (
    id {{id}},
    login {{text}} NOT NULL,
    password {{text}} NOT NULL,
    surname {{text}} NOT NULL,
    given {{text}} NOT NULL,
    patronymic {{text}},
    roles {{text}} NOT NULL,
    language {{text}} NOT NULL,
    theme {{text}} NOT NULL,
    extension {{text}},
    mobile {{text}},
    supervisor {{int}},
    deputy {{int}},
    absent_from {{int}},
    absent_until {{int}},
    active {{int}} NOT NULL,
    created {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX employee_login ON employee (login);
CREATE INDEX employee_extension ON employee (extension) WHERE active = 1;

CREATE TABLE session (
    key {{text}} NOT NULL PRIMARY KEY,
    employee {{int}} NOT NULL REFERENCES employee (id),
    created {{int}} NOT NULL,
    seen {{int}} NOT NULL,
    expires {{int}} NOT NULL,
    agent {{text}} NOT NULL
) {{clustered}};
CREATE INDEX session_employee ON session (employee, created);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE invitation (
    key {{text}} NOT NULL PRIMARY KEY,
    roles {{text}} NOT NULL,
    note {{text}} NOT NULL,
    invited_by {{int}} NOT NULL REFERENCES employee (id),
    created {{int}} NOT NULL,
    expires {{int}} NOT NULL,
    used_by {{int}}
) {{clustered}};

CREATE TABLE live_event (
    id {{id}},
    employee {{int}},
    kind {{text}} NOT NULL,
    subject {{int}} NOT NULL,
    at {{int}} NOT NULL
) {{strict}};
CREATE INDEX live_event_at ON live_event (at);
