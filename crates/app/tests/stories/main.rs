//! Stories of the office, each played on SQLite and on PostgreSQL.

/// Plays each story on both engines.
#[cfg(test)]
macro_rules! stories {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[test] fn $name() { crate::common::on(crate::common::Engine::Sqlite, super::$name); })+
        }
        mod on_postgres {
            $(#[test] fn $name() { crate::common::on(crate::common::Engine::Postgres, super::$name); })+
        }
    };
}

#[cfg(test)]
#[path = "../common/mod.rs"]
mod common;

#[cfg(test)]
mod abolished;
#[cfg(test)]
mod blame;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod children;
#[cfg(test)]
mod counting;
#[cfg(test)]
mod enterprises;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod guards;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod known;
#[cfg(test)]
mod latest;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod migrations;
#[cfg(test)]
mod outlooks;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod random;
#[cfg(test)]
mod reversals;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod targets;
#[cfg(test)]
mod transfers;
