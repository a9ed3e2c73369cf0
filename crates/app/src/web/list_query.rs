//! What is asked of a list: words, order, columns, page; read from the address and written back into it.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::errors::percent;

/// Rows a page may have.
pub const SIZES: [usize; 4] = [25, 50, 100, 250];

/// Says which rows and columns are asked for, in which order; read from the address.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ListQuery {
    /// Words that every row must hold.
    pub words: String,
    /// Column to sort by.
    pub sort: Option<String>,
    /// Whether the last comes first.
    pub is_descending: bool,
    /// Columns chosen; empty for the usual ones.
    pub columns: BTreeSet<String>,
    /// Rows a page.
    pub size: usize,
    /// Whether the address states the rows a page, so that the browser should keep them.
    pub is_size_stated: bool,
    /// Page, from 1.
    pub page: usize,
    /// Other fields of the address, kept as they are: filters of the page itself.
    pub others: BTreeMap<String, String>,
}

impl ListQuery {
    /// Reads the pairs of an address; what cannot be read is as if absent. `kept_size` is what the cookie says.
    #[must_use]
    pub fn read(pairs: &[(String, String)], kept_size: Option<usize>) -> Self {
        let mut query = Self {
            size: kept_size.filter(|size| SIZES.contains(size)).unwrap_or(50),
            page: 1,
            ..Self::default()
        };
        for (name, value) in pairs {
            match name.as_str() {
                "q" => query.words = value.chars().take(200).collect(),
                "sort" => {
                    query.is_descending = value.starts_with('-');
                    query.sort = Some(value.trim_start_matches('-').to_owned());
                }
                "columns" => {
                    query.columns.insert(value.clone());
                }
                "size" => {
                    if let Some(size) = value.parse().ok().filter(|size| SIZES.contains(size)) {
                        query.size = size;
                        query.is_size_stated = true;
                    }
                }
                "page" => query.page = value.parse().unwrap_or(1).max(1),
                _ if !value.is_empty() => {
                    query.others.insert(name.clone(), value.clone());
                }
                _ => {}
            }
        }
        query
    }

    /// Gives all fields besides page and size: both stay out of what a new order or filter keeps.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<(String, String)> = self.others.clone().into_iter().collect();
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        add("q", self.words.clone());
        if let Some(sort) = &self.sort {
            add("sort", format!("{}{sort}", if self.is_descending { "-" } else { "" }));
        }
        for column in &self.columns {
            add("columns", column.clone());
        }
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    /// Tells whether the list is asked for as a workbook.
    #[must_use]
    pub fn is_export(&self) -> bool {
        self.other("format") == "xlsx"
    }

    /// Gives a filter of the page.
    #[must_use]
    pub fn other(&self, name: &str) -> &str {
        self.others.get(name).map_or("", String::as_str)
    }

    /// Writes the address of the same list with some fields changed; an empty value takes a field out.
    #[must_use]
    pub fn address(&self, path: &str, changed: &[(&str, &str)]) -> String {
        let mut pairs = self.fields();
        if self.is_size_stated {
            pairs.push(("size".to_owned(), self.size.to_string()));
        }
        for (name, value) in changed {
            pairs.retain(|(known, _)| known != name);
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
        let text: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        if text.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", text.join("&"))
        }
    }
}

/// Name of the cookie that keeps the page size.
pub const SIZE_COOKIE: &str = "rows";

/// Gives the page size the browser keeps.
#[must_use]
pub fn kept_size(headers: &HeaderMap) -> Option<usize> {
    axum_extra::extract::CookieJar::from_headers(headers)
        .get(SIZE_COOKIE)
        .and_then(|cookie| cookie.value().parse().ok())
}

/// Lets the browser keep the page size of a list, when the address states one.
#[must_use]
pub fn keeping_size(mut response: Response, query: &ListQuery) -> Response {
    if !query.is_size_stated {
        return response;
    }
    let cookie = format!("{SIZE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", query.size);
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
