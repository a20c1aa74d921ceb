//! A static server on the loopback interface that can be told to misbehave.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use meanwhile_figures::{html, pages};
use meanwhile_words::languages::{Language, Part, all, from_right_to_left};
use meanwhile_words::pseudo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::outcome::{Context, Outcome};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The headers that isolate the page are not sent, as on most static hosts.
    NotIsolated,
    /// Of those headers only the youngest is sent, which asks nothing of whoever holds the page.
    DocumentIsolationOnly,
    /// The same, on a site that is built to isolate itself.
    IsolatesItself,
    /// A header forbids the page to start Workers.
    WorkersForbidden,
    /// The folder of the threaded engine was not uploaded.
    EngineMissing,
    /// Neither was that of plain Workers.
    NoEngineAtAll,
    /// As before, on a host that answers every unknown address with its front page.
    EngineIsAPage,
    /// The upload of the engine's wasm file broke off.
    EngineTruncated,
    /// The engine's wasm file is something else.
    EngineNotWasm,
    /// The coordinator starts and never says a word.
    CoordinatorSilent,
    /// The folder of the module that carries runs out was not uploaded.
    RunnerMissing,
    /// That module is loaded without end.
    RunnerEndless,
    /// The folder of the module that writes programs was not uploaded.
    CodeMissing,
    /// The page's own wasm file is missing.
    AppMissing,
    /// The page comes without its module; a few lines make one button of it answer instead.
    #[allow(dead_code, reason = "only the bench asks for it")]
    Vanilla,
}

const DOCUMENT_ISOLATION: (&str, &str) = ("document-isolation-policy", "isolate-and-require-corp");
/// What isolates a page in every browser that can be; the site's `_headers` file says the same to its host.
const ISOLATION: [(&str, &str); 5] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    DOCUMENT_ISOLATION,
    ("cross-origin-resource-policy", "cross-origin"),
    ("access-control-allow-origin", "*"),
];
/// What stands in the place of the page's module, which is the last script: whoever measures learns when it has run.
const VANILLA_MODULE: &str = "<script type=module>
    const output = document.querySelector('.moment');
    let presses = 0;
    document.querySelector('.play').addEventListener('click', () => { output.textContent = ++presses; });
    window.interactive = performance.now();
    </script>";
const SILENT_COORDINATOR: &str = "self.onmessage = () => {};";
const ENDLESS_MODULE: &str = "await new Promise(() => {});";

/// The headers by which somebody else's page is isolated: those that every browser knows.
const ISOLATION_OF_OTHERS: &[(&str, &str)] =
    &[("cross-origin-opener-policy", "same-origin"), ("cross-origin-embedder-policy", "require-corp")];
/// Two names of one machine are two sites to a browser.
const OUR_NAME: &str = "127.0.0.1";
const NAME_OF_OTHERS: &str = "localhost";

/// The English article, as it is written by hand.
const ARTICLE: &str = include_str!("../../index.html");

/// Serves until it is dropped.
pub struct Server {
    address: String,
    accepting: JoinHandle<()>,
}

/// What a server answers to a path.
type Answers = Rc<dyn Fn(&str) -> Response<Full<Bytes>>>;

struct Site {
    folder: PathBuf,
    mount: &'static str,
    fault: Fault,
}

impl Server {
    /// Serves the folder under the path `mount`, which begins and ends with a slash, on a port of its own.
    pub async fn start(folder: &Path, mount: &'static str, fault: Fault) -> Outcome<Server> {
        let site = Site { folder: folder.to_owned(), mount, fault };
        Server::answering(OUR_NAME, mount, Rc::new(move |path| site.answer(path))).await
    }

    /// Serves one page on every path, as another site than ours.
    pub async fn of_others(page: String, is_isolated: bool) -> Outcome<Server> {
        let page = Bytes::from(page);
        let headers = if is_isolated { ISOLATION_OF_OTHERS } else { &[] };
        let answer =
            move |_: &str| response(StatusCode::OK, "text/html; charset=utf-8", page.clone(), headers);
        Server::answering(NAME_OF_OTHERS, "/", Rc::new(answer)).await
    }

    async fn answering(name: &str, mount: &str, answers: Answers) -> Outcome<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("opening a port")?;
        let port = listener.local_addr().context("asking for the port")?.port();
        let accepting = tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::task::spawn_local(serve(stream, Rc::clone(&answers)));
            }
        });
        Ok(Server { address: format!("http://{name}:{port}{mount}"), accepting })
    }

    /// Where the front page is.
    pub fn url(&self) -> String {
        self.address.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(stream: TcpStream, answers: Answers) {
    let answer = service_fn(move |request: Request<Incoming>| {
        let response = answers(request.uri().path());
        async move { Ok::<_, Infallible>(response) }
    });
    // A browser that hangs up in the middle is no concern of the test's.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}

fn response(
    status: StatusCode,
    mime: &'static str,
    body: Bytes,
    headers: &[(&'static str, &'static str)],
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(mime));
    for (name, value) in headers {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    response
}

impl Site {
    fn answer(&self, path: &str) -> Response<Full<Bytes>> {
        let (status, mime, body) = match self.content(path) {
            Some((mime, body)) => (StatusCode::OK, mime, body),
            None => (StatusCode::NOT_FOUND, "text/plain", b"not here".to_vec()),
        };
        let headers: &[_] = match self.fault {
            Fault::NotIsolated | Fault::IsolatesItself => &[],
            Fault::DocumentIsolationOnly => &[DOCUMENT_ISOLATION],
            Fault::WorkersForbidden => &[("content-security-policy", "worker-src 'none'")],
            _ => &ISOLATION[..],
        };
        response(status, mime, body.into(), headers)
    }

    fn content(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        let name = path.strip_prefix(self.mount)?;
        let name = &*if name.is_empty() || name.ends_with('/') {
            [name, "index.html"].concat()
        } else {
            name.to_owned()
        };
        if name.contains(from_right_to_left().code()) {
            return self.mirrored(name).map(|text| (mime(name), text.into_bytes()));
        }
        let (is_engine, is_runner) = (name.starts_with("engine/"), name.starts_with("runner/"));
        match self.fault {
            Fault::EngineMissing if is_engine => None,
            Fault::NoEngineAtAll if is_engine || name.starts_with("plain/") => None,
            Fault::EngineIsAPage if is_engine => Some(("text/html; charset=utf-8", self.read("index.html")?)),
            Fault::EngineTruncated if name == "engine/engine_bg.wasm" => {
                let whole = self.read(name)?;
                Some((mime(name), whole[..whole.len() / 2].to_vec()))
            }
            Fault::EngineNotWasm if name == "engine/engine_bg.wasm" => {
                Some((mime(name), b"no wasm at all".to_vec()))
            }
            Fault::CoordinatorSilent if name == "engine/coordinator.js" => {
                Some((mime(name), SILENT_COORDINATOR.into()))
            }
            Fault::RunnerMissing if is_runner => None,
            Fault::CodeMissing if name.starts_with("code/") => None,
            Fault::RunnerEndless if name == "runner/runner.js" => Some((mime(name), ENDLESS_MODULE.into())),
            Fault::IsolatesItself => Some((mime(name), self.isolating(name)?)),
            Fault::Vanilla if name == "index.html" => {
                let page = String::from_utf8(self.read(name)?).ok()?;
                Some((mime(name), vanilla(&page)?.into_bytes()))
            }
            Fault::AppMissing if !is_engine && !is_runner && name.ends_with("_bg.wasm") => None,
            _ => Some((mime(name), self.read(name)?)),
        }
    }

    /// The files of a site that is built to isolate itself, and the one by which a later build takes that back.
    fn isolating(&self, name: &str) -> Option<Vec<u8>> {
        let [on, off] = pages::ISOLATE;
        match name {
            "isolate.js" => return Some(on.into()),
            "isolate-off.js" => return Some(off.into()),
            _ => {}
        }
        let file = self.read(name)?;
        let own = |language: &&Language| [&*language.folder(), "index.html"].concat() == name;
        let Some(language) = all().iter().find(own) else { return Some(file) };
        let page = pages::isolating(&String::from_utf8(file).ok()?, language);
        // The tests themselves go on in English.
        all().first()?.speak();
        Some(page.into_bytes())
    }

    /// The files of the language for tests, which no site has. The tests themselves go on in English.
    fn mirrored(&self, name: &str) -> Option<String> {
        let file = self.in_language(name, from_right_to_left());
        all().first()?.speak();
        file
    }

    fn in_language(&self, name: &str, language: &'static Language) -> Option<String> {
        let written = |parts: &[Part]| Some(language.written(parts));
        match name.split_once('/') {
            Some(("runner", _)) => return written(&Part::OF_RUNNER),
            Some(("code", _)) => return written(&Part::OF_CODE),
            Some(("share", _)) => {
                language.speak();
                return Some(html::panel());
            }
            _ => {}
        }
        let english = String::from_utf8(self.read("index.html")?).ok()?;
        pages::translated(&english, &pseudo::estranged_article(ARTICLE), language)
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        let name = Path::new(name);
        let stays_inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        if stays_inside { std::fs::read(self.folder.join(name)).ok() } else { None }
    }
}

/// The page with neither its module nor the links that load that ahead.
fn vanilla(page: &str) -> Option<String> {
    let (before, rest) = page.split_once("<script type=module>")?;
    let (_, after) = rest.split_once("</script>")?;
    let is_ahead = |link: &&str| link.contains("rel=modulepreload") || link.contains("rel=preload");
    let (first, links) = before.split_once("<link")?;
    let kept = links.split("<link").filter(|link| !is_ahead(link));
    let kept: String = kept.flat_map(|link| ["<link", link]).collect();
    Some([first, &kept, VANILLA_MODULE, after].concat())
}

fn mime(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
