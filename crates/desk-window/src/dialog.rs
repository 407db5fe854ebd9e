//! The system's own dialogs, behind links of the screens: `/dialog/open`, `/dialog/save`, `/dialog/print`.

use std::cell::RefCell;
use std::path::Path;

use webkit6::gtk::{FileChooserAction, FileChooserNative, ResponseType};
use webkit6::prelude::*;
use webkit6::{PrintOperation, WebView, gtk};

use crate::scheme;

/// Shows the dialog of a link, and leads back with the place that was chosen.
pub(crate) fn show(view: &WebView, target: &str) {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match path {
        "/dialog/open" => choose(view, query, FileChooserAction::Open),
        "/dialog/save" => choose(view, query, FileChooserAction::Save),
        "/dialog/print" => print(view),
        _ => {}
    }
}

fn choose(view: &WebView, query: &str, action: FileChooserAction) {
    let back = form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "back").then(|| value.into_owned()))
        .unwrap_or_else(|| "/".to_owned());
    let window = view.root().and_downcast::<gtk::Window>();
    let chooser = FileChooserNative::new(None, window.as_ref(), action, None, None);
    chooser.set_modal(true);
    // GTK keeps no dialog of the system alive by itself.
    let kept = RefCell::new(Some(chooser.clone()));
    let view = view.clone();
    let _ = chooser.connect_response(move |chooser, response| {
        let _ = kept.take();
        let path = chooser.file().and_then(|file| file.path());
        // A dialog that was closed chooses nothing.
        if let (ResponseType::Accept, Some(path)) =
            (response, path.as_deref().and_then(Path::to_str))
        {
            view.load_uri(&scheme::address(&with_file(&back, path)));
        }
    });
    chooser.show();
}

/// Writes where a dialog leads back to.
fn with_file(back: &str, path: &str) -> String {
    let file: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("{back}?file={file}")
}

fn print(view: &WebView) {
    let window = view.root().and_downcast::<gtk::Window>();
    let _ = PrintOperation::new(view).run_dialog(window.as_ref());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_file_keeps_any_path_whole() {
        assert_eq!(
            with_file("/import", "/media/a b/&x=1?é.tar"),
            "/import?file=%2Fmedia%2Fa+b%2F%26x%3D1%3F%C3%A9.tar"
        );
    }
}
