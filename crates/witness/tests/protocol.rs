//! A witness over its router, with the statuses of C2SP tlog-witness, and over its folder.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

use std::path::Path;
use std::sync::{Arc, Barrier};
use std::thread;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use bellrope_protocol::note::{KeyName, SignerKey};
use bellrope_transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use bellrope_transparency::tree::{ConsistencyProof, Frontier, Hash, LeafHashes, TreeHead};
use bellrope_transparency::witness::{AddCheckpoint, parse_cosignatures};
use bellrope_witness::{AddError, OpenError, Witness, init, router};
use http_body_util::BodyExt as _;
use tempfile::TempDir;
use tower::ServiceExt as _;

const NAME: &str = "witness.example/w1";

fn key(origin: &str) -> SignerKey {
    SignerKey::from_seed(KeyName::new(origin).unwrap(), &[1; 32])
}

/// A log of leaves that differ by `salt` from index 1 on.
fn leaves(count: u64, salt: u8) -> Vec<Hash> {
    (0..count)
        .map(|index| Hash::of_leaf(&[index as u8, if index == 0 { 0 } else { salt }]))
        .collect()
}

fn head(leaves: &[Hash]) -> TreeHead {
    leaves.iter().copied().collect::<Frontier>().head()
}

fn checkpoint(origin: &str, head: TreeHead) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(KeyName::new(origin).unwrap(), head);
    checkpoint.sign(&key(origin)).unwrap()
}

fn request(origin: &str, old: u64, new: u64, salt: u8) -> AddCheckpoint {
    let leaves = leaves(new, salt);
    AddCheckpoint {
        old,
        proof: ConsistencyProof::make(&LeafHashes(&leaves), old, new).unwrap(),
        checkpoint: checkpoint(origin, head(&leaves)),
    }
}

struct Scene {
    folder: TempDir,
    witness: Arc<Witness>,
}

struct Got {
    status: StatusCode,
    kind: String,
    body: String,
}

impl Scene {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        init(folder.path(), &KeyName::new(NAME).unwrap()).unwrap();
        let witness = open(folder.path()).unwrap();
        Self { folder, witness }
    }

    /// Ends the witness and starts it again on what it has kept.
    fn restart(self) -> Self {
        let Self { folder, witness } = self;
        drop(Arc::try_unwrap(witness).unwrap());
        let witness = open(folder.path()).unwrap();
        Self { folder, witness }
    }

    async fn send(&self, request: Request<Body>) -> Got {
        let router = router(Arc::clone(&self.witness));
        let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        let kind = parts.headers.get(header::CONTENT_TYPE);
        Got {
            status: parts.status,
            kind: kind.map_or("", |kind| kind.to_str().unwrap()).to_owned(),
            body: String::from_utf8(body).unwrap(),
        }
    }

    async fn post(&self, body: impl ToString) -> Got {
        let request = Request::post("/add-checkpoint");
        let body = Body::from(body.to_string());
        self.send(request.body(body).unwrap()).await
    }
}

fn open(folder: &Path) -> Result<Arc<Witness>, OpenError> {
    let logs = ["log.example", "other.example"].map(|origin| key(origin).verifier());
    Witness::with_logs(folder, logs.to_vec()).map(Arc::new)
}

#[tokio::test]
async fn growth_is_cosigned_and_kept() {
    let scene = Scene::new();
    for (old, new) in [(0, 3), (3, 7), (7, 7), (7, 8)] {
        let asked = request("log.example", old, new, 1);
        let got = scene.post(&asked).await;
        assert_eq!(got.status, 200, "{}", got.body);
        let lines = parse_cosignatures(got.body.as_bytes()).unwrap();
        assert_eq!(lines.len(), 1);
        let text = format!("log.example\n{new}\n{}\n", head(&leaves(new, 1)).root);
        let time = scene.witness.verifier().verify(&text, &lines[0]).unwrap();
        assert!(time.unwrap() > 1_700_000_000);
    }
    let scene = scene.restart();
    let origin = KeyName::new("log.example").unwrap();
    assert_eq!(scene.witness.last(&origin), Some(head(&leaves(8, 1))));
}

#[tokio::test]
async fn refusals_have_the_statuses_of_the_specification() {
    let scene = Scene::new();
    assert_eq!(
        scene.post(request("log.example", 0, 5, 1)).await.status,
        200
    );

    // An origin that is not watched, although its signature would hold.
    let unknown = scene.post(request("unknown.example", 0, 5, 1)).await;
    assert_eq!(unknown.status, 404);

    // A known origin, signed by another key.
    let forger = SignerKey::from_seed(KeyName::new("log.example").unwrap(), &[9; 32]);
    let forged = Checkpoint::new(forger.name().clone(), head(&leaves(6, 1)));
    let mut asked = request("log.example", 5, 6, 1);
    asked.checkpoint = forged.sign(&forger).unwrap();
    assert_eq!(scene.post(&asked).await.status, 403);

    // Old size above the size.
    let mut asked = request("log.example", 5, 5, 1);
    asked.old = 6;
    assert_eq!(scene.post(&asked).await.status, 400);

    // Another old size than the witness has: it tells its own.
    for (old, new) in [(0, 8), (3, 8), (3, 4), (6, 8)] {
        let conflict = scene.post(request("log.example", old, new, 1)).await;
        assert_eq!(conflict.status, 409);
        assert_eq!(conflict.kind, "text/x.tlog.size");
        assert_eq!(conflict.body, "5\n");
    }

    // The same size, another root.
    let fork = scene.post(request("log.example", 5, 5, 2)).await;
    assert_eq!(fork.status, 409);

    // A proof that does not lead there.
    assert_eq!(
        scene.post(request("log.example", 5, 8, 2)).await.status,
        422
    );
    let mut asked = request("log.example", 5, 8, 1);
    asked.proof.0.clear();
    assert_eq!(scene.post(&asked).await.status, 422);

    for malformed in ["", "old 5\n", "old 05\n\nx", "neither"] {
        assert_eq!(scene.post(malformed).await.status, 400, "{malformed:?}");
    }

    // And nothing of it has changed what the witness knows.
    assert_eq!(
        scene.post(request("log.example", 5, 8, 1)).await.status,
        200
    );
}

#[tokio::test]
async fn other_methods_paths_and_sizes_are_refused() {
    let scene = Scene::new();
    let get = Request::get("/add-checkpoint").body(Body::empty()).unwrap();
    assert_eq!(scene.send(get).await.status, 405);
    let elsewhere = Request::post("/").body(Body::empty()).unwrap();
    assert_eq!(scene.send(elsewhere).await.status, 404);
    let long = "x".repeat(1 << 20);
    assert_eq!(scene.post(long).await.status, 413);
    let mut bytes = request("log.example", 0, 5, 1).to_string().into_bytes();
    bytes[0] = 0xff;
    let odd = Request::post("/add-checkpoint").body(Body::from(bytes));
    assert_eq!(scene.send(odd.unwrap()).await.status, 400);
}

#[tokio::test]
async fn logs_do_not_mix() {
    let scene = Scene::new();
    assert_eq!(
        scene.post(request("log.example", 0, 5, 1)).await.status,
        200
    );
    assert_eq!(
        scene.post(request("other.example", 0, 9, 2)).await.status,
        200
    );
    assert_eq!(
        scene.post(request("log.example", 5, 6, 1)).await.status,
        200
    );
    // A checkpoint of one log under the name of the other.
    let mut mixed = request("log.example", 6, 6, 1);
    let text = mixed
        .checkpoint
        .to_string()
        .replace("log.example\n6", "other.example\n6");
    mixed.checkpoint = SignedCheckpoint::parse(text.as_bytes()).unwrap();
    assert_eq!(scene.post(&mixed).await.status, 403);
}

#[tokio::test]
async fn fork_is_kept_as_evidence_and_a_stale_request_is_not() {
    let scene = Scene::new();
    let evidence = scene.folder.path().join("evidence");
    let files = || std::fs::read_dir(&evidence).unwrap().count();
    assert_eq!(
        scene.post(request("log.example", 0, 5, 1)).await.status,
        200
    );
    assert_eq!(
        scene.post(request("log.example", 3, 5, 1)).await.status,
        409
    );
    assert_eq!(
        scene.post(request("log.example", 5, 9, 2)).await.status,
        422
    );
    assert_eq!(files(), 0);
    for _ in 0..3 {
        assert_eq!(
            scene.post(request("log.example", 5, 5, 2)).await.status,
            409
        );
    }
    assert_eq!(files(), 1);
    let file = std::fs::read_dir(&evidence).unwrap().next().unwrap();
    let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
    // Both sides, each with the log's signature.
    for root in [head(&leaves(5, 1)).root, head(&leaves(5, 2)).root] {
        assert!(text.contains(&format!("log.example\n5\n{root}\n\n— log.example ")));
    }
}

/// Many requests at once from one size to different trees: one wins, whatever the order.
#[test]
fn concurrent_requests_get_one_root_for_a_size() {
    for round in 0..20 {
        let scene = Scene::new();
        let first = request("log.example", 0, 1, 0);
        scene.witness.add_checkpoint(first, 1).unwrap();
        let start = Barrier::new(8);
        let cosigned: Vec<Hash> = thread::scope(|scope| {
            let ask = |salt: u8| {
                let (witness, start) = (&scene.witness, &start);
                scope.spawn(move || {
                    let asked = request("log.example", 1, 6, salt);
                    let root = head(&leaves(6, salt)).root;
                    start.wait();
                    match witness.add_checkpoint(asked, 2) {
                        Ok(_) => Some(root),
                        Err(AddError::Refused(_)) => None,
                        Err(error) => panic!("{error}"),
                    }
                })
            };
            let threads: Vec<_> = (1..=8).map(ask).collect();
            threads
                .into_iter()
                .filter_map(|it| it.join().unwrap())
                .collect()
        });
        assert_eq!(cosigned.len(), 1, "round {round}");
        let origin = KeyName::new("log.example").unwrap();
        assert_eq!(scene.witness.last(&origin).unwrap().root, cosigned[0]);
    }
}

#[test]
fn second_witness_on_one_folder_is_refused() {
    let scene = Scene::new();
    let second = open(scene.folder.path());
    assert!(matches!(second, Err(OpenError::Locked { .. })));
    let scene = scene.restart();
    drop(scene);
}

#[test]
fn init_overwrites_nothing_and_hides_its_key() {
    use std::os::unix::fs::PermissionsExt as _;

    let scene = Scene::new();
    let folder = scene.folder.path();
    let before = std::fs::read(folder.join("witness.key")).unwrap();
    assert!(init(folder, &KeyName::new("other").unwrap()).is_err());
    assert_eq!(std::fs::read(folder.join("witness.key")).unwrap(), before);
    let mode = std::fs::metadata(folder.join("witness.key")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    let public = std::fs::read_to_string(folder.join("witness.pub")).unwrap();
    assert_eq!(public.trim_end(), scene.witness.verifier().to_string());
    let debug = format!("{:?}", scene.witness);
    assert!(debug.contains("CosignerKey { .. }"), "{debug}");
    let seed = String::from_utf8(before).unwrap();
    let seed = seed.lines().nth(1).unwrap().to_owned();
    assert!(!debug.contains(&seed));
}
