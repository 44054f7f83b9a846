// The worker that keeps the site, run with a host and a storage that fail.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const SOURCE = readFileSync(new URL('../../overrides/components/offline/worker.js', import.meta.url), 'utf8');
const SCOPE = 'https://x.example/site/';
const hash = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');
const PAGES = { 'index.html': '<h1>kept</h1>', 'offline.html': 'offline' };
const LIST = JSON.stringify({ build: 'b', files: Object.fromEntries(Object.entries(PAGES).map(([path, text]) => [path, hash(text)])) });

/** A storage of caches as a browser has it. */
class Caches {
  constructor() {
    /** @type {Map<string, Map<string, Response>>} */
    this.all = new Map();
    this.broken = false;
    this.full = false;
  }

  async keys() { return [...this.all.keys()]; }

  /** @param {string} name */
  async delete(name) { return this.all.delete(name); }

  /** @param {string} url @param {{cacheName: string}} where */
  async match(url, { cacheName }) {
    if (this.broken) throw new Error('cannot be read');
    return this.all.get(cacheName)?.get(url)?.clone();
  }

  /** @param {string} name */
  async open(name) {
    if (!this.all.has(name)) this.all.set(name, new Map());
    const held = /** @type {Map<string, Response>} */ (this.all.get(name));
    return {
      match: async (/** @type {string} */ url) => held.get(url)?.clone(),
      put: async (/** @type {string} */ url, /** @type {Response} */ answer) => {
        if (this.full) throw new DOMException('no room', 'QuotaExceededError');
        held.set(url, answer);
      },
    };
  }
}

/** A worker of a build, with what the host answers by path; nothing where the host is gone. */
class Run {
  /** @param {Record<string, string> | null} host @param {Caches} caches */
  constructor(host, caches = new Caches()) {
    this.host = host;
    this.caches = caches;
    /** @type {Record<string, (event: any) => void>} */
    this.on = {};
    /** @type {any[]} */
    this.told = [];
    const clients = { matchAll: async () => [{ postMessage: (/** @type {any} */ said) => this.told.push(said) }], get: async () => undefined };
    const self = { registration: { scope: SCOPE }, clients, addEventListener: (/** @type {string} */ name, /** @type {any} */ act) => { this.on[name] = act; } };
    const fetched = async (/** @type {any} */ request) => {
      const path = String(request.url ?? request).slice(SCOPE.length);
      if (!this.host) throw new TypeError('Failed to fetch');
      return Object.hasOwn(this.host, path) ? new Response(this.host[path]) : new Response('gone', { status: 404 });
    };
    const names = { URL, Response, Headers, crypto, setTimeout, Promise, Uint8Array, DOMException };
    vm.runInNewContext(`const BUILD = '${hash(LIST)}';\n${SOURCE}`, { self, caches, fetch: fetched, ...names });
  }

  async install() {
    /** @type {Promise<void> | undefined} */
    let done;
    this.on.install?.({ waitUntil: (/** @type {Promise<void>} */ work) => { done = work; } });
    await done;
  }

  /** @param {string} path */
  async open(path) {
    /** @type {Promise<Response> | undefined} */
    let answer;
    this.on.fetch?.({
      request: { url: SCOPE + path, method: 'GET', mode: 'navigate' }, clientId: '',
      respondWith: (/** @type {Promise<Response>} */ work) => { answer = work; },
    });
    return (await answer)?.text();
  }
}

const HOST = { ...PAGES, 'offline-files.json': LIST };

test('what is kept is answered when the host is gone', async () => {
  const run = new Run(HOST);
  await run.install();
  run.host = null;
  assert.equal(await run.open(''), PAGES['index.html']);
});

test('a storage that cannot be read leaves the site as the host has it, and only for so long', async () => {
  const run = new Run(HOST);
  await run.install();
  const again = new Run({ ...HOST, 'index.html': 'from the host', '': 'from the host' }, run.caches);
  run.caches.broken = true;
  assert.equal(await again.open(''), 'from the host');
  run.caches.broken = false;
  assert.equal(await again.open(''), PAGES['index.html']);
});

for (const path of ['%E0%A4%A', 'constructor', '__proto__', 'index.html/../%ff']) {
  test(`an address such as ${path} is left to the host`, async () => {
    const run = new Run(HOST);
    await run.install();
    assert.equal(await run.open(path), 'gone');
  });
}

for (const [what, host] of /** @type {[string, Record<string, string>][]} */ ([
  ['a page of another build', { ...HOST, 'index.html': 'newer' }],
  ['a page for everything, with 200', { 'index.html': 'app', 'offline.html': 'app', 'offline-files.json': 'app' }],
  ['a page that is missing', { 'index.html': PAGES['index.html'], 'offline-files.json': LIST }],
])) {
  test(`${what} stops the edition from being used`, async () => {
    const run = new Run(host);
    await assert.rejects(run.install());
    assert.ok(run.told.at(-1).failed);
    run.host = { '': 'from the host' };
    assert.equal(await run.open(''), 'from the host');
  });
}

test('a device without room gives back what was taken, and says so', async () => {
  const run = new Run(HOST);
  run.caches.full = true;
  await assert.rejects(run.install());
  assert.deepEqual(await run.caches.keys(), []);
  assert.match(run.told.at(-1).failed, /no room/);
});

test('editions that never came whole are thrown away by the next one', async () => {
  const run = new Run(HOST);
  await run.caches.open(`breakglass ${SCOPE} half`);
  await run.caches.open('of another site');
  await run.install();
  assert.deepEqual((await run.caches.keys()).length, 2);
});
