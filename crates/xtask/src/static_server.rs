//! The smallest server that a browser is content with: files below one folder, on this machine only.

use crate::failure::{Doing, Result};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;

/// The headers that give the page shared memory; the same as in `Trunk.toml` and `www/_headers`.
const ISOLATION: &str = "Cross-Origin-Opener-Policy: same-origin\r\n\
                         Cross-Origin-Embedder-Policy: require-corp\r\n\
                         Cross-Origin-Resource-Policy: cross-origin\r\n\
                         Access-Control-Allow-Origin: *\r\n";

/// Serves a folder from now on, as long as the program runs; tells the port.
pub(crate) fn start(folder: PathBuf) -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing(|| "open a port".to_owned())?;
    let port = listener.local_addr().doing(|| "learn the port".to_owned())?.port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A browser that goes away in the middle is nothing to report.
            thread::spawn(move || answer(&folder, stream).ok());
        }
    });
    Ok(port)
}

fn answer(folder: &Path, mut stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The rest of the request is read, because closing a connection with unread bytes resets it.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let body = wanted(&request).and_then(|file| Some((kind(&file), fs::read(folder.join(&file)).ok()?)));
    let (status, kind, body) = match body {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", b"There is no such file.".to_vec()),
    };
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{ISOLATION}")?;
    write!(stream, "Connection: close\r\n\r\n")?;
    stream.write_all(&body)
}

/// The file that a request's first line asks for, below the folder and never above it.
fn wanted(request: &str) -> Option<PathBuf> {
    let path = request.strip_prefix("GET /")?.split([' ', '?', '#']).next()?;
    let mut file = PathBuf::from(path);
    if path.is_empty() || path.ends_with('/') {
        file.push("index.html");
    }
    file.components().all(|part| matches!(part, Component::Normal(_))).then_some(file)
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_served() {
        assert_eq!(wanted("GET / HTTP/1.1"), Some("index.html".into()));
        assert_eq!(wanted("GET /lab/?a=1 HTTP/1.1"), Some("lab/index.html".into()));
        assert_eq!(wanted("GET /engine/engine.js HTTP/1.1"), Some("engine/engine.js".into()));
        assert_eq!(wanted("GET /../secret HTTP/1.1"), None);
        assert_eq!(wanted("GET //etc/passwd HTTP/1.1"), None);
        assert_eq!(wanted("POST / HTTP/1.1"), None);
    }
}
