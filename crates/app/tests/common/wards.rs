//! A city with two wards, its officers, and what it was promised, as many stories need them.

use super::browser::{Browser, Pages};
use super::{House, Paper};

/// Names a city with two wards.
pub(crate) fn two_wards() -> Paper {
    Paper::new().units([
        "c|Thành ủy Thử|city_committee||2000-01-01",
        "w1|Đảng ủy phường Một|ward_committee|c|2000-01-01",
        "w2|Đảng ủy phường Hai|ward_committee|c|2000-01-01",
    ])
}

/// Signs in an officer who records for a unit.
pub(crate) async fn unit_officer(house: &House, unit: &str) -> Browser {
    Pages::of(house)
        .officer(&format!("can-bo-{unit}"), "unit_officer", unit)
        .await
}

/// Signs in an officer of a role at a unit.
pub(crate) async fn officer(house: &House, role: &str, unit: &str) -> Browser {
    Pages::of(house)
        .officer(&format!("{role}-{unit}").replace('_', "-"), role, unit)
        .await
}

/// Counts the targets of the book.
pub(crate) async fn targets(house: &House) -> usize {
    house.numbers("select no from target").await.len()
}
