//! Another program, which ignores the embedded font, shows every text of the gallery too.
#![cfg(feature = "png")]

#[path = "../examples/gallery/draw.rs"]
mod draw;

use std::process::Command;

use resvg::tiny_skia::Pixmap;
use rumeur::figure::{Face, Lettering};
use rumeur::vocabulary::Language;

#[test]
fn librsvg_shows_every_text_of_the_gallery() {
    if Command::new("rsvg-convert").arg("--version").output().is_err() {
        eprintln!("passed over: rsvg-convert is not installed (librsvg2-bin)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, picture) in draw::pictures(&draw::Runs::new().unwrap(), Language::Fr).unwrap() {
        let (svg, png) = (folder.path().join("figure.svg"), folder.path().join("figure.png"));
        std::fs::write(&svg, picture.svg(Lettering::Text)).unwrap();
        let status = Command::new("rsvg-convert").arg(&svg).arg("-o").arg(&png).status().unwrap();
        assert!(status.success(), "{name}");
        let shown = Pixmap::decode_png(&std::fs::read(&png).unwrap()).unwrap();
        for label in picture.canvas.labels() {
            // Where the letters are in any of the fonts; a text that was covered leaves one colour there.
            let area = label.area_in(Face::LiberationSans);
            let wanted = (label.colour.0, label.colour.1, label.colour.2);
            let (mut near, mut pixels) = (0, 0);
            for y in area.top.max(0.0) as u32..(area.bottom as u32).min(shown.height()) {
                for x in area.left.max(0.0) as u32..(area.right as u32).min(shown.width()) {
                    let Some(pixel) = shown.pixel(x, y) else { continue };
                    let far = |a: u8, b: u8| a.abs_diff(b) > 60;
                    pixels += 1;
                    let other =
                        far(pixel.red(), wanted.0) || far(pixel.green(), wanted.1) || far(pixel.blue(), wanted.2);
                    near += u32::from(!other);
                }
            }
            assert!(pixels == 0 || near * 100 > pixels, "{name}: {} is not seen: {near} of {pixels}", label.said());
        }
    }
}
