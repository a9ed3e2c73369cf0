//! How long an import and a question take, beside the bare grouping of the same lines in the same run.
//!
//! `cargo bench -p nennep --bench book`. The last lines printed give memory.

#![expect(clippy::expect_used, reason = "a benchmark that cannot set itself up must stop")]

#[path = "common/stamp.rs"]
mod stamp;

use std::fmt::Write as _;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use nennep::catalogs::Catalogs;
use nennep::generate::{Scale, generate};
use nennep::programme::{Mode, Quiet, import_path};
use nennep::store::{Asked, Book, Db, Figures, Source, Tally, Value, open};
use nennep_core::calendar::Period;
use tokio::runtime::Runtime;

use crate::stamp::stamp;

const FACTS: u32 = 100_000;

fn workbook(folder: &Path) {
    let mut facts = String::from("key,on,fact,unit,count,decision_no,decision_on\n");
    for number in 0..FACTS {
        let (month, day) = (number % 12 + 1, number % 28 + 1);
        writeln!(
            facts,
            "k{number},2024-{month:02}-{day:02},party_member_admitted,w{},1,{number}-QĐ/QU,2024-{month:02}-{day:02}",
            number % 14
        )
        .expect("a String takes all");
    }
    let mut units = String::from("code,name,kind,parent,from\nd,Quận thử,district_committee,,2000-01-01\n");
    for ward in 0..14 {
        writeln!(units, "w{ward},Phường thử {ward},ward_committee,d,2000-01-01").expect("a String takes all");
    }
    std::fs::write(folder.join("facts.csv"), facts).expect("a file");
    std::fs::write(folder.join("units.csv"), units).expect("a file");
}

fn import(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let catalogs = Catalogs::embedded().expect("catalogues");
    let folder = tempfile::tempdir().expect("a folder");
    workbook(folder.path());
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("100,000 facts from csv", |bencher| {
        bencher.iter_with_large_drop(|| {
            let place = tempfile::tempdir().expect("a folder");
            runtime.block_on(async {
                let db = open(&format!("sqlite:{}", place.path().join("b.db").display()))
                    .await
                    .expect("a database");
                let report = import_path(&db, &catalogs, folder.path(), Mode::KeepGood, stamp(), &Quiet)
                    .await
                    .expect("an import");
                assert_eq!((report.accepted, report.held), (u64::from(FACTS) + 15, 0));
                db.close().await;
            });
            place
        });
    });
    group.finish();
}

/// The grouping itself, over the lines of the same units and days: the flows of the quarter and the stock at its end.
async fn bare(db: &Db, units: &str, from: &str, to: &str) -> usize {
    let mut tx = db.read().await.expect("a transaction");
    let flows = format!(
        "select class_id, cast(sum(amount) as bigint), count(*) from posting where unit_id in ({units}) and happened_on >= $1 and happened_on <= $2 group by class_id"
    );
    let stock = format!(
        "select class_id, cast(sum(amount) as bigint), count(*) from posting where unit_id in ({units}) and happened_on <= $1 group by class_id"
    );
    let flows = tx
        .rows(&flows, &[Value::from(from), Value::from(to)])
        .await
        .expect("rows");
    let stock = tx.rows(&stock, &[Value::from(to)]).await.expect("rows");
    flows.len() + stock.len()
}

fn figures(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let catalogs = Catalogs::embedded().expect("catalogues");
    let place = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite:{}", place.path().join("b.db").display());
    let db = runtime.block_on(async {
        let db = open(&address).await.expect("a database");
        generate(&db, Scale::LARGE, 7, stamp()).await.expect("data");
        db
    });
    let period: Period = "2024-Q1".parse().expect("a period");
    let (book, tally) = runtime.block_on(async {
        let mut tx = db.read().await.expect("a transaction");
        let book = Book::load(&mut tx, None).await.expect("a book");
        let mut tally = Tally::default();
        tally.catch_up(&mut tx).await.expect("a tally");
        (book, tally)
    });
    let district = book
        .tree
        .indices()
        .find(|index| book.tree.unit(*index).kind == "district_committee")
        .expect("a district");
    let inside = book.tree.placement(period.last_day()).inside(district);
    let units: Vec<String> = inside
        .members()
        .map(|index| book.tree.unit(index).id.to_string())
        .collect();
    let units = units.join(", ");
    let asked = Asked {
        unit: district,
        from: period.first_day(),
        to: period.last_day(),
        tree_on: None,
        measures: Vec::new(),
    };
    let mut group = criterion.benchmark_group("figures of a district of 14 wards, 1,000,000 entries");
    group.bench_function("bare group-by", |bencher| {
        bencher.iter(|| runtime.block_on(bare(&db, &units, "2024-01-01", "2024-03-31")));
    });
    group.bench_function("from the lines", |bencher| {
        bencher.iter(|| {
            runtime.block_on(async {
                let mut tx = db.read().await.expect("a transaction");
                let answers = Figures::new(&book, &catalogs.indicators);
                answers
                    .of(
                        &mut Source::Database {
                            tx: &mut tx,
                            known_at: None,
                        },
                        &asked,
                    )
                    .await
                    .expect("figures")
            })
        });
    });
    group.bench_function("from the tally", |bencher| {
        bencher.iter(|| {
            let answers = Figures::new(&book, &catalogs.indicators);
            runtime
                .block_on(answers.of(&mut Source::Tally(&tally), &asked))
                .expect("figures")
        });
    });
    group.finish();
    say_memory();
}

/// Peak of this process, which held the tally of all entries and generated them.
#[expect(clippy::print_stderr, reason = "a benchmark tells what it measured")]
fn say_memory() {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in text
        .lines()
        .filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"))
    {
        eprintln!("{line}");
    }
}

criterion_group!(benches, import, figures);
criterion_main!(benches);
