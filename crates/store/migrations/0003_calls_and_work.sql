-- Calls with their events and yellow sheets, what was recorded of them, and the work they were.

CREATE TABLE call_event (
    call_key {{text}} NOT NULL,
    digest {{blob}} NOT NULL,
    kind {{text}} NOT NULL,
    at {{int}} NOT NULL,
    direction {{text}} NOT NULL,
    number {{text}},
    called {{text}},
    extension {{text}},
    received {{int}} NOT NULL,
    PRIMARY KEY (call_key, digest)
) {{clustered}};

CREATE TABLE call (
    id {{id}},
    key {{text}} NOT NULL,
    direction {{text}} NOT NULL,
    number {{text}},
    called {{text}},
    state {{text}} NOT NULL,
    started {{int}} NOT NULL,
    answered {{int}},
    ended {{int}},
    rang {{text}} NOT NULL,
    talked {{text}} NOT NULL,
    employee {{int}},
    evidence {{text}} NOT NULL,
    finished {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX call_key ON call (key);
CREATE INDEX call_started ON call (started, id);
CREATE INDEX call_employee ON call (employee, started, id);
CREATE INDEX call_number ON call (number, started);
CREATE INDEX call_running ON call (started) WHERE finished = 0;

CREATE TABLE sheet (
    id {{id}},
    call {{int}} NOT NULL REFERENCES call (id),
    employee {{int}} NOT NULL,
    state {{text}} NOT NULL,
    draft {{text}} NOT NULL,
    version {{int}} NOT NULL,
    created {{int}} NOT NULL,
    changed {{int}} NOT NULL,
    client {{int}},
    interaction {{int}}
) {{strict}};
CREATE INDEX sheet_call ON sheet (call, id);
CREATE INDEX sheet_open ON sheet (employee, created) WHERE state = 'open';
CREATE INDEX sheet_stale ON sheet (created) WHERE state = 'open';

CREATE TABLE interaction (
    id {{id}},
    kind {{text}} NOT NULL,
    direction {{text}} NOT NULL,
    client {{int}} REFERENCES client (id),
    person {{int}},
    employee {{int}} NOT NULL,
    call {{int}} REFERENCES call (id),
    at {{int}} NOT NULL,
    seconds {{int}} NOT NULL,
    text {{text}} NOT NULL,
    not_client {{text}},
    recorded {{int}} NOT NULL,
    undone {{int}},
    effects {{text}} NOT NULL
) {{strict}};
CREATE INDEX interaction_client ON interaction (client, at, id);
CREATE INDEX interaction_call ON interaction (call);

CREATE TABLE work_unit (
    id {{id}},
    employee {{int}} NOT NULL,
    interaction {{int}},
    sheet {{int}},
    client {{int}},
    work_type {{text}} NOT NULL,
    playbook {{int}} NOT NULL,
    norm {{int}} NOT NULL,
    credited {{int}} NOT NULL,
    evidence {{text}} NOT NULL,
    note {{text}} NOT NULL,
    at {{int}} NOT NULL,
    state {{text}} NOT NULL,
    frozen {{int}} NOT NULL,
    replaces {{int}}
) {{strict}};
CREATE INDEX work_unit_interaction ON work_unit (interaction);
CREATE INDEX work_unit_sheet ON work_unit (sheet);
CREATE INDEX work_unit_output ON work_unit (employee, at, credited) WHERE state = 'counted';
CREATE INDEX work_unit_at ON work_unit (at, employee, credited) WHERE state = 'counted';

-- The stems of what was said, made by the program, the same for both engines.
-- sqlite:
CREATE VIRTUAL TABLE interaction_text USING fts5
    (stems, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0");
-- both:
-- postgres:
CREATE TABLE interaction_text (id BIGINT PRIMARY KEY, stems TSVECTOR NOT NULL);
CREATE INDEX interaction_text_stems ON interaction_text USING GIN (stems) WITH (fastupdate = off);
-- both:
