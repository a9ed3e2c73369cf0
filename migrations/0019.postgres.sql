-- The kinds of papers are known by their wordings, which come and go.

alter table paper drop constraint paper_report;
alter table paper add column basis text;
alter table paper add column figures_of bigint references paper (id);
