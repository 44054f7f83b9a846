// Lets this browser keep the site, and fills in the page that says what is kept.
import { bytes, moment, sentence } from './wording.js';

/** @typedef {import('./wording.js').Kept} Kept */

const build = document.querySelector('meta[name="breakglass-build"]')?.getAttribute('content');
/** The top of the site, which Material's scripts know as well. @type {URL} */
const top = new URL(`${/** @type {any} */ (window).__md_scope ?? new URL('.', location.href)}`.replace(/\/?$/, '/'));
const OFF = `${top.pathname}.offline-off`;
const workers = location.protocol.startsWith('http') && isSecureContext ? navigator.serviceWorker : undefined;

/** @returns {boolean} */
function isOff() {
  try {
    return localStorage.getItem(OFF) === 'yes';
  } catch {
    return false;
  }
}

/** @param {boolean} off */
function setOff(off) {
  try {
    if (off) localStorage.setItem(OFF, 'yes');
    else localStorage.removeItem(OFF);
  } catch {
    // A browser that forbids storage keeps nothing anyhow.
  }
}

/** The worker for this site only, not one for a site above it. @returns {Promise<ServiceWorkerRegistration | undefined>} */
async function registered() {
  const found = await workers?.getRegistration(top.href).catch(() => undefined); // refused where nothing may be kept
  return found?.scope === top.href ? found : undefined;
}

/** @returns {Promise<ServiceWorkerRegistration | undefined>} */
async function register() {
  return workers?.register(new URL('worker.js', top), { scope: top.href, updateViaCache: 'none' });
}

/** @param {ServiceWorker | null} worker @returns {Promise<Kept | null>} */
function asked(worker) {
  if (!worker) return Promise.resolve(null);
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => resolve(event.data.since ? event.data : null);
    setTimeout(() => resolve(null), 10_000);
    worker.postMessage({ wish: 'say' }, [channel.port2]);
  });
}

/** Keeps the site up to date in the background. */
async function start() {
  if (!workers) return;
  const there = await registered();
  if (!build) {
    await there?.update(); // the site no longer wants to be kept; its worker removes itself
    return;
  }
  const saving = /** @type {any} */ (navigator).connection?.saveData === true;
  if (isOff() || (saving && !there)) return;
  const registration = await register();
  registration?.waiting?.postMessage({ wish: 'take over if alone' });
  registration?.active?.postMessage({ wish: 'claim', build });
  registration?.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') worker.postMessage({ wish: 'claim', build });
    });
  });
  if (there) await registration?.update(); // browsers look by themselves, but late
}

/** @param {HTMLElement} page */
function fill(page) {
  /** @param {string} name @returns {HTMLElement} */
  const part = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-offline-${name}]`));
  const body = /** @type {HTMLTableSectionElement} */ (part('parts').querySelector('tbody'));
  const bar = /** @type {HTMLProgressElement} */ (part('progress').querySelector('progress'));
  let failed = '';
  let asking = 0;

  /** @param {Kept | null} kept */
  function showParts(kept) {
    part('parts').hidden = !kept;
    body.replaceChildren();
    for (const one of kept?.parts ?? []) {
      const row = body.insertRow();
      const head = document.createElement('th');
      head.scope = 'row';
      head.textContent = one.title;
      row.append(head);
      for (const text of [String(one.files), bytes(one.bytes), one.kept ? 'yes' : 'no']) row.insertCell().textContent = text;
    }
  }

  async function show() {
    const turn = ++asking;
    const registration = await registered();
    const [kept, newer] = await Promise.all([asked(registration?.active ?? null), asked(registration?.waiting ?? null)]);
    if (turn !== asking) return; // answers may come late, and a later question knows more
    part('said').textContent = sentence({
      protocol: location.protocol,
      possible: Boolean(workers && build),
      busy: Boolean(registration?.installing),
      failed,
      kept,
      newer,
    });
    part('progress').hidden = !registration?.installing;
    part('keep').hidden = !workers || !build || Boolean(kept) || Boolean(registration?.installing);
    part('switch').hidden = !newer;
    part('look').hidden = !kept || Boolean(newer) || Boolean(registration?.installing);
    part('remove').hidden = !registration;
    showParts(kept);
  }

  async function keep() {
    failed = '';
    setOff(false);
    const registration = await register().catch(() => undefined);
    if (!registration) failed = 'this browser refuses it';
    registration?.addEventListener('updatefound', follow);
    await follow();
    // Asks the browser not to throw it away when the disk fills up.
    await navigator.storage?.persist?.();
  }

  async function follow() {
    const registration = await registered();
    registration?.installing?.addEventListener('statechange', () => void show());
    await show();
  }

  part('keep').addEventListener('click', () => void keep());
  part('switch').addEventListener('click', async () => (await registered())?.waiting?.postMessage({ wish: 'take over' }));
  part('look').addEventListener('click', async () => {
    const registration = await registered();
    try {
      await registration?.update();
      failed = '';
    } catch {
      failed = 'The site cannot be reached.';
    }
    await follow();
    if (!failed && !registration?.installing && !registration?.waiting) {
      part('said').textContent += ' There is no newer edition.';
    }
  });
  part('remove').addEventListener('click', async () => {
    const registration = await registered();
    setOff(true);
    registration?.active?.postMessage({ wish: 'leave' });
    await registration?.unregister();
    for (const name of await caches.keys()) {
      if (name.startsWith(`breakglass ${top.href} `)) await caches.delete(name);
    }
    await show();
  });
  workers?.addEventListener('message', (event) => {
    if (event.data?.about !== 'offline') return;
    if (event.data.failed) failed = event.data.failed;
    if (event.data.all) {
      bar.max = event.data.all;
      bar.value = event.data.done;
    }
    void show();
  });
  workers?.startMessages();
  // Anybody can write a link to this page: what it says is an address of this site or nothing.
  const wanted = new URLSearchParams(location.search).get('wanted') ?? '';
  const address = URL.canParse(wanted) ? new URL(wanted).href : '';
  if (address.startsWith(top.href)) {
    part('wanted').hidden = false;
    part('wanted').textContent = `There is no network, and this page is not among those that are kept: ${address}`;
  }
  void show();
  void registered().then((registration) => registration?.addEventListener('updatefound', () => void follow()));
}

/** Says below every page from when the kept edition is. @param {Element} place */
async function note(place) {
  const registration = await registered();
  const kept = await asked(registration?.active ?? null);
  if (kept) place.textContent = `Kept on this device, edition of ${moment(kept.built)}`;
}

const page = document.querySelector('[data-offline]');
if (page instanceof HTMLElement) fill(page);
const place = document.querySelector('[data-offline-note]');
if (workers && place) void note(place);
// A page whose worker is exchanged is of the edition before; one that had no worker has just got its first.
if (workers?.controller) workers.addEventListener('controllerchange', () => location.reload());
addEventListener('load', () => setTimeout(() => void start().catch(() => {}), 0));
