-- A change of an organization's kind is one fact with two lines: the kind before it loses one, the kind after it gains one.

alter table fact add column from_kind text;
