-- A founding that is taken back brings its case back to the decision: the step it was on is kept, and the event is one more deed.

alter table procedure_case add column founded_step bigint;

create index procedure_case_founded on procedure_case (founded_no);

create table case_event_next (
    case_id bigint not null references procedure_case (id),
    place bigint not null,
    happened_on text not null constraint case_event_day check (length(happened_on) = 10),
    deed text not null constraint case_event_deed check (deed in
        ('opened', 'paper', 'paper_lost', 'step_done', 'sent', 'returned', 'refused', 'founded', 'undone', 'closed')),
    paper text,
    words text,
    recorded_at text not null constraint case_event_recorded_at check (length(recorded_at) = 27),
    recorded_by text not null,
    primary key (case_id, place),
    constraint case_event_paper check ((paper is not null) = (deed in ('paper', 'paper_lost')))
);

insert into case_event_next (case_id, place, happened_on, deed, paper, words, recorded_at, recorded_by)
select case_id, place, happened_on, deed, paper, words, recorded_at, recorded_by from case_event;

drop table case_event;
alter table case_event_next rename to case_event;
