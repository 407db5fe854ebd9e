//! The window around the view.

use std::cell::Cell;
use std::rc::Rc;

use webkit6::prelude::*;
use webkit6::{WebView, gdk, glib, gtk};

use crate::desk::{Desk, Tick};
use crate::{scheme, view};

/// How often the time is looked at, in seconds.
const TICK_SECS: u32 = 2;
/// One step of zooming, and its bounds: 400 % must be possible (WCAG 1.4.4, 1.4.10).
const ZOOM_STEP: f64 = 0.1;
const ZOOM_MIN: f64 = 0.5;
const ZOOM_MAX: f64 = 5.0;

/// Shows the window until it is closed or the person quits. Answers whether there was a display to show it
/// on.
pub(crate) fn run(desk: &Rc<Desk>) -> bool {
    if gtk::init().is_err() {
        return false;
    }
    let main = glib::MainLoop::new(None, false);
    let view = view::make(desk);
    let window = gtk::Window::builder()
        .default_width(1180)
        .default_height(800)
        .title("Bellrope")
        .child(&view)
        .build();
    follow_title(&window, &view);
    add_keys(&window, &view);
    let closing = main.clone();
    window.connect_close_request(move |_| {
        closing.quit();
        glib::Propagation::Proceed
    });
    watch_time(desk, &view, &main);
    view.load_uri(&scheme::address("/"));
    window.present();
    main.run();
    true
}

/// The window is called as the page is.
fn follow_title(window: &gtk::Window, view: &WebView) {
    let window = window.downgrade();
    view.connect_title_notify(move |view| {
        let title = view.title().filter(|title| !title.is_empty());
        if let (Some(window), Some(title)) = (window.upgrade(), title) {
            window.set_title(Some(&title));
        }
    });
}

/// Locks on time, takes what shows off the screen, and ends when the person is done.
fn watch_time(desk: &Rc<Desk>, view: &WebView, main: &glib::MainLoop) {
    let (desk, view, main) = (Rc::clone(desk), view.clone(), main.clone());
    let over = Cell::new(false);
    let _ = glib::timeout_add_seconds_local(TICK_SECS, move || {
        match desk.tick() {
            Tick::Same => {}
            Tick::Locked => view.load_uri(&scheme::address("/unlock")),
            // The last page is shown until the next tick.
            Tick::Over if over.replace(true) => main.quit(),
            Tick::Over => {}
        }
        glib::ControlFlow::Continue
    });
}

/// Ctrl with plus, minus and 0 zooms; Alt with the arrows goes back and forward.
fn add_keys(window: &gtk::Window, view: &WebView) {
    let keys = gtk::EventControllerKey::new();
    keys.set_propagation_phase(gtk::PropagationPhase::Capture);
    let view = view.clone();
    let _ = keys.connect_key_pressed(move |_, key, _, state| {
        let known = if state.contains(gdk::ModifierType::CONTROL_MASK) {
            zoom(&view, key)
        } else if state.contains(gdk::ModifierType::ALT_MASK) {
            travel(&view, key)
        } else {
            false
        };
        if known {
            glib::Propagation::Stop
        } else {
            glib::Propagation::Proceed
        }
    });
    window.add_controller(keys);
}

fn zoom(view: &WebView, key: gdk::Key) -> bool {
    let level = match key {
        gdk::Key::plus | gdk::Key::equal | gdk::Key::KP_Add => view.zoom_level() + ZOOM_STEP,
        gdk::Key::minus | gdk::Key::KP_Subtract => view.zoom_level() - ZOOM_STEP,
        gdk::Key::_0 | gdk::Key::KP_0 => 1.0,
        _ => return false,
    };
    view.set_zoom_level(level.clamp(ZOOM_MIN, ZOOM_MAX));
    true
}

fn travel(view: &WebView, key: gdk::Key) -> bool {
    match key {
        gdk::Key::Left => view.go_back(),
        gdk::Key::Right => view.go_forward(),
        _ => return false,
    }
    true
}
