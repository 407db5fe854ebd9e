//! A client that does next to nothing: one buffer a connection, one letter after the other.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bellrope_protocol::age::HYBRID_HEADER_LEN;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What a run measured.
pub(crate) struct Measured {
    pub(crate) latencies: Vec<Duration>,
    pub(crate) took: Duration,
    /// The number of the next letter that was not posted.
    pub(crate) next: u64,
}

/// Posts letters on so many connections for `window`.
pub(crate) fn run(
    address: SocketAddr,
    letter: &[u8],
    connections: usize,
    window: Duration,
    first: u64,
) -> Measured {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let next = Arc::new(AtomicU64::new(first));
        let start = Instant::now();
        let clients: Vec<_> = (0..connections)
            .map(|_| {
                let (letter, next) = (letter.to_vec(), Arc::clone(&next));
                tokio::spawn(
                    async move { post_until(address, &letter, &next, start + window).await },
                )
            })
            .collect();
        let mut latencies = Vec::new();
        for client in clients {
            latencies.extend(client.await.unwrap());
        }
        Measured {
            latencies,
            took: start.elapsed(),
            next: next.load(Ordering::Relaxed),
        }
    })
}

async fn post_until(
    address: SocketAddr,
    letter: &[u8],
    next: &AtomicU64,
    end: Instant,
) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let head = format!(
        "POST /v1/desks/mid/letters HTTP/1.1\r\nhost: x\r\nbellrope-tag: {:032x}\r\ncontent-length: {}\r\n\r\n",
        0,
        letter.len()
    );
    let mut request = head.clone().into_bytes();
    request.extend_from_slice(letter);
    let number_at = head.len() + HYBRID_HEADER_LEN;
    let mut buffer = vec![0; 4096];
    let mut latencies = Vec::new();
    while Instant::now() < end {
        let number = next.fetch_add(1, Ordering::Relaxed);
        request[number_at..number_at + 8].copy_from_slice(&number.to_be_bytes());
        let start = Instant::now();
        stream.write_all(&request).await.unwrap();
        read_answer(&mut stream, &mut buffer).await;
        latencies.push(start.elapsed());
    }
    latencies
}

/// Reads one answer, which must be a 201 with a length.
async fn read_answer(stream: &mut TcpStream, buffer: &mut [u8]) {
    let mut len = 0;
    loop {
        let read = stream.read(&mut buffer[len..]).await.unwrap();
        assert!(read > 0, "the server closed the connection");
        len += read;
        if let Some(end) = buffer[..len]
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
        {
            let head = str::from_utf8(&buffer[..end]).unwrap();
            assert!(head.starts_with("HTTP/1.1 201"), "{head}");
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            let whole = end + 4 + length.unwrap().parse::<usize>().unwrap();
            while len < whole {
                len += stream.read(&mut buffer[len..]).await.unwrap();
            }
            return;
        }
    }
}

/// Publishes the desk's card.
pub(crate) fn post_card(address: SocketAddr, token: &str, card: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /v1/desks/mid/cards HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-length: {}\r\n\r\n",
            card.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(card).await.unwrap();
        read_answer(&mut stream, &mut vec![0; 4096]).await;
    });
}
