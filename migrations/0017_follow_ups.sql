-- What follows from targets that are not fulfilled: requests to review responsibility and proposals to inspect, with the figures as they stood.

create table follow_up (
    id bigint not null primary key,
    -- Who asks.
    unit_id bigint not null references unit (no),
    kind text not null constraint follow_up_kind check (kind in ('review', 'inspection')),
    made_on text not null constraint follow_up_day check (length(made_on) = 10),
    due_on text not null constraint follow_up_due check (length(due_on) = 10 and due_on >= made_on),
    reason text not null,
    -- The day by whose end the figures stood, and the last entry known.
    figures_on text not null constraint follow_up_figures_on check (length(figures_on) = 10),
    head bigint not null,
    -- The paper as it was composed; printed the same ever after.
    model text not null,
    made_at text not null constraint follow_up_made_at check (length(made_at) = 27),
    made_by text not null,
    closed_on text constraint follow_up_closed_on check (length(closed_on) = 10),
    closing text,
    closed_by text,
    -- The form that recorded it: pressed twice, it records one.
    key text not null unique,
    constraint follow_up_closing check ((closed_on is null) = (closing is null))
);

create index follow_up_unit on follow_up (unit_id, made_on desc);
create index follow_up_open on follow_up (due_on) where closed_on is null;

-- Who is to answer: a unit, or a seat of it.
create table follow_up_receiver (
    follow_up_id bigint not null references follow_up (id),
    place bigint not null,
    unit_id bigint not null references unit (no),
    member text,
    answered_on text constraint follow_up_answered_on check (length(answered_on) = 10),
    answer text,
    answered_by text,
    primary key (follow_up_id, place),
    constraint follow_up_answer check ((answered_on is null) = (answer is null))
);

create index follow_up_receiver_unit on follow_up_receiver (unit_id);

create table follow_up_row (
    follow_up_id bigint not null,
    place bigint not null,
    receiver bigint not null,
    target_no bigint not null references target (no),
    -- As it stood: what was reached, what was forecast, by how much it falls short; absent where nothing was recorded or can be said.
    result bigint,
    forecast bigint,
    missing bigint,
    shortfall text not null constraint follow_up_row_shortfall check (shortfall in ('overdue', 'will_miss', 'slow', 'missing')),
    primary key (follow_up_id, place),
    foreign key (follow_up_id, receiver) references follow_up_receiver (follow_up_id, place)
);

create index follow_up_row_target on follow_up_row (target_no);
