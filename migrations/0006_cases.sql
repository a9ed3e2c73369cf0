-- Cases of written procedures: which enterprises, which procedure in which version, and everything that happened to the file.

create table procedure_case (
    id bigint not null primary key,
    -- Counted anew each year at the unit that opened it: TL-2026-001.
    number text not null,
    procedure text not null,
    unit_id bigint not null references unit (no),
    opened_on text not null constraint procedure_case_day check (length(opened_on) = 10),
    made_at text not null constraint procedure_case_made_at check (length(made_at) = 27),
    made_by text not null,
    account_id bigint references account (id),
    -- Said again whenever something happens, so that lists need not read every event.
    standing text not null constraint procedure_case_standing check (standing in ('open', 'out', 'refused', 'closed', 'done')),
    step bigint not null,
    due_on text constraint procedure_case_due check (length(due_on) = 10),
    -- The organization that was founded: its unit, the entry that counts it, and why the rule was set aside, when it was.
    founded_unit_id bigint references unit (no),
    founded_no bigint references entry (no),
    -- How many there were of those the rule counts, on the day of the decision.
    founded_heads bigint,
    override_reason text,
    unique (unit_id, number)
);

create index procedure_case_standing on procedure_case (standing, unit_id);

create table case_host (
    case_id bigint not null references procedure_case (id),
    enterprise_id bigint not null references enterprise (id),
    primary key (case_id, enterprise_id)
);

create index case_host_enterprise on case_host (enterprise_id);

create table case_event (
    case_id bigint not null references procedure_case (id),
    place bigint not null,
    happened_on text not null constraint case_event_day check (length(happened_on) = 10),
    deed text not null constraint case_event_deed check (deed in
        ('opened', 'paper', 'paper_lost', 'step_done', 'sent', 'returned', 'refused', 'founded', 'closed')),
    paper text,
    words text,
    recorded_at text not null constraint case_event_recorded_at check (length(recorded_at) = 27),
    recorded_by text not null,
    primary key (case_id, place),
    constraint case_event_paper check ((paper is not null) = (deed in ('paper', 'paper_lost')))
);
