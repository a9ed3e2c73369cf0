//! `nennep serve`: the house in a browser.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::arguments::ServeArguments;
use super::{Outcome, answer};
use crate::catalogs::Catalogs;
use crate::features::lists;
use crate::routes::router;
use crate::store::{Account, Db, settle_openings};
use crate::web::clock::{Clock, dice, now};
use crate::web::house::{House, OidcSettings, Settings};
use crate::web::listen::{Patience, serve};
use crate::web::log;
use crate::web::metrics::metrics;
use crate::web::secrets::{Cipher, bytes_of, hexadecimal, unguessable};

/// Requests a client may make in a row before it waits: an office behind one address opens many pages at once.
pub(super) const BURST: u32 = 300;

/// Time between two looks for what is not to be kept any longer.
const TIDIED_EVERY: std::time::Duration = std::time::Duration::from_secs(3600);

pub(super) async fn run(
    db: Db,
    address: &str,
    catalogs: Catalogs,
    arguments: &ServeArguments,
) -> anyhow::Result<Outcome> {
    let key = key(&arguments.key_file.clone().unwrap_or_else(|| key_beside(address)))?;
    let oidc = match (
        &arguments.oidc_issuer,
        &arguments.oidc_client,
        &arguments.oidc_secret_file,
    ) {
        (Some(issuer), Some(client), Some(file)) => Some(OidcSettings {
            issuer: issuer.clone(),
            client: client.clone(),
            secret: std::fs::read_to_string(file)
                .with_context(|| format!("the file {} cannot be read", file.display()))?
                .trim()
                .to_owned(),
            label: arguments.oidc_label.clone(),
        }),
        _ => None,
    };
    let settings = Settings {
        public_address: arguments.public_address.clone(),
        is_behind_proxy: arguments.behind_proxy,
        oidc,
        printed_sign_ins: Vec::new(),
        setup_code: setup_code(&db).await?,
        burst: BURST,
    };
    if let Some(code) = &settings.setup_code {
        answer::note(&format!(
            "Chưa có tài khoản nào. Mở trang /setup và nhập mã thiết lập (dùng một lần): {code}"
        ));
    }
    let house = House::new(db, catalogs, Clock::System, Cipher::new(&key), settings);
    listen(house, arguments.listen, &arguments.log).await
}

/// Serves until the process is told to stop; running requests end first.
pub(super) async fn listen(house: House, at: SocketAddr, filter: &str) -> anyhow::Result<Outcome> {
    log::begin(filter);
    let listener = TcpListener::bind(at)
        .await
        .with_context(|| format!("nothing can listen at {at}; choose another place with --listen"))?;
    answer::note(&format!("Đang phục vụ tại http://{}", listener.local_addr()?));
    let router = router(&house, Some(metrics()));
    let tidying = tokio::spawn(tidy(house.clone()));
    serve(listener, router, Patience::default(), wait_for_stop()).await;
    tidying.abort();
    house.db.close().await;
    Ok(Outcome::Done)
}

/// Forgets every hour what is not to be kept any longer, and closes what was open until yesterday.
async fn tidy(house: House) {
    let mut hours = tokio::time::interval(TIDIED_EVERY);
    loop {
        hours.tick().await;
        match lists::forget_old(&house.db, house.clock.read()).await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "files whose time was over were forgotten"),
            Err(error) => tracing::error!(error = format!("{error:#}"), "old files could not be forgotten"),
        }
        match settle_openings(&house.db, &house.catalogs.indicators, &now("-")).await {
            Ok(0) => {}
            Ok(periods) => tracing::info!(periods, "periods that were open until yesterday are closed again"),
            Err(error) => tracing::error!(error = format!("{error:#}"), "opened periods could not be closed again"),
        }
    }
}

async fn wait_for_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}

/// While there is no account, whoever holds the code printed at the start may make the first one.
async fn setup_code(db: &Db) -> anyhow::Result<Option<String>> {
    let mut tx = db.read().await?;
    let is_empty = Account::list(&mut tx).await?.is_empty();
    tx.rollback().await?;
    Ok(if is_empty { Some(unguessable()?) } else { None })
}

/// The key stands beside an SQLite file; for another database in the folder `data`.
pub(super) fn key_beside(address: &str) -> PathBuf {
    let path = address.strip_prefix("sqlite:").unwrap_or("data/nennep.db");
    Path::new(path.strip_prefix("//").unwrap_or(path)).with_extension("key")
}

/// Reads the key of the house, or makes one that only its owner can read.
pub(super) fn key(path: &Path) -> anyhow::Result<[u8; 32]> {
    match std::fs::read_to_string(path) {
        Ok(text) => bytes_of(text.trim())
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .with_context(|| format!("{} does not hold 64 hexadecimal digits", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = dice::<32>()?;
            write_key(path, &hexadecimal(&key))
                .with_context(|| format!("the key cannot be kept in {}", path.display()))?;
            Ok(key)
        }
        Err(error) => Err(error).with_context(|| format!("the key {} cannot be read", path.display())),
    }
}

fn write_key(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?
        .write_all(text.as_bytes())
}
