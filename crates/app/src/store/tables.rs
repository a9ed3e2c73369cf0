//! The tables an act writes, in the order in which they depend on one another.

use super::bulk::Bulk;
use super::{StoreError, Tx};

#[derive(Debug)]
pub(super) struct Tables {
    pub(super) entry: Bulk,
    pub(super) unit: Bulk,
    pub(super) unit_event: Bulk,
    pub(super) fact: Bulk,
    pub(super) reversal: Bulk,
    pub(super) target: Bulk,
    pub(super) claim: Bulk,
    pub(super) posting_class: Bulk,
    pub(super) posting: Bulk,
    pub(super) enterprise: Bulk,
    pub(super) import_change: Bulk,
}

impl Tables {
    pub(super) fn new() -> Self {
        let entry = "no, sort, identity, content, happened_on, recorded_at, recorded_by, source, \
            decision_no, decision_on, decision_by, chain";
        let fact =
            "no, fact, unit_id, to_unit_id, count, org_kind, from_kind, host_kind, tags, enterprise, grade, note";
        let target = "no, indicator, giver, giver_unit_id, unit_id, member, from_on, to_on, min, max";
        let enterprise = "id, tax_code, folded, name_key, content, listed_no, ended_no, told_unit_id, name, kind, unit_id, from_on, to_on, \
            registered_on, legal_form, industry, address, ward, owner, owner_foreign, representative, workers, workers_female, \
            party_members, union_members, counted_on, activity, note, phone, phone_mark, phone_end";
        Self {
            entry: Bulk::new("entry", entry),
            unit: Bulk::new("unit", "no, code, name, kind, parent_id, from_on, to_on, official_code"),
            unit_event: Bulk::new("unit_event", "no, unit_id, event, to_unit_id, parent_id, name, kind"),
            fact: Bulk::new("fact", fact),
            reversal: Bulk::new("reversal", "no, fact_no, reason"),
            target: Bulk::new("target", target),
            claim: Bulk::new("claim", "no, indicator, unit_id, from_on, to_on, value, source"),
            posting_class: Bulk::new("posting_class", "id, account, org_kind, host_kind, tags"),
            posting: Bulk::new(
                "posting",
                "entry_no, side, unit_id, other_id, class_id, happened_on, amount",
            ),
            enterprise: Bulk::new("enterprise", enterprise),
            import_change: Bulk::new("import_change", "batch_id, enterprise_id, before, content"),
        }
    }

    pub(super) async fn flush(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let tables = [
            &mut self.entry,
            &mut self.unit,
            &mut self.unit_event,
            &mut self.fact,
            &mut self.reversal,
            &mut self.target,
            &mut self.claim,
            &mut self.posting_class,
            &mut self.posting,
            &mut self.enterprise,
            &mut self.import_change,
        ];
        for table in tables {
            table.flush(tx).await?;
        }
        Ok(())
    }
}
