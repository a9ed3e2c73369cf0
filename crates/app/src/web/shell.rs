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
    /// Where it leads.
    pub href: String,
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
        // What lies above the scope is not named.
        self.crumbs = chain
            .iter()
            .filter(|index| visit.scope.sees(**index))
            .map(|index| Crumb {
                label: tree.name_on(*index, day).to_owned(),
                href: format!("/units/{}", super::errors::percent(&tree.unit(*index).code)),
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

// long: a table of contents is read in one go.
/// One row an item: its group, its words, where it leads, whether it is offered, whether this page belongs to it.
fn menu(visit: &Visit) -> Vec<MenuGroup> {
    let path = visit.uri.path();
    let home = visit
        .home_code()
        .map(|home| format!("/units/{}/board", super::errors::percent(&home)));
    let may = |deed| visit.scope.may_somewhere(deed);
    let starts = |prefix: &str| path == prefix || path.starts_with(&format!("{prefix}/"));
    let of_figures = starts("/units") && (path.ends_with("/board") || path.ends_with("/trace"));
    let is_submission = starts("/units") && (path.contains("/submissions/") || path.ends_with("/restatements"));
    let of_submissions = starts("/submissions") || is_submission;
    let of_targets = starts("/targets") || (starts("/units") && path.contains("/hand-down"));
    let in_tree = starts("/units") && !of_figures && !of_submissions && !of_targets && path != "/units/differences";
    let (has_home, home) = (home.is_some(), home.unwrap_or_default());
    let see = may(Deed::See);
    let rows = [
        ("menu-work", "menu-board", home.as_str(), has_home, of_figures),
        (
            "menu-work",
            "menu-shortfalls",
            "/shortfalls",
            see,
            starts("/shortfalls") || starts("/follow-ups"),
        ),
        ("menu-work", "menu-tasks", "/tasks", see, starts("/tasks")),
        (
            "menu-work",
            "menu-papers",
            "/papers",
            may(Deed::MakePapers),
            starts("/papers") || starts("/wordings") || starts("/report-forms"),
        ),
        ("menu-work", "menu-checks", "/checks", see, starts("/checks")),
        ("menu-area", "menu-units", "/units", see, in_tree),
        (
            "menu-area",
            "menu-enterprises",
            "/enterprises",
            see,
            starts("/enterprises"),
        ),
        (
            "menu-area",
            "menu-surveys",
            "/surveys",
            see,
            starts("/surveys") || starts("/campaigns"),
        ),
        (
            "menu-area",
            "menu-cases",
            "/cases",
            see,
            starts("/cases") || starts("/letters"),
        ),
        (
            "menu-area",
            "menu-dialogues",
            "/dialogues",
            see,
            starts("/dialogues") || starts("/matters"),
        ),
        (
            "menu-area",
            "menu-differences",
            "/units/differences",
            see,
            path == "/units/differences",
        ),
        (
            "menu-book",
            "menu-record",
            "/facts/new",
            may(Deed::Record),
            starts("/facts"),
        ),
        ("menu-book", "menu-targets", "/targets", see, of_targets),
        ("menu-book", "menu-entries", "/entries", see, starts("/entries")),
        ("menu-book", "menu-submissions", "/submissions", see, of_submissions),
        (
            "menu-office",
            "menu-accounts",
            "/accounts",
            may(Deed::ManageAccounts),
            starts("/accounts"),
        ),
        (
            "menu-office",
            "menu-audit",
            "/audit",
            may(Deed::SeeAudit),
            starts("/audit"),
        ),
        ("menu-office", "menu-account", "/account", true, starts("/account")),
    ];
    let mut groups: Vec<MenuGroup> = Vec::new();
    for (group, label, href, is_offered, is_current) in rows {
        if !is_offered {
            continue;
        }
        let item = MenuItem {
            label,
            href: href.to_owned(),
            is_current,
        };
        match groups.last_mut().filter(|known| known.label == group) {
            Some(known) => known.items.push(item),
            None => groups.push(MenuGroup {
                label: group,
                items: vec![item],
            }),
        }
    }
    groups
}
