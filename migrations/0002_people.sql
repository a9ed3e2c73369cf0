-- Who works with the book: accounts, the roles they hold, their sessions and tokens, the trail of what was done,
-- and the year's tasks. Days and instants are text, booleans 0 or 1, as in the book.

create table account (
    id bigint not null primary key,
    sign_in text not null constraint account_sign_in unique,
    name text not null,
    title text not null,
    password text,
    password_once_at text,
    oidc_subject text constraint account_oidc_subject unique,
    totp_secret text,
    totp_confirmed_at text,
    totp_step bigint not null,
    locale text not null constraint account_locale check (locale in ('vi', 'en')),
    theme text not null constraint account_theme check (theme in ('auto', 'light', 'dark')),
    made_at text not null constraint account_made_at check (length(made_at) = 27),
    disabled_at text
);

-- Codes that stand in for the second factor once; only their hash is kept.
create table recovery_code (
    account_id bigint not null references account (id),
    code text not null,
    used_at text,
    primary key (account_id, code)
);

-- A role held at a unit from a day to a day; it is never taken out, only ended.
create table role_held (
    id bigint not null primary key,
    account_id bigint not null references account (id),
    role text not null,
    unit_id bigint not null references unit (no),
    from_on text not null constraint role_held_from_on check (length(from_on) = 10),
    to_on text constraint role_held_to_on check (to_on is null or length(to_on) = 10),
    decision text,
    given_at text not null,
    given_by text not null
);

create index role_held_account on role_held (account_id);
create index role_held_unit on role_held (unit_id);

-- Roles that need a second factor.
create table second_factor_rule (
    role text not null primary key,
    since_at text not null
);

-- A signed-in browser. The cookie's own value is never kept, only its hash.
create table session (
    secret text not null primary key constraint session_secret check (length(secret) = 64),
    account_id bigint not null references account (id),
    passed bigint not null constraint session_passed check (passed in (0, 1)),
    view_as_id bigint references account (id),
    agent text not null,
    made_at text not null,
    seen_at text not null,
    ends_at text not null
);

create index session_account on session (account_id);

-- A personal token: bound to a unit's subtree and to a last day.
create table token (
    id bigint not null primary key,
    account_id bigint not null references account (id),
    name text not null,
    secret text not null constraint token_secret unique,
    unit_id bigint not null references unit (no),
    until_on text not null constraint token_until_on check (length(until_on) = 10),
    made_at text not null,
    seen_at text,
    ended_at text
);

-- A browser that signed in before as the account: its own failures are counted apart from everybody else's.
create table device (
    secret text not null constraint device_secret check (length(secret) = 64),
    account_id bigint not null references account (id),
    made_at text not null,
    seen_at text not null,
    primary key (secret, account_id)
);

create index device_account on device (account_id);

-- Failed sign-ins, counted by name and network, so that one network's failures never lock another one out.
create table sign_in_failure (
    id bigint not null primary key,
    sign_in text not null,
    network text not null,
    device text not null,
    failed_at text not null
);

create index sign_in_failure_name on sign_in_failure (sign_in, failed_at);
create index sign_in_failure_network on sign_in_failure (network, failed_at);

-- The trail: one line a deed or a reading that must be known, chained by hash.
create table audit_head (
    id bigint not null primary key constraint audit_head_single check (id = 1),
    no bigint not null,
    chain text not null
);

insert into audit_head (id, no, chain) values (1, 0, '');

create table audit (
    no bigint not null primary key,
    at text not null constraint audit_at check (length(at) = 27),
    account_id bigint,
    officer text not null,
    deed text not null,
    unit_id bigint,
    subject text not null,
    words text not null,
    request text not null,
    chain text not null constraint audit_chain check (length(chain) = 64)
);

create index audit_account on audit (account_id, no);
create index audit_deed on audit (deed, no);
create index audit_unit on audit (unit_id, no);

-- The year's tasks as a plan lists them; what is counted of them are entries of the book.
create table task (
    id bigint not null primary key,
    unit_id bigint not null references unit (no),
    year bigint not null,
    place bigint not null,
    content text not null,
    product text not null,
    due_on text constraint task_due_on check (due_on is null or length(due_on) = 10),
    lead text not null,
    helpers text not null,
    planned_no bigint not null references entry (no),
    done_no bigint references entry (no),
    done_on text,
    evidence text,
    constraint task_place unique (unit_id, year, place)
);

-- A paper that was made: what was asked and up to which entry, so that it can be made again with the same bytes.
create table paper (
    id bigint not null primary key,
    unit_id bigint not null references unit (no),
    report text not null constraint paper_report check (report in ('quarter', 'term')),
    period text not null,
    dated_on text constraint paper_dated_on check (dated_on is null or length(dated_on) = 10),
    number text,
    signer_title text,
    signer_name text,
    head bigint not null,
    made_at text not null constraint paper_made_at check (length(made_at) = 27),
    made_by text not null
);

create index paper_unit on paper (unit_id, id);

-- What the surveys of an enterprise are found by.
create index fact_enterprise on fact (enterprise, fact) where enterprise is not null;
