-- Forms a superior gives as .docx, filled by the units below; and numbers of signed papers that were cancelled.

create table report_form (
    id bigint not null primary key,
    -- The committee that gives it; it is filled there and by every unit below.
    unit_id bigint not null references unit (no),
    name text not null,
    file_name text not null,
    -- Hash of the file, and the file itself in base64.
    content text not null constraint report_form_content check (length(content) = 64),
    bytes text not null,
    made_at text not null constraint report_form_made_at check (length(made_at) = 27),
    made_by text not null
);

create index report_form_unit on report_form (unit_id, id);

-- A form that is offered no more; what was filled with it can be made again.
create table report_form_withdrawn (
    form_id bigint not null primary key references report_form (id),
    made_at text not null constraint report_form_withdrawn_made_at check (length(made_at) = 27),
    made_by text not null
);

-- A number that is used no more: the paper keeps it, nobody else gets it, and why stands here.
create table signing_cancelled (
    paper_id bigint not null primary key references signing (paper_id),
    reason text not null,
    cancelled_at text not null constraint signing_cancelled_at check (length(cancelled_at) = 27),
    cancelled_by text not null
);
