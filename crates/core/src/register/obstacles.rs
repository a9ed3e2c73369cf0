//! What stands in the way of an organization, as dated data.

use serde::Deserialize;

use crate::calendar::Day;

/// Holds one obstacle of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Obstacle {
    /// The stable name.
    pub code: String,
    /// First day it may be recorded.
    pub valid_from: Day,
    /// Last day; open when left out.
    pub valid_to: Option<Day>,
}

/// Holds the catalogue of obstacles, in the order in which they are offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Obstacles {
    obstacle: Vec<Obstacle>,
}

impl Obstacles {
    /// Parses the catalogue.
    ///
    /// # Errors
    /// When the text is not of that shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Gives the codes that may be recorded on the day.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &str> {
        self.obstacle
            .iter()
            .filter(move |known| known.valid_from <= day && known.valid_to.is_none_or(|to| day <= to))
            .map(|known| known.code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Obstacles;

    #[test]
    fn an_obstacle_is_offered_on_its_days() {
        let text = "obstacle = [{ code = \"a\", valid_from = \"2020-01-01\", valid_to = \"2020-12-31\" }, \
            { code = \"b\", valid_from = \"2020-06-01\" }]";
        let known = Obstacles::parse(text).unwrap();
        let on = |day: &str| known.on(day.parse().unwrap()).collect::<Vec<_>>().join(" ");
        for (day, expected) in [
            ("2019-12-31", ""),
            ("2020-01-01", "a"),
            ("2020-12-31", "a b"),
            ("2021-01-01", "b"),
        ] {
            assert_eq!(on(day), expected, "{day}");
        }
    }
}
