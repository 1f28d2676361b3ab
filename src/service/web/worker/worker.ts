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

/** Milliseconds: on a link that carries nothing a page fails, and can be tried again, where it would wait for ever. */
const PATIENCE = 30_000;

/** From the device; from the server only what the browser has thrown away or lost meanwhile, which is kept again. */
async function kept(path: string, request: Request): Promise<Response> {
  // A device whose store is broken or full starts from the server all the same.
  const cache = await caches.open(KEPT).catch(() => undefined);
  const found = await cache?.match(path).catch(() => undefined);
  if (found !== undefined) return found;
  const fetched = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  if (cache !== undefined && (await isOfThisVersion(path, fetched)))
    await cache.put(path, fetched.clone()).catch(() => undefined);
  return fetched;
}

/** A server that has a newer app answers with its page, which starts files that are not kept here: all others have a hash in their name. */
async function isOfThisVersion(path: string, fetched: Response): Promise<boolean> {
  if (!fetched.ok) return false;
  if (path !== "/") return true;
  const page = await fetched.clone().text();
  return FILES.some((file) => /^\/main-.*\.js$/.test(file) && page.includes(file));
}
