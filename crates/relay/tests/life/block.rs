//! Blocks of attachments and their grants.

use super::*;

#[tokio::test]
async fn blocks_are_stored_once_and_listed() {
    let mut local = LocalRelay::with_card("");
    let grant = local.grant().await;
    let addresses = ["22".repeat(16), "11".repeat(16)];
    assert_eq!(local.put_granted(&addresses[0], 1, &grant).await, 204);
    assert_eq!(local.put_granted(&addresses[0], 1, &grant).await, 204);
    assert_eq!(local.put_granted(&addresses[0], 2, &grant).await, 409);
    assert_eq!(local.put_granted(&addresses[1], 2, &grant).await, 204);
    local.restart();
    let listed = String::from_utf8(local.get("blocks").await.body.to_vec()).unwrap();
    assert_eq!(listed, format!("{}\n{}\n", addresses[1], addresses[0]));
    let block = local.get(&format!("blocks/{}", addresses[0])).await.body;
    assert_eq!(block, vec![1; 262_144]);
    // Grants are in memory only.
    assert_eq!(local.put_granted(&addresses[0], 1, &grant).await, 401);
}

#[tokio::test]
async fn grant_is_good_for_64_blocks_and_two_epochs() {
    let local = LocalRelay::with_card("");
    let grant = local.grant().await;
    for number in 0..64_u128 {
        assert_eq!(
            local
                .put_granted(&format!("{number:032x}"), 0, &grant)
                .await,
            204
        );
    }
    assert_eq!(
        local.put_granted(&format!("{:032x}", 64), 0, &grant).await,
        401
    );
    // What is there already costs nothing.
    assert_eq!(
        local.put_granted(&format!("{:032x}", 5), 0, &grant).await,
        204
    );
    let fresh = local.grant().await;
    local.end_epoch().await;
    assert_eq!(
        local.put_granted(&format!("{:032x}", 65), 0, &fresh).await,
        204
    );
    local.end_epoch().await;
    assert_eq!(
        local.put_granted(&format!("{:032x}", 66), 0, &fresh).await,
        401
    );
}

#[tokio::test]
async fn full_block_store_stops_no_letter() {
    let local = LocalRelay::with_card("max_block_bytes = 262144");
    let grant = local.grant().await;
    assert_eq!(local.put_granted(&"11".repeat(16), 0, &grant).await, 204);
    assert_eq!(local.put_granted(&"22".repeat(16), 0, &grant).await, 503);
    local.receipt(&local.post_letter(1).await, 1);
}

#[tokio::test]
async fn grants_are_capped() {
    let local = LocalRelay::with_card("max_grants = 2");
    local.grant().await;
    local.grant().await;
    let refused = local.post("grants", Vec::new()).await;
    assert_eq!(refused.status, 429);
    assert!(refused.headers.contains_key("retry-after"));
}
