-- Numbers of things kept outside the book: a row is locked while one is taken, so that two who come together get two.

create table counter (
    name text not null primary key,
    last bigint not null
);

insert into counter (name, last) select 'upload', coalesce(max(id), 0) from upload;
