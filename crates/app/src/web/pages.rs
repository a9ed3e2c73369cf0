//! Pages that many features have alike: a form, and a list.

use super::fields::{FaultLine, Group};
use super::shell::Shell;
use super::table::Listing;

/// Holds the page of a form.
#[derive(askama::Template)]
#[template(path = "page_form.html")]
pub struct FormPage {
    /// Title and frame.
    pub shell: Shell,
    /// What the form is for, in one sentence.
    pub sum: String,
    /// Where it is sent.
    pub action: String,
    /// Words of its button.
    pub submit: String,
    /// Where whoever leaves it goes.
    pub back: String,
    /// Fields nobody sees: name and value.
    pub hidden: Vec<(&'static str, String)>,
    /// What is wrong with it.
    pub faults: Vec<FaultLine>,
    /// Its fields.
    pub groups: Vec<Group>,
}

/// Holds the page of a list.
#[derive(askama::Template)]
#[template(path = "page_list.html")]
pub struct ListPage {
    /// Title and frame.
    pub shell: Shell,
    /// What is listed, counted.
    pub sum: String,
    /// The list.
    pub listing: Listing,
    /// Whether there is nothing to list at all.
    pub is_empty: bool,
    /// Where nothing is listed: that, and what to do.
    pub none: (String, String),
    /// Buttons: words, where they lead, whether it is the main one.
    pub actions: Vec<(String, String, bool)>,
}
