//! Who works in the demonstration: named sign-ins with roles at units of the samples, and the year's tasks of the city.

use crate::features::tasks;
use crate::store::{Account, Act, Book, ChosenBy, Db, NewAccount, NewRole, give_role, make_account};
use crate::web::clock;
use crate::web::house::PrintedSignIn;
use crate::web::secrets::hash_password;

/// The password of every sign-in of the demonstration; it is printed beside them.
const PASSWORD: &str = "nen-nep-mau-2026";

const OFFICER: &str = "demo";

/// Somebody of the demonstration.
struct Person {
    sign_in: &'static str,
    name: &'static str,
    title: &'static str,
    role: &'static str,
    unit: &'static str,
}

const CAST: [Person; 10] = [
    Person {
        sign_in: "canbo",
        name: "Nguyễn Thu Hạnh",
        title: "Chuyên viên, Ban Tổ chức Thành ủy Lam Giang",
        role: "organization_officer",
        unit: "lg",
    },
    Person {
        sign_in: "truongban",
        name: "Lý Quốc Bảo",
        title: "Phó Trưởng ban, Ban Tổ chức Thành ủy Lam Giang",
        role: "organization_officer",
        unit: "lg",
    },
    Person {
        sign_in: "hongkhoa",
        name: "Trần Minh Khoa",
        title: "Cán bộ, Đảng ủy phường Hồng Lam",
        role: "unit_officer",
        unit: "p-hl",
    },
    Person {
        sign_in: "lammai",
        name: "Phạm Thị Mai",
        title: "Cán bộ, Đảng ủy phường Lam Thượng",
        role: "unit_officer",
        unit: "p-lt",
    },
    Person {
        sign_in: "bithu",
        name: "Lê Quang Dũng",
        title: "Bí thư chi bộ, Trường Trung học phổ thông tư thục Thuần Nam",
        role: "cell_secretary",
        unit: "p-ys-cb-22",
    },
    Person {
        sign_in: "congdoan",
        name: "Vũ Thị Lan Anh",
        title: "Cán bộ, Liên đoàn Lao động thành phố Lam Giang",
        role: "union_officer",
        unit: "lg",
    },
    Person {
        sign_in: "lanhdao",
        name: "Đỗ Văn Lâm",
        title: "Ủy viên Ban Chỉ đạo thành phố Lam Giang",
        role: "steering_member",
        unit: "lg",
    },
    Person {
        sign_in: "kiemtra",
        name: "Hoàng Đức Thịnh",
        title: "Ủy ban Kiểm tra Thành ủy Lam Giang",
        role: "inspector",
        unit: "lg",
    },
    Person {
        sign_in: "quantri",
        name: "Bùi Ngọc Sơn",
        title: "Quản trị hệ thống, Thành ủy Lam Giang",
        role: "administrator",
        unit: "lg",
    },
    Person {
        sign_in: "dongda",
        name: "Ngô Thị Yến",
        title: "Người đọc số liệu quận Đống Đa đã công bố quý I/2024",
        role: "organization_officer",
        unit: "dd",
    },
];

static TASKS: &str = include_str!("../../../../samples/tasks.txt");

/// Makes who is missing, brings the tasks in, and gives the sign-ins for the sign-in page.
pub(super) async fn settle(db: &Db) -> anyhow::Result<Vec<PrintedSignIn>> {
    let mut tx = db.read().await?;
    let book = Book::load(&mut tx, None).await?;
    let known = Account::list(&mut tx).await?;
    tx.rollback().await?;
    for person in CAST
        .iter()
        .filter(|person| known.iter().all(|account| account.sign_in != person.sign_in))
    {
        let Some(unit) = book.tree.find(person.unit) else {
            continue;
        };
        let password = hash_password(PASSWORD.to_owned()).await?;
        let mut act = Act::begin(db, clock::now(OFFICER)).await?;
        let account = make_account(
            &mut act,
            &NewAccount {
                sign_in: person.sign_in,
                name: person.name,
                title: person.title,
                password: &password,
                chosen_by: ChosenBy::Owner,
            },
        )
        .await?;
        let role = NewRole {
            account,
            sign_in: person.sign_in,
            role: person.role,
            unit: book.tree.unit(unit).id.0,
            from: book.tree.unit(unit).from,
            to: None,
            decision: None,
        };
        give_role(&mut act, &role).await?;
        act.commit().await?;
    }
    let planned_on = "2026-01-16".parse()?;
    tasks::import(db, clock::now(OFFICER), "lg", planned_on, TASKS).await?;
    Ok(CAST
        .iter()
        .map(|person| PrintedSignIn {
            sign_in: person.sign_in.to_owned(),
            password: PASSWORD.to_owned(),
            about: format!("{}, {}", person.name, person.title),
        })
        .collect())
}
