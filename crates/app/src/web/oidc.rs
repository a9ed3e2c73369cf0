//! Accounts that another house keeps: OpenID Connect with our own client of HTTP, PKCE, state and nonce.

use std::time::Duration;

use axum::http::Response;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, TokenResponse as _,
};
use tokio::sync::Mutex;

use super::clock::Now;
use super::house::{House, OidcSettings};
use super::secrets::unguessable;

/// Where the other house sends a browser back to.
pub const CALLBACK_PATH: &str = "/sign-in/oidc/callback";

/// Seconds for which what the other house says of itself, keys included, is believed without asking again.
const KNOWN_SECONDS: i64 = 600;

/// Longest the other house may take for one answer.
const ANSWER_SECONDS_MAX: u64 = 10;

/// Most bytes of one answer.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// Keeps what the other house says of itself.
#[derive(Debug, Default)]
pub struct Known {
    newest: Mutex<Option<(String, CoreProviderMetadata)>>,
}

/// Holds what must come back unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// Ties the answer to this browser.
    pub state: String,
    /// Ties the answer to this question.
    pub nonce: String,
    /// Proves that who asks for the answer began it.
    pub verifier: String,
}

/// Says why the other house could not be asked.
#[derive(Debug, thiserror::Error)]
enum SendError {
    /// The request or its answer broke off.
    #[error("the request broke off")]
    Broken(#[from] reqwest::Error),
    /// The answer is longer than anything we wait for.
    #[error("the answer is too long")]
    TooLong,
    /// The answer has no shape.
    #[error("the answer has no shape")]
    Shapeless(#[from] axum::http::Error),
}

/// Tells whether an issuer may be asked: by https, or on this machine.
#[must_use]
pub fn is_safe_issuer(issuer: &str) -> bool {
    issuer.starts_with("https://") || is_on_this_machine(issuer)
}

fn is_on_this_machine(issuer: &str) -> bool {
    let Some(rest) = issuer.strip_prefix("http://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or(rest);
    ["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|name| host == *name || host.strip_prefix(name).is_some_and(|port| port.starts_with(':')))
}

fn client_of_http(issuer: &str) -> anyhow::Result<reqwest::Client> {
    // A second installation, as in tests, changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(ANSWER_SECONDS_MAX));
    let builder = if is_on_this_machine(issuer) {
        builder.no_proxy()
    } else {
        builder.https_only(true)
    };
    Ok(builder.build()?)
}

async fn send(client: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, SendError> {
    let mut answer = client.execute(reqwest::Request::try_from(request)?).await?;
    let mut response = Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        response = response.header(name, value);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await? {
        if bytes.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(SendError::TooLong);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(response.body(bytes)?)
}

impl Known {
    async fn metadata(&self, settings: &OidcSettings, now: Now) -> anyhow::Result<CoreProviderMetadata> {
        let mut newest = self.newest.lock().await;
        if let Some((at, metadata)) = newest.as_ref().filter(|(at, _)| now.seconds_since(at) < KNOWN_SECONDS) {
            tracing::debug!(at, "the issuer is known");
            return Ok(metadata.clone());
        }
        anyhow::ensure!(is_safe_issuer(&settings.issuer), "the issuer is not asked by https");
        let client = client_of_http(&settings.issuer)?;
        let issuer = IssuerUrl::new(settings.issuer.clone())?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &|request| send(client.clone(), request)).await?;
        *newest = Some((now.at(), metadata.clone()));
        Ok(metadata)
    }
}

fn redirect(house: &House) -> anyhow::Result<RedirectUrl> {
    let address = house.settings.public_address.as_deref();
    let address = address.ok_or_else(|| anyhow::anyhow!("sign-in by another house needs --public-address"))?;
    Ok(RedirectUrl::new(format!(
        "{}{CALLBACK_PATH}",
        address.trim_end_matches('/')
    ))?)
}

/// Begins a sign-in at the other house.
///
/// # Errors
/// When the other house cannot be asked, or we have no address to come back to.
pub async fn begin(house: &House, settings: &OidcSettings, now: Now) -> anyhow::Result<Begun> {
    let metadata = house.oidc.metadata(settings, now).await?;
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(settings.client.clone()),
        Some(ClientSecret::new(settings.secret.clone())),
    )
    .set_redirect_uri(redirect(house)?);
    let (state, nonce, verifier) = (unguessable()?, unguessable()?, unguessable()?);
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(verifier.clone()));
    let (own_state, own_nonce) = (state.clone(), nonce.clone());
    let (address, _, _) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(own_state),
            move || Nonce::new(own_nonce),
        )
        .set_pkce_challenge(challenge)
        .url();
    Ok(Begun {
        address: address.to_string(),
        state,
        nonce,
        verifier,
    })
}

/// Takes the code the browser brought back; gives who it is there: issuer and subject.
///
/// # Errors
/// When the other house cannot be asked, or its answer does not hold.
pub async fn finish(
    house: &House,
    settings: &OidcSettings,
    (code, nonce, verifier): (String, String, String),
    now: Now,
) -> anyhow::Result<String> {
    let metadata = house.oidc.metadata(settings, now).await?;
    let http = client_of_http(&settings.issuer)?;
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(settings.client.clone()),
        Some(ClientSecret::new(settings.secret.clone())),
    )
    .set_redirect_uri(redirect(house)?);
    let answer = client
        .exchange_code(AuthorizationCode::new(code))?
        .set_pkce_verifier(PkceCodeVerifier::new(verifier))
        .request_async(&|request| send(http.clone(), request))
        .await?;
    let token = answer
        .id_token()
        .ok_or_else(|| anyhow::anyhow!("the answer holds no token of identity"))?;
    let instant = now.utc();
    let checker = client.id_token_verifier().set_time_fn(move || instant);
    let claims = token.claims(&checker, &Nonce::new(nonce))?;
    Ok(format!("{}|{}", settings.issuer, claims.subject().as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_safe_issuer;

    #[test]
    fn only_https_or_this_machine() {
        for issuer in [
            "https://id.example",
            "http://127.0.0.1:4100",
            "http://localhost/x",
            "http://[::1]:9",
        ] {
            assert!(is_safe_issuer(issuer), "{issuer}");
        }
        for issuer in [
            "http://id.example",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example:80",
            "ftp://127.0.0.1",
            "",
        ] {
            assert!(!is_safe_issuer(issuer), "{issuer}");
        }
    }
}
