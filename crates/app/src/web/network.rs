//! Who asks, as far as the network tells: the key of limits, never of rights.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use tower_governor::GovernorError;
use tower_governor::key_extractor::KeyExtractor;

/// Finds the client of a request: the peer, or whom the proxy before the house names last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Whether a proxy of ours stands before the house.
    pub is_behind_proxy: bool,
}

impl Client {
    /// Gives the client's network: an IPv4 address, or the first 64 bits of an IPv6 one.
    #[must_use]
    pub fn network(self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| peer.ip());
        let named = if self.is_behind_proxy { forwarded(headers) } else { None };
        named.or(peer).map(network_of)
    }
}

/// The last address is the one our own proxy saw; those before it anybody may have written.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let text = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    text.rsplit(',').next()?.trim().parse().ok()
}

fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

impl KeyExtractor for Client {
    type Key = IpAddr;

    fn extract<T>(&self, request: &axum::http::Request<T>) -> Result<IpAddr, GovernorError> {
        self.network(request.extensions(), request.headers())
            .ok_or(GovernorError::UnableToExtractKey)
    }
}
