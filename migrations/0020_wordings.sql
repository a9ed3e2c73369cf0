-- Words of officers: how a committee says its papers, and how one paper is said. Each saving is a row; the newest of its name counts.

create table wording (
    id bigint not null primary key,
    -- The committee whose papers, and those of the units below without a wording of their own, are said so.
    unit_id bigint not null references unit (no),
    -- The kind of paper, or the part kinds share.
    name text not null,
    -- How results begin, summary and recipients a line each; none for a part. No text at all: said as above again.
    opening text,
    summary text,
    recipients text,
    words text,
    made_at text not null constraint wording_made_at check (length(made_at) = 27),
    made_by text not null
);

create index wording_unit on wording (unit_id, name, id);

create table paper_text (
    paper_id bigint not null references paper (id),
    -- 1 for the first saving.
    place bigint not null,
    -- Words with numbers fenced by private signs; no words at all: said by its wording again.
    words text,
    made_at text not null constraint paper_text_made_at check (length(made_at) = 27),
    made_by text not null,
    primary key (paper_id, place)
);
