// Keeps a build of the site in this browser and answers from it. The build puts the hash of its list before this file.
//
// One cache for each build, filled aside and used only once every file in it has the hash that the list names. The
// worker of an earlier build goes on until none of its pages is open, so a page and what it asks for are of one build.
/* global BUILD */
'use strict';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const scope = worker.registration.scope;
const PREFIX = `breakglass ${scope} `;
const CACHE = PREFIX + BUILD;
const LIST = 'offline-files.json';
const SINCE = 'kept-since';
const AT_ONCE = 6;

/** @typedef {{build: string, files: Record<string, string>}} List */

/** @type {Promise<List | null> | null} */
let known = null;

/** The list of the build that this worker keeps. @returns {Promise<List | null>} */
function list() {
  // What is not there or cannot be read just now is looked for again: a fault of the storage must not stop the site.
  known ??= listIn(CACHE).catch(() => null).then((found) => {
    if (!found) known = null;
    return found;
  });
  return known;
}

/** @param {string} name @returns {Promise<List | null>} */
async function listIn(name) {
  const found = await caches.match(scope + LIST, { cacheName: name }); // does not make the cache, unlike open
  return found ? found.json() : null;
}

/** @param {object} message */
async function tell(message) {
  for (const client of await worker.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}

/** @param {BufferSource} bytes */
async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The file as this build has it. Fails where the server gives anything else: it may be in the middle of an update.
 * @param {string} path
 * @param {string} hash
 */
async function fetched(path, hash) {
  // A file of another build may be as old as the one at hand, so that the server takes it for unchanged.
  for (const cache of /** @type {RequestCache[]} */ (['no-cache', 'reload'])) {
    const answer = await fetch(scope + path, { cache, credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${path}: the server answers ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    if ((await hashOf(bytes)) !== hash) continue;
    const headers = new Headers(answer.headers);
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    // A new answer: one that came by a redirect may not be shown as a page.
    return new Response(bytes, { headers });
  }
  throw new Error(`${path} is not as it was built`);
}

async function earlier() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const files = (await listIn(name))?.files;
    if (files) found.push({ cache: await caches.open(name), files });
    else await caches.delete(name); // an edition that never came whole, and whose turn is over
  }
  return found;
}

async function keep() {
  const cache = await caches.open(CACHE);
  const answer = await fetched(LIST, BUILD);
  /** @type {List} */
  const { files } = await answer.clone().json();
  const before = await earlier();
  const waiting = Object.keys(files);
  const all = waiting.length;
  const work = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const url = scope + path;
      const hash = /** @type {string} */ (files[path]);
      if (!(await cache.match(url))) {
        const same = before.find((one) => one.files[path] === hash);
        await cache.put(url, (await same?.cache.match(url)) ?? (await fetched(path, hash)));
      }
      if (waiting.length % 25 === 0) await tell({ about: 'offline', done: all - waiting.length, all });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(scope + SINCE, new Response(String(Date.now())));
  await cache.put(scope + LIST, answer); // last: a cache with a list is whole
}

/** The kept file that an address means, or nothing. @param {string} address @param {Record<string, string>} files */
function pathOf(address, files) {
  const url = new URL(address);
  if (!(url.origin + url.pathname).startsWith(scope)) return undefined;
  let path = (url.origin + url.pathname).slice(scope.length);
  try {
    path = decodeURIComponent(path);
  } catch {
    return undefined; // an address that is cut off within a letter
  }
  // As hosts do: a folder means its index, and some leave off the suffix.
  return [path, `${path}${path && !path.endsWith('/') ? '/' : ''}index.html`, `${path}.html`].find((one) => Object.hasOwn(files, one));
}

/** @param {FetchEvent} event @returns {Promise<Response>} */
async function answered({ request, clientId }) {
  const files = (await list())?.files ?? {};
  const path = pathOf(request.url, files);
  const kept = path === undefined ? undefined : await caches.match(scope + path, { cacheName: CACHE }).catch(() => undefined);
  if (request.mode === 'navigate') {
    if (kept) return kept;
    const page = ['offline.html', 'offline/index.html'].find((one) => one in files);
    return fetch(request).catch((error) => {
      if (!page) throw error;
      return Response.redirect(`${scope}${page}?wanted=${encodeURIComponent(request.url)}`);
    });
  }
  // What a page asks for comes from where the page itself came from, or two builds would mix.
  const client = clientId ? await worker.clients.get(clientId) : undefined;
  if (kept && (!client || pathOf(client.url, files) !== undefined)) return kept;
  return fetch(request).catch((error) => {
    if (!kept) throw error;
    return kept;
  });
}

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
  await worker.registration.unregister();
}

/** Says what is kept, to who asks with a port. @param {MessagePort} port */
async function say(port) {
  const found = await caches.match(scope + SINCE, { cacheName: CACHE });
  const { files, ...about } = (await list()) ?? { files: {} };
  port.postMessage({ ...about, since: found ? Number(await found.text()) : null });
}

async function claimFor(/** @type {string} */ build) {
  if ((await list())?.build === build) await worker.clients.claim();
}

async function takeOverIfAlone() {
  // The page that the reader has just left may count for a moment still.
  for (const delay of [0, 400]) {
    await new Promise((resolve) => setTimeout(resolve, delay));
    const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (pages.filter((page) => page.url.startsWith(scope)).length < 2) {
      await worker.skipWaiting();
      return;
    }
  }
}

worker.addEventListener('install', (event) => {
  if (!BUILD) {
    event.waitUntil(worker.skipWaiting());
    return;
  }
  event.waitUntil(
    keep().catch(async (error) => {
      // The log of an incident needs room in the same storage: what can never come whole gives it back.
      const full = error.name === 'QuotaExceededError';
      if (full) await caches.delete(CACHE);
      await tell({ about: 'offline', failed: full ? 'there is no room for it on this device' : String(error.message ?? error) });
      throw error;
    }),
  );
});

worker.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
    }
  };
  event.waitUntil(BUILD ? tidy() : leave());
});

worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (!BUILD || method !== 'GET' || !url.startsWith(scope) || url === scope + LIST) return;
  event.respondWith(answered(event));
});

worker.addEventListener('message', (event) => {
  const { wish, build } = event.data;
  const port = event.ports[0];
  if (wish === 'say' && port) event.waitUntil(say(port));
  if (wish === 'claim' && BUILD) event.waitUntil(claimFor(build));
  if (wish === 'take over') event.waitUntil(worker.skipWaiting());
  if (wish === 'take over if alone') event.waitUntil(takeOverIfAlone());
  if (wish === 'leave') event.waitUntil(leave());
});
