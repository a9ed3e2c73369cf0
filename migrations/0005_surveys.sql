-- Visits to enterprises: who goes where until when, what was found, what stands in the way, and what comes next.

create table campaign (
    id bigint not null primary key,
    unit_id bigint not null references unit (no),
    name text not null,
    from_on text not null constraint campaign_from check (length(from_on) = 10),
    until_on text not null constraint campaign_until check (length(until_on) = 10),
    made_at text not null constraint campaign_made_at check (length(made_at) = 27),
    made_by text not null,
    closed_at text,
    constraint campaign_days check (from_on <= until_on)
);

-- One survey of one enterprise; described here, counted by its entry in the book.
create table survey (
    id bigint not null primary key,
    enterprise_id bigint not null references enterprise (id),
    campaign_id bigint references campaign (id),
    surveyed_on text not null constraint survey_day check (length(surveyed_on) = 10),
    outcome text not null constraint survey_outcome check (outcome in ('eligible', 'members_not_eligible', 'no_members', 'refused')),
    workers bigint,
    workers_female bigint,
    party_official bigint,
    party_probationary bigint,
    party_elsewhere text,
    outstanding bigint,
    union_members bigint,
    youth_members bigint,
    women_members bigint,
    attitude text,
    note text,
    next_step text,
    next_on text constraint survey_next_day check (length(next_on) = 10),
    recorded_at text not null constraint survey_recorded_at check (length(recorded_at) = 27),
    recorded_by text not null,
    entry_no bigint not null unique references entry (no),
    -- The field somebody asks about again, and why.
    returned_field text,
    returned_reason text,
    returned_at text,
    returned_by text,
    -- The survey that answers it.
    answered_by bigint references survey (id),
    constraint survey_return check ((returned_field is null) = (returned_reason is null))
);

create index survey_enterprise on survey (enterprise_id, surveyed_on desc, id desc);
create index survey_returned on survey (id) where returned_field is not null and answered_by is null;
create index survey_next on survey (next_on) where next_on is not null;

create table survey_obstacle (
    survey_id bigint not null references survey (id),
    obstacle text not null,
    primary key (survey_id, obstacle)
);

-- Which enterprises a campaign goes to, and who goes.
create table campaign_part (
    campaign_id bigint not null references campaign (id),
    enterprise_id bigint not null references enterprise (id),
    account_id bigint references account (id),
    survey_id bigint references survey (id),
    primary key (campaign_id, enterprise_id)
);

create index campaign_part_account on campaign_part (account_id, campaign_id) where survey_id is null;
create index campaign_part_enterprise on campaign_part (enterprise_id);
