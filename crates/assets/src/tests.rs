use super::{ADDRESSES, FILES, accepted, address, find, media_type};

#[test]
fn a_name_leads_to_its_file() {
    for name in ["app.css", "app.js", "chart.js", "icon.svg", "licences.txt"] {
        let Some(address) = address(name) else {
            assert!(ADDRESSES.is_empty(), "{name} is missing from the bundle");
            continue;
        };
        let file = address.strip_prefix("/assets/").unwrap();
        let asset = find(file, "").unwrap();
        assert_eq!(asset.encoding, None);
        assert!(!asset.bytes.is_empty());
    }
    assert_eq!(address("nothing.css"), None);
}

#[test]
fn the_best_accepted_compression_goes_out() {
    let Some(file) = address("app.css").and_then(|address| address.strip_prefix("/assets/")) else {
        return;
    };
    for (accepts, encoding) in [
        ("gzip, deflate, br", Some("br")),
        ("br;q=0, gzip", Some("gzip")),
        ("gzip;q=0.5", Some("gzip")),
        ("BR", Some("br")),
        ("brotli, gzipped", None),
        ("identity", None),
        ("", None),
    ] {
        assert_eq!(find(file, accepts).unwrap().encoding, encoding, "{accepts}");
    }
}

#[test]
fn fonts_are_not_compressed_twice() {
    for (name, file) in FILES.iter().filter(|(name, _)| media_type(name) == "font/woff2") {
        assert!(file.br.is_none() && file.gz.is_none(), "{name}");
    }
}

#[test]
fn nothing_outside_the_bundle_is_found() {
    for path in [
        "",
        "/",
        ".",
        "..",
        "../Cargo.toml",
        "/etc/passwd",
        "manifest.json",
        "app.css",
        "app-00000000.css",
    ] {
        assert_eq!(find(path, "br, gzip"), None, "{path}");
    }
    for (name, _) in FILES {
        assert_eq!(find(&format!("./{name}"), ""), None);
        assert_eq!(find(&format!("{name}.br"), ""), None);
    }
}

#[test]
fn the_tables_are_sorted_and_agree() {
    assert!(FILES.is_sorted_by_key(|(name, _)| *name));
    assert!(ADDRESSES.is_sorted_by_key(|(name, _)| *name));
    for (name, address) in ADDRESSES {
        assert!(find(address.strip_prefix("/assets/").unwrap(), "").is_some(), "{name}");
    }
}

#[test]
fn the_stylesheet_and_scripts_need_no_exception_from_the_policy() {
    for name in ["app.css", "app.js"] {
        let Some(file) = address(name).and_then(|address| address.strip_prefix("/assets/")) else {
            return;
        };
        let text = String::from_utf8(find(file, "").unwrap().bytes.into_owned()).unwrap();
        assert!(
            !text.contains("url(data:") && !text.contains("url(\"data:"),
            "{name} holds a data address"
        );
        assert!(
            !text.contains("https://") || name == "app.js",
            "{name} names a foreign address"
        );
    }
}

#[test]
fn zero_weight_forbids_a_coding() {
    assert!(accepted("br", "gzip, br;q=1.0"));
    assert!(!accepted("br", "gzip, br;q=0.0"));
    assert!(!accepted("br", "*"));
}
