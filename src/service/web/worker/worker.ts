/**
 * The service worker: it keeps the app's own files on the device, so that the app starts where there is no link. What belongs
 * to people (reports, photos, master data) is none of its business: that is in the device's store, sealed.
 *
 * A new version is fetched beside the old one and taken at the next start: it never replaces a page in which somebody writes.
 */

/** Put in by the build: every file of this version, and a hash of all. */
declare const FILES: readonly string[];
declare const VERSION: string;
declare const self: ServiceWorkerGlobalScope;

const PREFIX = "witskit-";
const KEPT = `${PREFIX}${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.addAll(["/", ...FILES].map((path) => new Request(path, { cache: "reload" })))),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith(PREFIX) && name !== KEPT);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(kept(pathname, request));
  else if (request.mode === "navigate" && !pathname.startsWith("/api")) event.respondWith(kept("/", request));
});

/** From the device, and from the server only what the browser has thrown away meanwhile. */
async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  return (await cache.match(path)) ?? fetch(request);
}
