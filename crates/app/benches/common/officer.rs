//! An officer who asks.

use nennep::store::{Db, Session};
use nennep::web::secrets::{fingerprint, unguessable};

use super::stamp;

/// Signs an officer in who records for the unit of a code; gives the session's secret.
pub(crate) async fn sign_in(db: &Db, account: i64, unit: &str) -> String {
    let at = stamp().at;
    let mut tx = db.write().await.expect("a transaction");
    for sql in [
        format!(
            "insert into account (id, sign_in, name, title, totp_step, locale, theme, made_at) values ({account}, 'bench{account}', 'bench', '', 0, 'vi', 'auto', '{at}')"
        ),
        format!(
            "insert into role_held (id, account_id, role, unit_id, from_on, given_at, given_by) select {account}, {account}, 'unit_officer', no, '2000-01-01', '{at}', 'bench' from unit where code = '{unit}'"
        ),
    ] {
        tx.execute(&sql, &[]).await.expect("an officer");
    }
    let secret = unguessable().expect("dice");
    let session = Session {
        secret: fingerprint(&secret),
        account,
        passed: true,
        view_as: None,
        agent: "bench".to_owned(),
        made_at: at.clone(),
        seen_at: at.clone(),
        ends_at: "2999-01-01T00:00:00.000000Z".to_owned(),
    };
    session.keep(&mut tx).await.expect("a session");
    tx.commit().await.expect("a commit");
    secret
}
