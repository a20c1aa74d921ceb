// This site is built without MEANWHILE_ISOLATE. A service worker that an earlier build has left in a browser finds this as
// its new version, and takes itself away.
if (!self.document) {
  addEventListener("install", () => skipWaiting());
  addEventListener("activate", (event) => event.waitUntil(registration.unregister()));
}
