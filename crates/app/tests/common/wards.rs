//! A city with two wards and their officers, as the stories of enterprises, surveys and cases need them.

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
