//! Whether a file is a paper as it was signed.

use nennep_documents::blocks::Paper;
use nennep_documents::seals::seals_of;
use serde::Serialize;

use super::model_json;
use crate::store::{Tx, find_cancelled, find_sealed};
use crate::web::papers::{Format, layouts, write_paper};

/// Says what a file is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    /// Number and symbol of the signed paper whose seal it bears.
    pub number_line: Option<String>,
    /// The seal.
    pub seal: Option<String>,
    /// Whether figures and words that are kept still have that seal.
    pub is_sound: bool,
    /// Whether every byte is as the signed paper is printed; none for a file of another ending.
    pub same_bytes: Option<bool>,
    /// Why its number was cancelled, when it was.
    pub cancelled: Option<String>,
}

impl Confirmed {
    /// Tells whether the file is the signed paper, to the byte.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.is_sound && self.same_bytes == Some(true)
    }
}

/// Finds the signed paper whose seal a file bears, and compares it with that paper as it is printed now.
///
/// # Errors
/// When the database refuses, or the paper cannot be written.
pub async fn confirmed(tx: &mut Tx, name: &str, bytes: &[u8]) -> anyhow::Result<Confirmed> {
    for seal in seals_of(bytes) {
        let Some(signing) = find_sealed(tx, &seal).await? else {
            continue;
        };
        let format = name.rsplit_once('.').and_then(|(_, ending)| Format::of(ending));
        let mut paper: Paper = serde_json::from_str(&signing.words)?;
        paper.seal = Some(seal.clone());
        let printed = match format {
            Some(Format::Json) => Some(model_json(&serde_json::from_str(&signing.model)?)?),
            Some(format) => Some(write_paper(&paper, &layouts()?, format)?),
            None => None,
        };
        return Ok(Confirmed {
            is_sound: crate::store::seal_of(&signing.model, &signing.words) == seal,
            number_line: Some(signing.number_line),
            seal: Some(seal),
            same_bytes: printed.map(|printed| printed == bytes),
            cancelled: find_cancelled(tx, signing.paper)
                .await?
                .map(|cancelled| cancelled.reason),
        });
    }
    Ok(Confirmed::default())
}
