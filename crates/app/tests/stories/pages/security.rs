//! What a hostile page, program or proxy tries.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use nennep::web::errors::percent;
use nennep::web::house::Settings;

use super::api::asked;
use super::operations::rough;
use crate::common::House;
use crate::common::browser::Pages;

stories! {
    another_sites_page_changes_nothing, a_session_is_no_key_for_another_site, reads_no_more_than_it_takes,
    no_line_of_a_header_is_written_by_a_visitor, no_path_leads_out_of_the_assets, the_host_is_not_believed,
    the_policy_is_exact, nothing_is_kept_by_browsers,
}

async fn another_sites_page_changes_nothing(house: &House) {
    let visitor = Pages::around(house, Settings::default(), rough).visitor();
    let table: [(&[(&str, &str)], u16); 9] = [
        (&[], 200),
        (&[("sec-fetch-site", "same-origin")], 200),
        (&[("sec-fetch-site", "none")], 200),
        (&[("sec-fetch-site", "cross-site")], 403),
        (&[("sec-fetch-site", "same-site")], 403),
        (&[("origin", "https://nennep.example")], 200),
        (&[("origin", "https://evil.example")], 403),
        (&[("origin", "null")], 403),
        (&[("origin", "https://nennep.example.evil.example")], 403),
    ];
    for (headers, code) in table {
        let mut visitor = visitor.clone();
        visitor.headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let page = visitor.post("/takes", &[("a", "b")]).await;
        assert_eq!(page.code.as_u16(), code, "{headers:?}");
        assert!(
            code != 403 || page.text.contains("Yêu cầu đến từ trang khác"),
            "{}",
            page.text
        );
        // Reading is nobody's harm: links from elsewhere work.
        assert_eq!(visitor.get("/nothing").await.code, StatusCode::NOT_FOUND, "{headers:?}");
    }
}

async fn a_session_is_no_key_for_another_site(house: &House) {
    let (pages, _) = asked(house).await;
    let mut officer = pages.signed_in("an").await;
    officer
        .headers
        .push(("sec-fetch-site".to_owned(), "cross-site".to_owned()));
    let page = officer.post_json("/api/v1/facts", &serde_json::json!({})).await;
    assert_eq!(
        (page.code, page.json()["type"].as_str()),
        (StatusCode::FORBIDDEN, Some("other-origin"))
    );
}

async fn reads_no_more_than_it_takes(house: &House) {
    const PIECE: usize = 64 * 1024;
    let mut visitor = Pages::around(house, Settings::default(), rough).visitor();
    let read = Arc::new(AtomicUsize::new(0));
    let sent = |stated: bool| {
        let counted = read.clone();
        let pieces = std::iter::repeat_n(Bytes::from(vec![0; PIECE]), 1600).map(move |piece| {
            counted.fetch_add(piece.len(), Ordering::Relaxed);
            Ok::<_, std::io::Error>(piece)
        });
        let body = Body::from_stream(Pieces(pieces));
        let request = visitor.request("POST", "/takes");
        let request = if stated {
            request.header(header::CONTENT_LENGTH, 1600 * PIECE)
        } else {
            request
        };
        request.body(body).unwrap()
    };
    for (request, most) in [(sent(true), 0), (sent(false), 1024 * 1024 + PIECE)] {
        let page = visitor.ask(request).await;
        assert_eq!(page.code, StatusCode::PAYLOAD_TOO_LARGE);
        let read = read.swap(0, Ordering::Relaxed);
        assert!(read <= most, "{read} of {most}");
    }
}

struct Pieces<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Pieces<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<I::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

async fn no_line_of_a_header_is_written_by_a_visitor(house: &House) {
    assert_eq!(
        percent("/a?b=1\r\nset-cookie: x=y"),
        "/a%3Fb%3D1%0D%0Aset-cookie%3A%20x%3Dy"
    );
    let (pages, mut program) = asked(house).await;
    let mut officer = pages.signed_in("an").await;
    let tricks = [
        "/api/v1/units/c%0d%0aset-cookie:%20x=y/figures?period=2024%0d%0aset-cookie:%20x=y",
        "/sign-in?next=/%0d%0aset-cookie:%20x=y",
        "/units/c%0d%0aset-cookie:%20x=y",
        "/assets/app.css%0d%0aset-cookie:%20x=y",
        "/nothing%0d%0aset-cookie:%20x=y?%0d%0aset-cookie:%20x=y",
    ];
    for path in tricks {
        let mut stranger = pages.visitor();
        for visitor in [&mut stranger, &mut officer, &mut program] {
            let page = visitor.get(path).await;
            assert!(
                !page.headers.contains_key(header::SET_COOKIE),
                "{path}: {:?}",
                page.headers
            );
            assert!(!page.code.is_server_error(), "{path}: {}", page.code);
        }
    }
}

async fn no_path_leads_out_of_the_assets(house: &House) {
    let mut visitor = Pages::of(house).visitor();
    for path in [
        "../Cargo.toml",
        "..%2fCargo.toml",
        "%2e%2e/Cargo.toml",
        "%2e%2e%2fCargo.toml",
        "..%5cCargo.toml",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "app.css/../../Cargo.toml",
        "app.css%00.js",
        "%00",
        "....//Cargo.toml",
        "%252e%252e%252fCargo.toml",
        ".",
        "",
        "%ff",
    ] {
        let page = visitor.get(&format!("/assets/{path}")).await;
        assert!([400, 404].contains(&page.code.as_u16()), "{path}: {}", page.code);
        assert!(
            !page.text.contains("[package]") && !page.text.contains("root:"),
            "{path}: {}",
            page.text
        );
    }
}

async fn the_host_is_not_believed(house: &House) {
    let pages = Pages::of(house);
    for name in [
        "host",
        "x-forwarded-host",
        "forwarded",
        "x-original-url",
        "x-rewrite-url",
    ] {
        let mut visitor = pages.visitor();
        visitor.headers.push((name.to_owned(), "evil.example".to_owned()));
        for path in ["/", "/units", "/api/v1/docs", "/nothing"] {
            let page = visitor.get(path).await;
            assert!(
                !format!("{:?}{}", page.headers, page.text).contains("evil.example"),
                "{name} {path}"
            );
        }
        assert_eq!(visitor.get("/api/v1/docs").await.leads_to(), "/api/v1/docs/");
    }
}

async fn the_policy_is_exact(house: &House) {
    let mut visitor = Pages::of(house).visitor();
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
        font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    for path in [
        "/healthz",
        "/nothing",
        "/sign-in",
        "/api/v1/units",
        "/api/v1/docs/",
        "/api/v1/openapi.json",
    ] {
        let page = visitor.get(path).await;
        assert_eq!(page.headers[header::CONTENT_SECURITY_POLICY], policy, "{path}");
        assert_eq!(page.headers[header::X_FRAME_OPTIONS], "DENY");
        assert_eq!(page.headers[header::REFERRER_POLICY], "same-origin");
        assert!(
            !page.headers.contains_key(header::STRICT_TRANSPORT_SECURITY) && !page.headers.contains_key(header::SERVER)
        );
    }
    let settings = Settings {
        public_address: Some("https://nennep.example".to_owned()),
        ..Settings::default()
    };
    let page = Pages::with(house, settings).visitor().get("/healthz").await;
    assert_eq!(page.headers[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000");
}

async fn nothing_is_kept_by_browsers(house: &House) {
    let (pages, mut program) = asked(house).await;
    for path in [
        "/",
        "/nothing",
        "/healthz",
        "/api/v1/units",
        "/api/v1/units/c/figures?period=2024",
        "/api/v1/units/no/figures",
    ] {
        for page in [program.get(path).await, pages.visitor().get(path).await] {
            assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
        }
    }
}
