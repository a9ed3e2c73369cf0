//! Tags, host kinds and grades of evidence: closed sets of words.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// All of them, in the order of the contract.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// Gives the word of the contract.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// Reads the word of the contract.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == word)
            }
        }
    };
}

words! {
    /// Marks a fact; tags may overlap and are never partitions, outcomes of a survey excepted.
    Tag {
        /// Owner of an enterprise.
        Owner = "owner",
        /// A woman.
        Female = "female",
        /// Of an ethnic minority.
        EthnicMinority = "ethnic_minority",
        /// Of a religion.
        Religious = "religious",
        /// Younger than 30.
        UnderThirty = "under_30",
        /// A worker.
        Worker = "worker",
        /// Member of the youth union.
        YouthMember = "youth_member",
        /// Member of a trade union.
        UnionMember = "union_member",
        /// Survey outcome: an organization can be founded.
        Eligible = "eligible",
        /// Survey outcome: members, not yet eligible.
        MembersNotEligible = "members_not_eligible",
        /// Survey outcome: no members.
        NoMembers = "no_members",
        /// Survey outcome: refused.
        Refused = "refused",
        /// Left by death.
        Died = "died",
        /// Left by being struck off.
        StruckOff = "struck_off",
        /// Left by expulsion.
        Expelled = "expelled",
        /// Left of one's own wish.
        Withdrew = "withdrew",
    }
}

words! {
    /// Says in what kind of body an organization stands, or of what kind an enterprise is.
    HostKind {
        /// Private enterprise.
        Private = "private",
        /// With foreign capital.
        Fdi = "fdi",
        /// With a share of state capital.
        StateShare = "state_share",
        /// Cooperative.
        Cooperative = "cooperative",
        /// Non-public service unit.
        ServiceUnit = "service_unit",
        /// Association or institute.
        Association = "association",
        /// Household business.
        Household = "household",
        /// Any other.
        Other = "other",
    }
}

words! {
    /// Says how well a fact is evidenced.
    Grade {
        /// Listed by name.
        Listed = "listed",
        /// Counted.
        Counted = "counted",
        /// Reported by letter.
        Reported = "reported",
    }
}

impl Tag {
    /// Tells whether the tag is an outcome of a survey.
    #[must_use]
    pub fn is_survey_outcome(self) -> bool {
        matches!(
            self,
            Tag::Eligible | Tag::MembersNotEligible | Tag::NoMembers | Tag::Refused
        )
    }

    /// Tells whether the tag is a reason for leaving.
    #[must_use]
    pub fn is_reason_for_leaving(self) -> bool {
        matches!(self, Tag::Died | Tag::StruckOff | Tag::Expelled | Tag::Withdrew)
    }
}
