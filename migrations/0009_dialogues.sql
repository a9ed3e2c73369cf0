-- Dialogues with owners and workers, what was raised there, and what is proposed to whoever is above: who answers, until when, and what.

create table dialogue (
    id bigint not null primary key,
    unit_id bigint not null references unit (no),
    audience text not null constraint dialogue_audience check (audience in ('owners', 'workers', 'both')),
    held_on text not null constraint dialogue_day check (length(held_on) = 10),
    place text,
    people bigint constraint dialogue_people check (people >= 0),
    entry_no bigint not null unique references entry (no),
    made_at text not null constraint dialogue_made_at check (length(made_at) = 27),
    made_by text not null,
    -- The form that recorded it: pressed twice, it records one.
    key text not null unique
);

create index dialogue_unit on dialogue (unit_id, held_on desc);

create table dialogue_host (
    dialogue_id bigint not null references dialogue (id),
    enterprise_id bigint not null references enterprise (id),
    primary key (dialogue_id, enterprise_id)
);

create index dialogue_host_enterprise on dialogue_host (enterprise_id);

-- A matter of a dialogue is a difficulty that was raised; one of none is a proposal.
create table matter (
    id bigint not null primary key,
    unit_id bigint not null references unit (no),
    dialogue_id bigint references dialogue (id),
    enterprise_id bigint references enterprise (id),
    raised_on text not null constraint matter_day check (length(raised_on) = 10),
    content text not null,
    -- Who is to answer.
    answerer text not null,
    due_on text constraint matter_due check (length(due_on) = 10),
    answered_on text constraint matter_answer_day check (length(answered_on) = 10),
    answer text,
    answered_by text,
    made_at text not null constraint matter_made_at check (length(made_at) = 27),
    made_by text not null,
    key text not null unique,
    constraint matter_answer check ((answered_on is null) = (answer is null))
);

create index matter_open on matter (unit_id, due_on) where answered_on is null;
create index matter_dialogue on matter (dialogue_id) where dialogue_id is not null;
create index matter_enterprise on matter (enterprise_id) where enterprise_id is not null;
