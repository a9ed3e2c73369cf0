-- Figures of a unit, a group and a period on their way up: submitted, returned, accepted, closed, opened again; and the entries
-- that came after a period was closed. What was reported is kept as it was, so that a later entry changes what is known and never
-- what was said.

create table submission (
    id bigint not null primary key,
    unit_id bigint not null references unit (no),
    figure_group text not null constraint submission_group
        check (figure_group in ('party', 'union', 'youth', 'women', 'enterprise', 'activity')),
    period text not null,
    from_on text not null constraint submission_from_on check (length(from_on) = 10),
    to_on text not null constraint submission_to_on check (length(to_on) = 10 and to_on >= from_on),
    -- How it stands after its events, for finding.
    standing text not null constraint submission_standing
        check (standing in ('draft', 'submitted', 'returned', 'accepted', 'closed', 'opened')),
    -- The last day it is open again; the day after, it is closed without anybody's doing.
    open_until text constraint submission_open_until check (open_until is null or length(open_until) = 10),
    constraint submission_once unique (unit_id, figure_group, period)
);

create index submission_standing_day on submission (standing, to_on);

create table submission_event (
    submission_id bigint not null references submission (id),
    place bigint not null,
    deed text not null constraint submission_event_deed check (deed in
        ('submitted', 'returned', 'accepted', 'closed', 'opening_asked', 'opening_refused', 'opened', 'closed_again')),
    happened_on text not null constraint submission_event_day check (length(happened_on) = 10),
    -- Last entry known then.
    head bigint not null,
    -- The figures as they were said, and their hash; of what was submitted and of what was closed.
    figures text,
    content text constraint submission_event_content check (content is null or length(content) = 64),
    until_on text constraint submission_event_until check (until_on is null or length(until_on) = 10),
    words text,
    recorded_at text not null constraint submission_event_recorded_at check (length(recorded_at) = 27),
    recorded_by text not null,
    primary key (submission_id, place),
    constraint submission_event_figures check ((figures is null) = (content is null))
);

-- Why single figures were returned.
create table submission_remark (
    submission_id bigint not null,
    place bigint not null,
    indicator text not null,
    words text not null,
    primary key (submission_id, place, indicator),
    foreign key (submission_id, place) references submission_event (submission_id, place)
);

-- An entry that changes what is known of a closed period: it came after it was closed.
create table supplement (
    entry_no bigint not null primary key references entry (no),
    submission_id bigint not null references submission (id)
);

create index supplement_submission on supplement (submission_id, entry_no);

-- When somebody was reminded that figures are owed.
create table submission_reminder (
    submission_id bigint not null references submission (id),
    happened_on text not null constraint submission_reminder_day check (length(happened_on) = 10),
    recorded_at text not null constraint submission_reminder_recorded_at check (length(recorded_at) = 27),
    recorded_by text not null,
    primary key (submission_id, happened_on)
);
