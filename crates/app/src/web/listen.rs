//! Taking connections and ending them well.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// Says how long the house waits for those who are slow.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the head of a request, from the moment the connection could carry one; an idle connection ends so too.
    pub head: Duration,
    /// For running requests, once the house was told to stop.
    pub drain: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            drain: Duration::from_secs(20),
        }
    }
}

/// Wait after the machine refused a connection, so that a full table of files is not asked in a loop.
const REFUSED_WAIT: Duration = Duration::from_secs(1);

/// Serves until it is told to stop; then takes no more connections and lets running requests end.
pub async fn serve(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let running = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => begin(&running, stream, peer, router.clone(), patience),
                Err(error) if is_the_peers(&error) => {}
                Err(error) => {
                    tracing::error!(error = error.to_string(), "no connection can be taken");
                    tokio::time::sleep(REFUSED_WAIT).await;
                }
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    // What still runs when patience ends is cut off with the process.
    let _ = tokio::time::timeout(patience.drain, running.shutdown()).await;
}

fn begin(running: &GracefulShutdown, stream: TcpStream, peer: SocketAddr, router: Router, patience: Patience) {
    let answer = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move { router.oneshot(request.map(Body::new)).await }
    });
    // Answers are written whole, so waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(TokioIo::new(stream), answer);
    let connection = running.watch(connection);
    // A connection that breaks is the peer's affair, and saying so would fill the log.
    tokio::spawn(async move {
        let _ = connection.await;
    });
}

fn is_the_peers(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
