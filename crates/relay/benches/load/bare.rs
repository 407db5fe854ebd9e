//! The limit to measure against: an axum handler that appends bodies to a file, one fdatasync
//! for whatever has queued, and nothing else.

use std::convert::Infallible;
use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tower::ServiceExt as _;

/// As long as a receipt.
const ANSWER_LEN: usize = 360;

type Item = (Bytes, oneshot::Sender<()>);

/// Serves until killed.
pub(crate) fn run(path: &Path) {
    let file = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .open(path)
        .unwrap();
    let (sender, receiver) = channel();
    std::thread::spawn(move || append(file, &receiver));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(serve(sender));
}

async fn serve(sender: Sender<Item>) {
    let router = Router::new()
        .route("/v1/desks/mid/letters", post(accept))
        .with_state(sender);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("listening on http://{}", listener.local_addr().unwrap());
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        let router = router.clone();
        let service = service_fn(move |request| {
            let router = router.clone();
            async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap()) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn accept(State(sender): State<Sender<Item>>, body: Body) -> (StatusCode, Bytes) {
    let body = body.collect().await.unwrap().to_bytes();
    let (done, synced) = oneshot::channel();
    sender.send((body, done)).unwrap();
    synced.await.unwrap();
    (StatusCode::CREATED, Bytes::from_static(&[b'x'; ANSWER_LEN]))
}

fn append(mut file: File, receiver: &Receiver<Item>) {
    while let Ok((body, done)) = receiver.recv() {
        file.write_all(&body).unwrap();
        let mut group = vec![done];
        while let Ok((body, done)) = receiver.try_recv() {
            file.write_all(&body).unwrap();
            group.push(done);
        }
        file.sync_data().unwrap();
        for done in group {
            // Whoever went away is not waited for.
            let _ = done.send(());
        }
    }
}
