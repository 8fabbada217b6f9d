-- Clients with their people, numbers, facts and promises.

CREATE TABLE client (
    id {{id}},
    kind {{text}} NOT NULL,
    standing {{text}} NOT NULL,
    form {{text}},
    name {{text}} NOT NULL,
    folded {{text}} NOT NULL,
    inn {{text}},
    responsible {{int}},
    created {{int}} NOT NULL,
    last_contact {{int}} NOT NULL,
    merged_into {{int}} REFERENCES client (id),
    removed {{int}} NOT NULL
) {{strict}};
CREATE INDEX client_recent ON client (last_contact, id) WHERE removed = 0 AND merged_into IS NULL;
CREATE INDEX client_folded ON client (folded);
CREATE INDEX client_inn ON client (inn);

CREATE TABLE person (
    id {{id}},
    client {{int}} NOT NULL REFERENCES client (id),
    surname {{text}},
    given {{text}},
    patronymic {{text}},
    gender {{text}},
    created {{int}} NOT NULL,
    removed {{int}} NOT NULL
) {{strict}};
CREATE INDEX person_client ON person (client, id);

CREATE TABLE channel (
    id {{id}},
    client {{int}} NOT NULL REFERENCES client (id),
    person {{int}} REFERENCES person (id),
    kind {{text}} NOT NULL,
    value {{text}} NOT NULL,
    extension {{text}},
    created {{int}} NOT NULL,
    removed {{int}} NOT NULL
) {{strict}};
CREATE INDEX channel_client ON channel (client, id);
CREATE INDEX channel_value ON channel (value);

CREATE TABLE fact (
    id {{id}},
    client {{int}} NOT NULL REFERENCES client (id),
    name {{text}} NOT NULL,
    value {{text}} NOT NULL,
    state {{text}} NOT NULL,
    interaction {{int}},
    words {{text}},
    confidence {{int}} NOT NULL,
    employee {{int}} NOT NULL,
    at {{int}} NOT NULL
) {{strict}};
CREATE INDEX fact_client ON fact (client, at, id);

CREATE TABLE promise (
    id {{id}},
    client {{int}} REFERENCES client (id),
    interaction {{int}},
    employee {{int}} NOT NULL,
    action {{text}} NOT NULL,
    words {{text}} NOT NULL,
    due {{int}},
    all_day {{int}} NOT NULL,
    number {{text}},
    state {{text}} NOT NULL,
    created {{int}} NOT NULL,
    closed {{int}}
) {{strict}};
CREATE INDEX promise_client ON promise (client, id);
CREATE INDEX promise_open ON promise (employee, due) WHERE state = 'open';

CREATE TABLE client_merge (
    id {{id}},
    kept {{int}} NOT NULL REFERENCES client (id),
    lost {{int}} NOT NULL REFERENCES client (id),
    merged_by {{int}} NOT NULL,
    at {{int}} NOT NULL,
    undone {{int}},
    moved {{text}} NOT NULL
) {{strict}};
CREATE INDEX client_merge_kept ON client_merge (kept, id);
CREATE INDEX client_merge_lost ON client_merge (lost, id);

-- Finding clients by parts of names and numbers. A client stands in segment 0, which is
-- read whole, or in a larger one with its postings: which lines of the segment hold three letters in a row.
CREATE TABLE finder (
    client {{id}} REFERENCES client (id),
    last_contact {{int}} NOT NULL,
    segment {{int}} NOT NULL,
    line {{int}} NOT NULL,
    words {{text}} NOT NULL,
    digits {{text}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX finder_line ON finder (segment, line, client);
CREATE INDEX finder_fresh ON finder (last_contact) WHERE segment = 0;
CREATE INDEX finder_recent ON finder (last_contact);

CREATE TABLE finder_segment (
    id {{id}},
    newest {{int}} NOT NULL,
    size {{int}} NOT NULL
) {{strict}};

CREATE TABLE finder_posting (
    segment {{int}} NOT NULL,
    gram {{text}} NOT NULL,
    lines {{blob}} NOT NULL,
    PRIMARY KEY (segment, gram)
) {{clustered}};
