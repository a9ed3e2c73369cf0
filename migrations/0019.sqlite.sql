-- The kinds of papers are known by their wordings, which come and go. The table is made anew under its own name, so that what refers
-- to it goes on to refer to it; whether everything referred to is there again is asked at the end.

pragma defer_foreign_keys = on;

create table paper_kept as
select id, unit_id, report, period, dated_on, number, signer_title, signer_name, head, made_at, made_by from paper;

drop table paper;

create table paper (
    id bigint not null primary key,
    unit_id bigint not null references unit (no),
    report text not null,
    period text not null,
    dated_on text constraint paper_dated_on check (dated_on is null or length(dated_on) = 10),
    number text,
    signer_title text,
    signer_name text,
    head bigint not null,
    made_at text not null constraint paper_made_at check (length(made_at) = 27),
    made_by text not null,
    basis text,
    figures_of bigint references paper (id)
);

insert into paper (id, unit_id, report, period, dated_on, number, signer_title, signer_name, head, made_at, made_by)
select id, unit_id, report, period, dated_on, number, signer_title, signer_name, head, made_at, made_by from paper_kept;

drop table paper_kept;

create index paper_unit on paper (unit_id, id);
