-- Papers that were signed: numbered through the term of the body that issues them, and kept as they were, so that whatever comes
-- into the book later they are printed the same, byte for byte.

create table signing (
    paper_id bigint not null primary key references paper (id),
    -- The body that issues it, the symbol of its kind, the series its numbers run through, and its place there.
    unit_id bigint not null references unit (no),
    symbol text not null,
    series text not null,
    number bigint not null constraint signing_number check (number > 0),
    number_line text not null,
    -- Why the numbers before it were left out, when they were.
    gap_reason text,
    -- Why figures that had changed by then were signed as they were, when they were.
    kept_reason text,
    dated_on text not null constraint signing_day check (length(dated_on) = 10),
    -- Last entry the figures know.
    head bigint not null,
    -- Every figure with its unit, period, days and rule; and the paper with its words, as it is laid out.
    model text not null,
    words text not null,
    -- Hash of both.
    content text not null constraint signing_content check (length(content) = 64),
    signed_at text not null constraint signing_signed_at check (length(signed_at) = 27),
    signed_by text not null,
    constraint signing_once unique (unit_id, symbol, series, number)
);
