//! Laws that hold for every programme, tried on random ones; the seeds are fixed, so every run tries the same.

mod closing;
mod laws;
mod recount;
mod world;

use proptest::test_runner::{Config, RngSeed, TestRunner};

use self::world::{World, worlds};
use crate::common::{Engine, House, on};

/// Tries a law on random programmes, each in a database of its own.
fn try_out(engine: Engine, cases: u32, law: impl AsyncFn(&House, &World)) {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 30,
        rng_seed: RngSeed::Fixed(20_240_331),
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&worlds(), |world| {
        on(engine, async |house: &House| law(house, &world).await);
        Ok(())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
}

#[test]
fn every_figure_is_that_of_a_naive_recount_on_sqlite() {
    try_out(Engine::Sqlite, 16, laws::figures_are_those_of_a_recount);
}

#[test]
fn every_figure_is_that_of_a_naive_recount_on_postgres() {
    try_out(Engine::Postgres, 3, laws::figures_are_those_of_a_recount);
}

#[test]
fn every_entry_is_counted_once_under_any_tree_on_sqlite() {
    try_out(Engine::Sqlite, 16, laws::every_entry_is_counted_once);
}

#[test]
fn every_entry_is_counted_once_under_any_tree_on_postgres() {
    try_out(Engine::Postgres, 3, laws::every_entry_is_counted_once);
}

#[test]
fn stocks_come_out_of_flows_on_sqlite() {
    try_out(Engine::Sqlite, 20, laws::stocks_come_out_of_flows);
}

#[test]
fn stocks_come_out_of_flows_on_postgres() {
    try_out(Engine::Postgres, 4, laws::stocks_come_out_of_flows);
}

#[test]
fn what_was_known_never_changes_on_sqlite() {
    try_out(Engine::Sqlite, 12, laws::what_was_known_never_changes);
}

#[test]
fn what_was_known_never_changes_on_postgres() {
    try_out(Engine::Postgres, 3, laws::what_was_known_never_changes);
}

#[test]
fn the_order_of_rows_has_no_meaning_on_sqlite() {
    laws::the_order_of_rows_has_no_meaning(Engine::Sqlite, 12);
}

#[test]
fn the_order_of_rows_has_no_meaning_on_postgres() {
    laws::the_order_of_rows_has_no_meaning(Engine::Postgres, 3);
}

#[test]
fn no_closed_figure_changes_unseen_on_sqlite() {
    closing::no_closed_figure_changes_unseen(Engine::Sqlite, 24);
}

#[test]
fn no_closed_figure_changes_unseen_on_postgres() {
    closing::no_closed_figure_changes_unseen(Engine::Postgres, 4);
}
