//! A browser shows a figure as our PNG does. Passed over, with a message, where there is no browser.
#![cfg(feature = "png")]

#[path = "../examples/gallery/draw.rs"]
mod draw;

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use resvg::tiny_skia::Pixmap;
use rumeur::figure::to_png;

/// A Chromium: the one in `CHROME`, or the first on the path.
fn browser() -> Option<OsString> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let candidates = std::env::var_os("CHROME").into_iter().chain(names.map(OsString::from));
    let starts = |name: &OsString| {
        let status = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    candidates.into_iter().find(starts)
}

fn screenshot(browser: &OsString, svg: &Path, folder: &Path) -> Option<Pixmap> {
    let png = folder.join("screenshot.png");
    let status = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg("--window-size=1280,720")
        .arg(format!("--screenshot={}", png.display()))
        .arg(format!("file://{}", svg.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.ok().filter(std::process::ExitStatus::success)?;
    Pixmap::load_png(png).ok()
}

/// Mean difference of the channels, and the share of the channels that differ by more than a third.
fn difference(one: &Pixmap, other: &Pixmap) -> (f64, f64) {
    let pairs = one.data().iter().zip(other.data());
    let distances: Vec<f64> = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).collect();
    let many = distances.len() as f64;
    let far = distances.iter().filter(|&&distance| distance > 85.0).count() as f64;
    (distances.iter().sum::<f64>() / many, far / many)
}

#[test]
fn a_browser_shows_the_gallery_as_our_png_does() {
    let Some(browser) = browser() else {
        eprintln!("passed over: no Chromium found (set CHROME to one)");
        return;
    };
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/gallery");
    let folder = tempfile::tempdir().unwrap();
    let runs = draw::Runs::new().unwrap();
    for name in ["iceberg-fr", "distribution-en", "comparison-fr", "cascade-en"] {
        let path = gallery.join(format!("{name}.svg"));
        let (own, language) = name.split_once('-').unwrap();
        let picture = draw::pictures(&runs, language.parse().unwrap()).unwrap();
        let (_, picture) = picture.into_iter().find(|(name, _)| name == own).unwrap();
        let Some(shown) = screenshot(&browser, &path, folder.path()) else {
            eprintln!("passed over: the browser takes no screenshot");
            return;
        };
        let own = Pixmap::decode_png(&to_png(&picture.canvas, 1.0).unwrap()).unwrap();
        assert_eq!((own.width(), own.height()), (shown.width(), shown.height()));
        let (mean, far) = difference(&own, &shown);
        assert!(mean < 1.5 && far < 0.004, "{name}: mean difference {mean}, {far} far off");
    }
}
