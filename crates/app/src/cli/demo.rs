//! `nennep demo`: the sample programme in an embedded database, its figures and papers.

use std::path::Path;

use anyhow::Context as _;
use include_dir::{Dir, include_dir};
use nennep_core::calendar::{Day, Period};
use nennep_core::reports::{ReportKind, Signer};
use nennep_documents::layout::Layouts;

use super::arguments::DemoArguments;
use super::report::keep;
use super::{Outcome, answer, cast, daily, figures, serve};
use crate::catalogs::Catalogs;
use crate::programme::{Mode, Quiet, import_path};
use crate::store::{self, Asked, Book, Db, Figures, Source};
use crate::web::clock::{self, Clock};
use crate::web::house::{House, Settings};
use crate::web::papers::{Bodies, Format, layouts};
use crate::web::reports::{Papers, Request, collect, write};
use crate::web::secrets::Cipher;

static SAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../samples/programme");

/// What papers of units that exist carry.
const SAMPLE_MARK: &str = "BẢN MẪU – KHÔNG CÓ GIÁ TRỊ VĂN BẢN";

/// A figure table or paper of the demonstration.
struct Showing {
    unit: &'static str,
    report: ReportKind,
    from: &'static str,
    to: &'static str,
    period: Option<&'static str>,
    /// Day, number, title and name; only for bodies that are invented.
    signed: Option<(&'static str, &'static str, &'static str, &'static str)>,
}

const SHOWN: [Showing; 6] = [
    Showing {
        unit: "dd",
        report: ReportKind::Quarter,
        from: "2024-01-01",
        to: "2024-03-31",
        period: Some("2024-Q1"),
        signed: None,
    },
    Showing {
        unit: "dd-khoi",
        report: ReportKind::Quarter,
        from: "2024-01-01",
        to: "2024-03-31",
        period: Some("2024-Q1"),
        signed: None,
    },
    Showing {
        unit: "lb",
        report: ReportKind::Term,
        from: "2012-02-27",
        to: "2020-02-27",
        period: None,
        signed: None,
    },
    Showing {
        unit: "nq",
        report: ReportKind::Term,
        from: "2009-11-10",
        to: "2024-05-28",
        period: None,
        signed: None,
    },
    Showing {
        unit: "dk",
        report: ReportKind::Term,
        from: "2009-11-10",
        to: "2019-10-31",
        period: None,
        signed: None,
    },
    Showing {
        unit: "hl",
        report: ReportKind::Quarter,
        from: "2024-01-01",
        to: "2024-03-31",
        period: Some("2024-Q1"),
        signed: Some(("2024-04-11", "9", "PHÓ BÍ THƯ", "Trần Thị Hà Vy")),
    },
];

pub(super) async fn run(catalogs: Catalogs, arguments: &DemoArguments) -> anyhow::Result<Outcome> {
    let file = arguments.data.join("nennep.db");
    let db = store::open(&format!("sqlite:{}", file.display())).await?;
    show(&db, &catalogs, &arguments.data).await?;
    let printed_sign_ins = cast::settle(&db).await?;
    answer::say("");
    answer::say("Tên đăng nhập của chương trình mẫu:");
    for one in &printed_sign_ins {
        answer::say(&format!("  {:10} {}  {}", one.sign_in, one.password, one.about));
    }
    let key = serve::key(&file.with_extension("key"))?;
    let settings = Settings {
        printed_sign_ins,
        burst: serve::BURST,
        ..Settings::default()
    };
    let house = House::new(db, catalogs, Clock::System, Cipher::new(&key), settings);
    let sent = daily::play(&house).await?;
    if sent > 0 {
        answer::say(&format!(
            "Việc hằng ngày mẫu: {sent} lần ghi (danh sách, khảo sát, hồ sơ, văn bản, đối thoại)."
        ));
    }
    answer::say(&format!("Mở trong trình duyệt: http://{}", arguments.listen));
    serve::listen(house, arguments.listen, "warn").await
}

async fn show(db: &Db, catalogs: &Catalogs, folder: &Path) -> anyhow::Result<()> {
    load_samples(db, catalogs, &folder.join("programme")).await?;
    let mut tx = db.read().await?;
    let book = Book::load(&mut tx, None).await?;
    let answers = Figures::new(&book, &catalogs.indicators);
    let (papers, layouts) = (Papers::embedded()?, layouts()?);
    let mut source = Source::Database {
        tx: &mut tx,
        known_at: None,
    };
    let mut written = Vec::new();
    for showing in &SHOWN {
        let Some(request) = showing.request(&book, (&catalogs.bodies, &layouts))? else {
            continue;
        };
        let (from, to) = (request.period.first_day(), request.period.last_day());
        answer::say("");
        let asked = Asked {
            unit: request.unit,
            from,
            to,
            tree_on: None,
            measures: Vec::new(),
        };
        figures::print(&answers, &answers.of(&mut source, &asked).await?);
        let model = collect(&answers, &mut source, &papers, &request).await?;
        for format in Format::ALL {
            let name = format!(
                "{}-{}.{}",
                showing.unit,
                showing.period.unwrap_or(showing.to),
                format.ending()
            );
            let path = folder.join("papers").join(name);
            keep(&path, &write(&papers, &layouts, &model, *format)?)?;
            written.push(path);
        }
    }
    answer::say("");
    answer::say(&format!(
        "Đã viết {} văn bản vào {}:",
        written.len(),
        folder.join("papers").display()
    ));
    for path in &written {
        answer::say(&format!("  {}", path.display()));
    }
    let file = folder.join("nennep.db");
    answer::say(&format!(
        "Hỏi tiếp: nennep --database sqlite:{} figures --unit dd --period 2024-Q1",
        file.display()
    ));
    Ok(())
}

/// Lays the sample workbook out for people to look at, and imports it.
async fn load_samples(db: &Db, catalogs: &Catalogs, folder: &Path) -> anyhow::Result<()> {
    for file in SAMPLES.files() {
        let name = file.path().file_name().context("a sample without a name")?;
        keep(&folder.join(name), file.contents())?;
    }
    let report = import_path(db, catalogs, folder, Mode::KeepGood, clock::now("demo"), &Quiet).await?;
    answer::faults(&report.faults);
    let place = folder.display();
    answer::say(&format!(
        "Chương trình mẫu ở {place}: ghi mới {} dòng, đã có {} dòng, giữ lại {} dòng.",
        report.accepted, report.same, report.held
    ));
    Ok(())
}

impl Showing {
    fn request(&self, book: &Book, (bodies, layouts): (&Bodies, &Layouts)) -> anyhow::Result<Option<Request>> {
        let Some(unit) = book.tree.find(self.unit) else {
            return Ok(None);
        };
        let (from, to): (Day, Day) = (self.from.parse()?, self.to.parse()?);
        let period = match self.period {
            Some(period) => period.parse()?,
            None => Period::range(from, to)?,
        };
        let dated = self.signed.map(|(day, ..)| day.parse::<Day>()).transpose()?;
        let layout = bodies
            .layout(layouts, (&book.tree, unit, dated.unwrap_or(to)))
            .map(|layout| layout.id.clone())
            .unwrap_or_default();
        Ok(Some(Request {
            kind: self.report,
            unit,
            period,
            dated,
            number: self.signed.map(|(_, number, ..)| number.to_owned()),
            signer: self.signed.map(|(_, _, title, name)| Signer {
                title: title.to_owned(),
                name: name.to_owned(),
            }),
            sample_mark: self.signed.is_none().then(|| SAMPLE_MARK.to_owned()),
            made_at: None,
            basis: None,
            layout,
        }))
    }
}
