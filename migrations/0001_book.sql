-- The book: one gapless sequence of entries, what each records, and the lines that facts post.
-- One text for both engines: ids and counts bigint, days and instants text, each with a check.

create table ledger_head (
    id bigint not null primary key constraint ledger_head_single check (id = 1),
    no bigint not null constraint ledger_head_no check (no >= 0),
    chain text not null
);

insert into ledger_head (id, no, chain) values (1, 0, '');

create table entry (
    no bigint not null primary key constraint entry_no check (no > 0),
    sort text not null constraint entry_sort
        check (sort in ('unit', 'unit_event', 'listing', 'fact', 'reversal', 'target', 'claim')),
    identity text not null,
    content text not null constraint entry_content check (length(content) = 64),
    happened_on text not null constraint entry_happened_on check (length(happened_on) = 10),
    recorded_at text not null constraint entry_recorded_at check (length(recorded_at) = 27),
    recorded_by text not null,
    source text not null,
    decision_no text,
    decision_on text constraint entry_decision_on check (decision_on is null or length(decision_on) = 10),
    decision_by text,
    chain text not null constraint entry_chain check (length(chain) = 64),
    constraint entry_identity unique (sort, identity)
);

create table unit (
    no bigint not null primary key references entry (no),
    code text not null constraint unit_code unique,
    name text not null,
    kind text not null,
    parent_id bigint references unit (no) deferrable initially deferred,
    from_on text not null constraint unit_from_on check (length(from_on) = 10),
    to_on text constraint unit_to_on check (to_on is null or (length(to_on) = 10 and to_on >= from_on)),
    official_code text
);

create table unit_event (
    no bigint not null primary key references entry (no),
    unit_id bigint not null references unit (no),
    event text not null constraint unit_event_event
        check (event in ('moved', 'renamed', 'retyped', 'merged', 'split', 'ended')),
    to_unit_id bigint references unit (no),
    parent_id bigint references unit (no),
    name text,
    kind text
);

create table fact (
    no bigint not null primary key references entry (no),
    fact text not null,
    unit_id bigint not null references unit (no),
    to_unit_id bigint references unit (no),
    count bigint not null constraint fact_count check (count >= 0),
    org_kind text,
    host_kind text,
    tags text not null,
    enterprise text,
    grade text not null constraint fact_grade check (grade in ('listed', 'counted', 'reported')),
    note text
);

create table reversal (
    no bigint not null primary key references entry (no),
    fact_no bigint not null constraint reversal_once unique references fact (no),
    reason text not null
);

create table target (
    no bigint not null primary key references entry (no),
    indicator text not null,
    giver text not null,
    giver_unit_id bigint references unit (no),
    unit_id bigint not null references unit (no),
    member text,
    from_on text not null constraint target_from_on check (length(from_on) = 10),
    to_on text not null constraint target_to_on check (length(to_on) = 10 and to_on >= from_on),
    min bigint not null constraint target_min check (min >= 0),
    max bigint constraint target_max check (max is null or max >= min)
);

create table claim (
    no bigint not null primary key references entry (no),
    indicator text not null,
    unit_id bigint not null references unit (no),
    from_on text not null constraint claim_from_on check (length(from_on) = 10),
    to_on text not null constraint claim_to_on check (length(to_on) = 10 and to_on >= from_on),
    value bigint not null constraint claim_value check (value >= 0),
    source text not null
);

-- What tells posted lines apart besides place, day and amount; few hundred rows, so lines stay small.
create table posting_class (
    id bigint not null primary key,
    account text not null,
    org_kind text not null,
    host_kind text not null,
    tags text not null,
    constraint posting_class_once unique (account, org_kind, host_kind, tags)
);

create table posting (
    entry_no bigint not null references entry (no),
    side bigint not null constraint posting_side check (side in (0, 1)),
    unit_id bigint not null references unit (no),
    other_id bigint references unit (no),
    class_id bigint not null references posting_class (id),
    happened_on text not null constraint posting_happened_on check (length(happened_on) = 10),
    amount bigint not null,
    primary key (entry_no, side)
);

-- The one covering index every sum reads.
create index posting_sum on posting (unit_id, happened_on, class_id, amount, entry_no);
create index posting_move on posting (happened_on, unit_id, other_id, class_id, amount, entry_no) where other_id is not null;

-- Described, not counted: the list of enterprises. Its lines in the book are the entries it points at.
create table enterprise (
    tax_code text not null primary key,
    name text not null,
    kind text not null,
    unit_id bigint not null references unit (no),
    from_on text,
    to_on text,
    registered_on text,
    legal_form text,
    address text,
    ward text,
    owner text,
    owner_foreign bigint constraint enterprise_owner_foreign check (owner_foreign in (0, 1)),
    representative text,
    workers bigint,
    workers_female bigint,
    party_members bigint,
    union_members bigint,
    counted_on text,
    activity text not null constraint enterprise_activity check (activity in ('active', 'suspended', 'dissolving', 'ended')),
    note text,
    content text not null,
    listed_no bigint not null references entry (no),
    ended_no bigint references entry (no)
);

create index enterprise_unit on enterprise (unit_id, kind);
