//! A private PostgreSQL server that lives exactly as long as we hold it.
//!
//! Durability is off: the data directory is thrown away with the server. Each test makes a database of its own in it.

use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{read, run, works};

/// Oldest major version that the shared SQL is tried on: Debian 12 ships it.
const MAJOR_MIN: u32 = 15;

/// Seconds that the server may take to answer.
const READY_S_MAX: &str = "60";

/// Waits for the end of its input, then stops the server in `$2` with `$1` and deletes the folder.
///
/// The end of input comes when the [`Server`] is dropped and just as well when this process is killed.
const GUARD: &str = r#"cat >/dev/null
"$1" stop --silent --pgdata "$2/data" --mode fast >/dev/null 2>&1
rm -rf "$2""#;

/// Holds a running server; dropping it stops the server and deletes its data.
pub(crate) struct Server {
    guard: Child,
    url: String,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1 and waits until it answers.
    ///
    /// # Errors
    /// When no PostgreSQL of 15 or later is found and none can be installed, or when it does not start.
    pub(crate) fn start() -> Result<Server> {
        let programs = found_or_installed()?;
        let user = Account::to_serve_as()?;
        let folder = tempfile::Builder::new().prefix("nennep-postgres-").tempdir()?;
        if let Some(user) = &user {
            chown(folder.path(), Some(user.uid), Some(user.gid))?;
        }
        let folder = folder.keep();
        let guard = guard(&programs, user.as_ref(), &folder)?;
        let port = free_port()?;
        // From here on an early return drops the guard's pipe, which cleans up.
        let server = Server {
            guard,
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
        };
        let shown = folder.to_string_lossy();
        read(stepped_down(&programs.join("initdb"), user.as_ref(), &folder).args([
            "--no-sync",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            &format!("--pgdata={shown}/data"),
        ]))?;
        let settings = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={shown} -c max_connections=200 \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        );
        let started = run(
            stepped_down(&programs.join("pg_ctl"), user.as_ref(), &folder)
                .args(["start", "--silent", "--wait", "--timeout", READY_S_MAX])
                .args([
                    "--pgdata",
                    &format!("{shown}/data"),
                    "--log",
                    &format!("{shown}/log"),
                    "--options",
                    &settings,
                ])
                .stdout(Stdio::null()),
            "read the server's own words above",
        );
        if started.is_err() {
            eprintln!("{}", std::fs::read_to_string(folder.join("log")).unwrap_or_default());
        }
        started.map(|()| server)
    }

    /// Address of the server's first database, for making others.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // Nothing is left to do when the guard is already gone.
        let _gone = self.guard.wait();
    }
}

/// Starts a server, prints its address and keeps it until the process is ended.
///
/// # Errors
/// Those of [`Server::start`].
pub(crate) fn serve() -> Result<()> {
    let mut server = Server::start()?;
    println!("{}", server.url());
    eprintln!(
        "NENNEP_TEST_POSTGRES={} cargo nextest run …   (Ctrl-C ends the server)",
        server.url()
    );
    server.guard_ended()
}

impl Server {
    /// Waits for the guard, whose pipe stays open meanwhile: it ends only when somebody ends it.
    fn guard_ended(&mut self) -> Result<()> {
        let pipe = self.guard.stdin.take();
        let ended = self.guard.wait();
        drop(pipe);
        ended.map(|_| ()).context("the server's guard is lost")
    }
}

/// Starts the guard in a process group of its own, so that Ctrl-C reaches us and not it.
fn guard(programs: &Path, user: Option<&Account>, folder: &Path) -> Result<Child> {
    stepped_down(Path::new("sh"), user, folder)
        .args(["-c", GUARD, "guard"])
        .args([&programs.join("pg_ctl"), folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("the server's guard cannot be started")
}

/// A user that the server may run as.
struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// Whom to step down to: nobody when we are not root, else `postgres` or `nobody`; a server refuses to run as root.
    fn to_serve_as() -> Result<Option<Account>> {
        if read(Command::new("id").arg("-u"))?.trim() != "0" {
            return Ok(None);
        }
        let Some(name) = ["postgres", "nobody"]
            .into_iter()
            .find(|name| works(Command::new("id").arg(name)))
        else {
            bail!("a PostgreSQL server refuses to run as root, and there is neither a user postgres nor nobody");
        };
        let number = |flag: &str| -> Result<u32> { Ok(read(Command::new("id").args([flag, name]))?.trim().parse()?) };
        Ok(Some(Account {
            uid: number("-u")?,
            gid: number("-g")?,
        }))
    }
}

/// A command in `folder`, as `user` when one is given.
fn stepped_down(program: &Path, user: Option<&Account>, folder: &Path) -> Command {
    let mut command = match user {
        None => Command::new(program),
        Some(user) => {
            let mut command = Command::new("setpriv");
            command
                .args([
                    &format!("--reuid={}", user.uid),
                    &format!("--regid={}", user.gid),
                    "--clear-groups",
                    "--",
                ])
                .arg(program);
            command
        }
    };
    command.current_dir(folder);
    command
}

fn found_or_installed() -> Result<PathBuf> {
    if let Some(folder) = newest_programs() {
        return Ok(folder);
    }
    if works(Command::new("apt-get").arg("--version")) && read(Command::new("id").arg("-u"))?.trim() == "0" {
        eprintln!("installing postgresql");
        let remedy = "install PostgreSQL 15 or later by hand";
        run(Command::new("apt-get").args(["update", "-qq"]), remedy)?;
        run(
            Command::new("apt-get")
                .args(["install", "-y", "-qq", "--no-install-recommends", "postgresql"])
                .env("DEBIAN_FRONTEND", "noninteractive")
                .stdout(Stdio::null()),
            remedy,
        )?;
    }
    newest_programs().with_context(|| {
        format!(
            "no PostgreSQL {MAJOR_MIN} or later on PATH or below /usr/lib/postgresql\n  remedy: install the package \
             postgresql (server programs initdb, pg_ctl and postgres)"
        )
    })
}

/// Finds the folder with the newest server programs, when there is one that is new enough.
#[expect(
    clippy::disallowed_methods,
    reason = "programs are looked for where the person keeps them"
)]
fn newest_programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    std::env::split_paths(&on_path)
        .chain(installed.map(|entry| entry.path().join("bin")))
        .filter(|folder| {
            ["initdb", "pg_ctl", "postgres"]
                .iter()
                .all(|program| folder.join(program).is_file())
        })
        .filter_map(|folder| {
            let printed = read(Command::new(folder.join("postgres")).arg("--version")).ok()?;
            Some((major(&printed)?, folder))
        })
        .filter(|(major, _)| *major >= MAJOR_MIN)
        .max_by_key(|(major, _)| *major)
        .map(|(_, folder)| folder)
}

/// Reads 15 out of `postgres (PostgreSQL) 15.14 (Debian …)`, and 17 out of `… 17beta1`.
fn major(printed: &str) -> Option<u32> {
    let version = printed
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    version.split(|each: char| !each.is_ascii_digit()).next()?.parse().ok()
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_the_major_version() {
        for (printed, want) in [
            ("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", Some(15)),
            ("postgres (PostgreSQL) 17beta1", Some(17)),
            ("postgres (PostgreSQL)", None),
        ] {
            assert_eq!(major(printed), want, "{printed}");
        }
    }
}
