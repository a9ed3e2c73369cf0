-- Parts of names are found by runs of three letters; the index follows the list by itself.
create virtual table enterprise_search using fts5(folded, tokenize = 'trigram', content = 'enterprise', content_rowid = 'id');

insert into enterprise_search (enterprise_search) values ('rebuild');

create trigger enterprise_search_insert after insert on enterprise
begin
    insert into enterprise_search (rowid, folded) values (new.id, new.folded);
end;

create trigger enterprise_search_delete after delete on enterprise
begin
    insert into enterprise_search (enterprise_search, rowid, folded) values ('delete', old.id, old.folded);
end;

create trigger enterprise_search_update after update of folded on enterprise
when old.folded <> new.folded
begin
    insert into enterprise_search (enterprise_search, rowid, folded) values ('delete', old.id, old.folded);
    insert into enterprise_search (rowid, folded) values (new.id, new.folded);
end;
