-- Letters and decisions drafted for cases: numbered through the term of the body that issues them, and kept as they were written.

create table letter (
    id bigint not null primary key,
    case_id bigint not null references procedure_case (id),
    kind text not null constraint letter_kind check (kind in ('submission', 'decision')),
    -- The body that issues it, the series its numbers run through, and its place there.
    unit_id bigint not null references unit (no),
    series text not null,
    number_line text not null,
    number bigint not null constraint letter_number check (number > 0),
    -- Why the numbers before it were left out, when they were.
    gap_reason text,
    dated_on text not null constraint letter_day check (length(dated_on) = 10),
    -- Everything the paper says, so that it is printed the same ever after.
    model text not null,
    made_at text not null constraint letter_made_at check (length(made_at) = 27),
    made_by text not null,
    -- The form that made it: pressed twice, it makes one.
    key text not null unique,
    unique (unit_id, kind, series, number)
);

create index letter_case on letter (case_id, id);
