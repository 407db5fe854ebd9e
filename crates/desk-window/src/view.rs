//! The view: everything is off that screens do not need.

use std::rc::Rc;

use webkit6::prelude::*;
use webkit6::{
    CacheModel, HardwareAccelerationPolicy, NavigationPolicyDecision, NetworkSession,
    PolicyDecision, PolicyDecisionType, Settings, WebContext, WebView,
};

use crate::desk::Desk;
use crate::{dialog, scheme};

/// Makes a view on a desk.
pub(crate) fn make(desk: &Rc<Desk>) -> WebView {
    let context = WebContext::new();
    context.set_cache_model(CacheModel::DocumentViewer);
    context.set_spell_checking_enabled(false);
    scheme::register(&context, desk);
    let view = WebView::builder()
        .web_context(&context)
        .network_session(&nothing_kept())
        .settings(&settings())
        .build();
    refuse(&view);
    view
}

/// A session that keeps nothing on disk, takes nothing down and asks nobody.
fn nothing_kept() -> NetworkSession {
    let session = NetworkSession::new_ephemeral();
    session.set_persistent_credential_storage_enabled(false);
    session.connect_download_started(|_, download| download.cancel());
    session
}

fn settings() -> Settings {
    Settings::builder()
        .allow_file_access_from_file_urls(false)
        .allow_modal_dialogs(false)
        .allow_top_navigation_to_data_urls(false)
        .allow_universal_access_from_file_urls(false)
        .disable_web_security(false)
        .enable_back_forward_navigation_gestures(false)
        .enable_developer_extras(false)
        .enable_encrypted_media(false)
        .enable_fullscreen(false)
        .enable_html5_database(false)
        .enable_html5_local_storage(false)
        .enable_media(false)
        .enable_media_capabilities(false)
        .enable_media_stream(false)
        .enable_mediasource(false)
        // What was shown must not come back after the lock.
        .enable_page_cache(false)
        .enable_site_specific_quirks(false)
        .enable_webaudio(false)
        .enable_webgl(false)
        .enable_webrtc(false)
        .enable_write_console_messages_to_stdout(false)
        // Text needs no graphics driver, and drivers are much code.
        .hardware_acceleration_policy(HardwareAccelerationPolicy::Never)
        .javascript_can_access_clipboard(false)
        .javascript_can_open_windows_automatically(false)
        .user_agent("Bellrope")
        .build()
}

/// Refuses what a page of ours never asks for.
fn refuse(view: &WebView) {
    view.connect_decide_policy(decide);
    view.connect_permission_request(|_, asked| {
        asked.deny();
        true
    });
    view.connect_print(|_, _| true);
    view.connect_show_notification(|_, _| true);
    view.connect_script_dialog(|_, _| true);
    view.connect_enter_fullscreen(|_| true);
    // The menu offers to open, save and search elsewhere; the keyboard copies and pastes.
    view.connect_context_menu(|_, _, _| true);
    view.connect_load_failed(|_, _, _, _| true);
    view.connect_web_process_terminated(|view, _| view.load_uri(&scheme::address("/")));
}

/// Lets the view go to addresses of the desk, in this view, and nowhere else.
fn decide(view: &WebView, decision: &PolicyDecision, kind: PolicyDecisionType) -> bool {
    match kind {
        PolicyDecisionType::NavigationAction => match wanted(decision) {
            Some(target) if target.starts_with("/dialog/") => {
                decision.ignore();
                dialog::show(view, &target);
            }
            Some(_) => decision.use_(),
            None => decision.ignore(),
        },
        PolicyDecisionType::Response => decision.use_(),
        _ => decision.ignore(),
    }
    true
}

/// Returns the path of the desk that a navigation wants.
fn wanted(decision: &PolicyDecision) -> Option<String> {
    let navigation = decision.downcast_ref::<NavigationPolicyDecision>()?;
    let request = navigation.navigation_action()?.request()?;
    scheme::target(&request.uri()?).map(ToOwned::to_owned)
}
