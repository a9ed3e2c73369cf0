//! The frame every page stands in: menu, crumbs, bar of the scope, language and look.

use nennep_core::register::UnitIndex;

use super::house::House;
use super::visit::Visit;
use super::words::Words;
use crate::store::Deed;

/// Holds what the frame of a page shows.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Words in the officer's language.
    pub words: Words,
    /// Title of the page.
    pub title: String,
    /// Look: `auto`, `light` or `dark`.
    pub theme: String,
    /// Who is signed in.
    pub officer: Option<ShellOfficer>,
    /// The menu by groups.
    pub menu: Vec<MenuGroup>,
    /// The way along the tree to this page.
    pub crumbs: Vec<Crumb>,
    /// The unit this page is about, for search and switch.
    pub unit: Option<String>,
    /// Segments of the bar of the scope.
    pub bar: Vec<BarPart>,
    /// What was searched for.
    pub search: String,
    /// Address of this page, to come back to.
    pub here: String,
    /// A receipt of what was just done.
    pub receipt: Option<Receipt>,
    /// Whether the page draws charts.
    pub has_charts: bool,
}

/// Holds who is signed in, as the frame shows it.
#[derive(Clone, Debug)]
pub struct ShellOfficer {
    /// Name.
    pub name: String,
    /// Title and office.
    pub title: String,
    /// Name of who looks through this officer's view.
    pub viewer: Option<String>,
}

/// Holds one group of the menu.
#[derive(Clone, Debug)]
pub struct MenuGroup {
    /// Key of its words.
    pub label: &'static str,
    /// Its items.
    pub items: Vec<MenuItem>,
}

/// Holds one item of the menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// Key of its words.
    pub label: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether this page belongs to it.
    pub is_current: bool,
}

/// Holds one step of the way to this page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// What it is called.
    pub label: String,
    /// Where it leads; none outside the officer's scope.
    pub href: Option<String>,
}

/// Holds one part of the bar: what holds for every figure of the page, and a form to change it.
#[derive(Clone, Debug)]
pub struct BarPart {
    /// Name of the field it changes: `unit`, `period`, `tree_on` or `known_at`.
    pub field: &'static str,
    /// What holds.
    pub label: String,
    /// The value as the address carries it.
    pub value: String,
    /// Choices offered: value and words.
    pub choices: Vec<(String, String)>,
}

/// Says what was just done, and the way back.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// What was done.
    pub text: String,
    /// Words of the way back.
    pub back: Option<(String, String)>,
}

impl Shell {
    /// Makes the frame of a page for somebody who is not signed in.
    #[must_use]
    pub fn outside(_house: &House, words: Words, title: String) -> Self {
        Self {
            words,
            title,
            theme: "auto".to_owned(),
            officer: None,
            menu: Vec::new(),
            crumbs: Vec::new(),
            unit: None,
            bar: Vec::new(),
            search: String::new(),
            here: String::new(),
            receipt: None,
            has_charts: false,
        }
    }

    /// Makes the frame of a page for an officer.
    #[must_use]
    pub fn of(visit: &Visit, title: String) -> Self {
        let mut shell = Self::outside(&visit.house, visit.words, title);
        shell.theme.clone_from(&visit.theme);
        shell.officer = Some(ShellOfficer {
            name: visit.account.name.clone(),
            title: visit.account.title.clone(),
            viewer: visit.viewer.as_ref().map(|viewer| viewer.name.clone()),
        });
        shell.here = visit.here();
        shell.menu = menu(visit);
        shell
    }

    /// Gives the frame a look.
    #[must_use]
    pub fn looking(mut self, theme: &str) -> Self {
        theme.clone_into(&mut self.theme);
        self
    }

    /// Adds a receipt without a way back, by the key of its words.
    #[must_use]
    pub fn saying(mut self, key: Option<String>) -> Self {
        self.receipt = key.map(|key| Receipt {
            text: self.words.say(&key),
            back: None,
        });
        self
    }

    /// Adds the way along the tree to a unit as it stands on the visit's day.
    #[must_use]
    pub fn about(mut self, visit: &Visit, unit: UnitIndex) -> Self {
        let tree = &visit.book().tree;
        let today = visit.now.today();
        let day = tree.last_day(unit).map_or(today, |last| last.min(today));
        let mut chain = vec![unit];
        while let Some(parent) = chain.last().and_then(|last| tree.parent_on(*last, day)) {
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
        }
        chain.reverse();
        self.crumbs = chain
            .iter()
            .map(|index| Crumb {
                label: tree.name_on(*index, day).to_owned(),
                href: visit
                    .scope
                    .sees(*index)
                    .then(|| format!("/units/{}", super::errors::percent(&tree.unit(*index).code))),
            })
            .collect();
        self.unit = Some(tree.unit(unit).code.clone());
        self
    }

    /// Address of a file of the look.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        nennep_assets::address(name).unwrap_or("/assets/missing")
    }
}

fn menu(visit: &Visit) -> Vec<MenuGroup> {
    let path = visit.uri.path();
    let home = visit.home_code();
    let may = |deed| visit.scope.may_somewhere(deed);
    let item = |label, href: String, is_current| MenuItem {
        label,
        href,
        is_current,
    };
    let starts = |prefix: &str| path == prefix || path.starts_with(&format!("{prefix}/"));
    let mut groups = Vec::new();
    let mut work = Vec::new();
    if let Some(home) = &home {
        let board = path.ends_with("/board");
        work.push(item(
            "menu-board",
            format!("/units/{}/board", super::errors::percent(home)),
            board,
        ));
    }
    if may(Deed::See) {
        work.push(item("menu-tasks", "/tasks".to_owned(), starts("/tasks")));
    }
    if may(Deed::MakePapers) {
        work.push(item("menu-papers", "/papers".to_owned(), starts("/papers")));
    }
    groups.push(MenuGroup {
        label: "menu-work",
        items: work,
    });
    if may(Deed::See) {
        let in_units = starts("/units") && !path.ends_with("/board");
        groups.push(MenuGroup {
            label: "menu-area",
            items: vec![
                item(
                    "menu-units",
                    "/units".to_owned(),
                    in_units && path != "/units/differences",
                ),
                item(
                    "menu-differences",
                    "/units/differences".to_owned(),
                    path == "/units/differences",
                ),
            ],
        });
        let mut book = vec![item("menu-entries", "/entries".to_owned(), starts("/entries"))];
        if may(Deed::Record) {
            book.insert(0, item("menu-record", "/facts/new".to_owned(), starts("/facts")));
        }
        groups.push(MenuGroup {
            label: "menu-book",
            items: book,
        });
    }
    let mut office = Vec::new();
    if may(Deed::ManageAccounts) {
        office.push(item("menu-accounts", "/accounts".to_owned(), starts("/accounts")));
    }
    if may(Deed::SeeAudit) {
        office.push(item("menu-audit", "/audit".to_owned(), starts("/audit")));
    }
    office.push(item("menu-account", "/account".to_owned(), starts("/account")));
    groups.push(MenuGroup {
        label: "menu-office",
        items: office,
    });
    groups.retain(|group| !group.items.is_empty());
    groups
}
