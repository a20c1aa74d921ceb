// Isolates the article on hosts that cannot send headers, for who builds the site with MEANWHILE_ISOLATE. One file for both
// sides: the page registers it, and as a service worker it adds the headers to the documents and Workers of this site. It
// keeps nothing, and never loads a page anew: the reader gets shared memory with the next one.
(() => {
  const HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Document-Isolation-Policy": "isolate-and-require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };

  // A frame is a guest on somebody else's page, and leaves nothing behind; one without an origin may not even ask.
  const register = () => {
    const isGuest = self !== top || self.origin === "null";
    if (isGuest || crossOriginIsolated || !navigator.serviceWorker) return;
    // Where a browser keeps nothing, it refuses; things run as they would without this, and the badge says how.
    navigator.serviceWorker.register(document.currentScript.src, { updateViaCache: "none" }).catch(() => {});
  };

  const isolated = (answer) => {
    // A redirection cannot be written anew; the browser follows it, and comes back for what it leads to.
    if (!answer.status) return answer;
    const { body, status, statusText } = answer;
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
    return new Response(body, { status, statusText, headers });
  };

  const serve = () => {
    // It remembers nothing, so that a new one may take the place of an old one at any time.
    addEventListener("install", () => skipWaiting());
    addEventListener("fetch", (event) => {
      const { url, mode, destination } = event.request;
      const needsHeaders = mode === "navigate" || destination === "worker";
      if (needsHeaders && url.startsWith(registration.scope)) event.respondWith(fetch(event.request).then(isolated));
    });
  };

  if (self.document) register();
  else serve();
})();
