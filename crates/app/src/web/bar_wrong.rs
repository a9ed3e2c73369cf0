//! The page that says what is wrong with the bar of the scope.

use axum::response::Response;
use nennep_core::register::UnitIndex;
use nennep_core::text::whole;

use super::bar::{BarWrong, FIELDS, day_of};
use super::errors::{WebError, show_faulty};
use super::shell::Shell;
use super::visit::Visit;

#[derive(askama::Template)]
#[template(path = "bar/wrong.html")]
struct WrongPage {
    shell: Shell,
    count: String,
    fields: Vec<WrongField>,
}

/// One field of the page that says what is wrong.
struct WrongField {
    name: &'static str,
    label: String,
    hint: String,
    typed: String,
    faults: Vec<String>,
}

impl BarWrong {
    /// Answers a page that keeps what was typed and says everything wrong with it; nothing is counted.
    ///
    /// # Errors
    /// When a template fails, which is our failure.
    pub fn page(&self, visit: &Visit, unit: UnitIndex) -> Result<Response, WebError> {
        let tree = &visit.book().tree;
        let name = tree.name_on(unit, day_of(tree, unit, visit.now.today())).to_owned();
        let words = visit.words;
        let field = |name: &'static str| WrongField {
            name,
            label: words.say(&match name {
                "period" => "bar-wrong-period".to_owned(),
                other => format!("bar-{other}"),
            }),
            hint: words.say(&format!("bar-{name}-hint")),
            typed: self.query.typed(name).to_owned(),
            faults: self
                .faults
                .iter()
                .filter(|fault| fault.field == name)
                .map(|fault| fault.words.clone())
                .collect(),
        };
        let fields = FIELDS
            .into_iter()
            .map(field)
            .filter(|field| {
                !["from", "to"].contains(&field.name) || !field.typed.is_empty() || !field.faults.is_empty()
            })
            .collect();
        show_faulty(&WrongPage {
            shell: Shell::of(visit, name).about(visit, unit),
            count: whole(self.faults.len()),
            fields,
        })
    }
}
