//! The socket: takes connections, bounds what one may take, and ends them in order.

use std::{fmt, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use crate::{control::runner, error::Failure, nodes::Nodes};

/// Connections at a time; more wait in the system's queue.
const CONNECTIONS: usize = 2048;

/// A request's head must be there in this time; an idle connection is closed after it.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// Bytes of a request's head.
const HEAD_BYTES: usize = 64 * 1024;

/// Requests under way get this long when the server is told to stop.
pub const STOP_TIME: Duration = Duration::from_secs(10);

/// How often counters are written down.
const FLUSH_EVERY: Duration = Duration::from_secs(5);

/// Why the server ended.
#[derive(Debug)]
pub enum ServeError {
    /// The socket.
    Socket(io::Error),
    /// Writing the counters down at the end.
    Flush(Failure),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Socket(error) => write!(f, "the socket failed: {error}"),
            Self::Flush(failure) => write!(f, "the counters were not written down: {}", failure.message()),
        }
    }
}

impl std::error::Error for ServeError {}

/// Opens the socket; port 0 takes any that is free.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(ServeError::Socket)
}

/// Serves until told to stop, then ends what is under way and writes the counters down.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    nodes: &Nodes,
    stop: impl Future<Output = ()>,
    stop_time: Duration,
) -> Result<(), ServeError> {
    let graceful = GracefulShutdown::new();
    let permits = Arc::new(Semaphore::new(CONNECTIONS));
    let mut flush = tokio::time::interval(FLUSH_EVERY);
    let jobs = tokio::spawn(runner::drive(nodes.first().clone()));
    tokio::pin!(stop);
    loop {
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await;
            (permit, listener.accept().await)
        };
        tokio::select! {
            (permit, accepted) = next => match accepted {
                Ok((stream, _)) => spawn(stream, router.clone(), &graceful, permit),
                // Too many open files, or a connection that was gone at once: others can still be served.
                Err(error) => {
                    tracing::warn!(%error, "a connection was not taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            _ = flush.tick() => write_down(nodes).await,
            () = &mut stop => break,
        }
    }
    drop(listener);
    // A step under way is finished or was never done; the rest is taken up at the next start.
    jobs.abort();
    if tokio::time::timeout(stop_time, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests under way");
    }
    nodes.flush().await.map_err(ServeError::Flush)
}

/// A failure is in the log; the counters stay in memory and are tried again with the next ones.
async fn write_down(nodes: &Nodes) {
    if let Err(failure) = nodes.flush().await {
        tracing::warn!(message = failure.message(), "the counters were not written down");
    }
}

fn spawn<P: Send + 'static>(stream: TcpStream, router: Router, graceful: &GracefulShutdown, permit: P) {
    // Answers are small and whole: waiting to fill a packet would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps its delay");
    }
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection broke off");
        }
        drop(permit);
    });
}

/// Ctrl-C or a polite kill. Both are caught from this call on, not only when the future is first asked: a server that
/// has said that it listens must not be ended by them in the middle of its work.
#[cfg(unix)]
pub fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ctrl-C.
#[cfg(not(unix))]
pub fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
