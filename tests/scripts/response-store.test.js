// Where logs are kept, with a storage that fails in the ways that storages fail.

import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test from 'node:test';
import { LONGEST } from '../../overrides/components/response/log.js';
import { Session } from '../../overrides/components/response/session.js';
import { fold } from '../../overrides/components/response/state.js';
import { Logs, setting } from '../../overrides/components/response/store.js';
import { PLAYBOOK, Story } from './response.js';

/** @type {Map<string, string>} */
const settings = new Map();
/** @type {((event: {preventDefault: () => void}) => void)[]} */
let leaving = [];
/** @type {unknown[]} */
const faults = [];
let sites = 0;
Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
Object.assign(globalThis, {
  document: { addEventListener() {}, visibilityState: 'visible' },
  localStorage: {
    getItem: (/** @type {string} */ key) => settings.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => settings.set(key, value),
  },
  addEventListener: (/** @type {string} */ _, /** @type {any} */ act) => leaving.push(act),
  BroadcastChannel: undefined,
  reportError: (/** @type {unknown} */ fault) => faults.push(fault),
});

/** @type {import('../../overrides/components/response/log.js').Fact} */
const NOTE = { type: 'note', text: 'one' };

/** @returns {string} A site that nobody has read yet. */
const site = () => `https://x.example/${++sites}/`;

/** @param {string} base */
async function opened(base) {
  const logs = new Logs(base);
  await logs.load();
  return logs;
}

/** @param {string} base */
async function declared(base) {
  const logs = await opened(base);
  const session = new Session(logs, base, null);
  const story = new Story();
  await logs.take(story.log);
  return { logs, session, story };
}

/** @param {Logs} logs @param {string} incident */
const texts = (logs, incident) => (logs.logs.get(incident) ?? []).flatMap((event) => (event.type === 'note' ? [event.text] : []));

/** Whether the browser would ask before this page is left. */
function asks() {
  let asked = false;
  leaving.at(-1)?.({ preventDefault: () => { asked = true; } });
  return asked;
}

test('what is written is there for the next page', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  await logs.write(story.incident, [NOTE, { type: 'note', text: 'two' }], 'mara');
  assert.deepEqual(texts(await opened(base), story.incident), ['one', 'two']);
  assert.equal(asks(), false);
});

test('a fault in what shows the log does not keep it from being written', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  logs.onChange(() => { throw new Error('cannot be shown'); });
  await logs.write(story.incident, [NOTE], 'mara');
  assert.deepEqual(texts(await opened(base), story.incident), ['one']);
  assert.ok(faults.length > 0);
});

test('a text that is too long for the log is cut, and said to be', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  await logs.write(story.incident, [{ type: 'note', text: `${'x'.repeat(LONGEST)}🔥` }], 'mara');
  const [text] = texts(await opened(base), story.incident);
  assert.ok(text && text.length <= LONGEST);
  assert.match(text, /xxx \[20002 letters were too many for the log, the rest is cut off\]$/);
});

test('an import changes nothing that is written, here or in the storage', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  const id = story.write(5, { type: 'note', text: 'true' });
  await logs.take(story.log);
  await logs.take(story.log.map((event) => (event.id === id ? { ...event, type: 'note', text: 'false' } : event)));
  assert.deepEqual(texts(logs, story.incident), ['true']);
  assert.deepEqual(texts(await opened(base), story.incident), ['true']);
});

test('ten thousand lines are read within seconds', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  const [first] = story.log;
  assert.ok(first);
  const many = Array.from({ length: 10_000 }, (_, number) => ({
    ...first, type: /** @type {const} */ ('note'), text: 'x', seq: first.seq + number, id: crypto.randomUUID(),
  }));
  const began = performance.now();
  await logs.take(many);
  fold(logs.logs.get(story.incident) ?? []);
  assert.ok(performance.now() - began < 4000, `${performance.now() - began} ms`);
});

test('a storage that never answers is said to keep nothing, and nothing waits for it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const base = site();
  const logs = new Logs(base);
  logs.store = () => new Promise(() => {});
  const session = new Session(logs, base, null);
  const story = new Story();
  const done = session.declare(/** @type {any} */ (story.log[0]), [NOTE]);
  assert.equal(logs.logs.size, 1);
  assert.equal([...logs.logs.values()][0]?.length, 2, 'the severity is there with the declaration');
  t.mock.timers.tick(5000);
  await done;
  assert.match(logs.problem, /open another page/);
  assert.equal(asks(), true);
});

test('a storage that was emptied under an open tab gets the log back', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  settings.clear();
  await logs.keep(story.incident, 'playbook', PLAYBOOK);
  await /** @type {NonNullable<Logs['store']>} */ (logs.store)('readwrite', (store) => { store.clear(); });
  await logs.load();
  const again = await opened(base);
  assert.equal(again.logs.get(story.incident)?.length, 2);
  assert.equal(again.playbooks.get(story.incident)?.id, PLAYBOOK.id);
  assert.equal(setting('kept', base).get(), 'yes', 'the next page knows that there is an incident');
});

test('what was removed does not come back from a tab that has not heard of it, but from a file', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  const other = await opened(base);
  await logs.remove(story.incident);
  await other.load();
  assert.equal(other.logs.size, 0);
  assert.equal((await opened(base)).logs.size, 0);
  await other.take(story.log);
  assert.equal((await opened(base)).logs.get(story.incident)?.length, 2);
});

test('a dialog that was open while the incident was removed writes nothing', async () => {
  const { logs, session } = await declared(site());
  const [incident] = session.all();
  assert.ok(incident);
  await logs.remove(incident.id);
  await session.act(incident, NOTE);
  assert.equal(logs.logs.size, 0);
});

test('a storage that cannot be read for a moment hides no incident from the next page', async () => {
  const base = site();
  await declared(base);
  assert.equal(setting('kept', base).get(), 'yes');
  const logs = new Logs(base);
  logs.store = () => Promise.reject(new Error('busy'));
  new Session(logs, base, null);
  await logs.load();
  assert.equal(setting('kept', base).get(), 'yes');
});

test('two sites of one host do not hide the incidents of each other', async () => {
  const base = site();
  await declared(base);
  new Session(await opened(site()), site(), null).logs.changed();
  assert.equal(setting('kept', base).get(), 'yes');
});

test('the bar leads to no other site, whatever a log says', async () => {
  const base = site();
  const { session } = await declared(base);
  const [incident] = session.all();
  assert.ok(incident);
  assert.equal(session.desk(incident), `${base}playbooks/payment-flow-stopped.html#response`);
  for (const page of ['https://evil.example/', '//evil.example', 'javascript:alert(1)', '../../x', 'data:text/html,x', 'http://[', '\\\\evil.example']) {
    /** @type {typeof incident.declared} */
    const declaration = { ...incident.declared, page };
    assert.equal(session.desk({ ...incident, declared: declaration }), `${base}#response`, page);
  }
});

test('a jump of the clock is written into every incident that runs, once', async () => {
  const base = site();
  const { logs, session } = await declared(base);
  await logs.take(new Story().log);
  const known = session.jumps();
  await session.jumped(-3_600_000, known);
  assert.deepEqual(session.all().map((one) => one.correction), [-3_600_000, -3_600_000]);
  // A tab that slept for an hour, far beyond what counts as the same moment, notices it now.
  const late = new Session(await opened(base), base, null);
  await late.jumped(-3_600_000, known);
  assert.deepEqual(late.all().map((one) => one.correction), [-3_600_000, -3_600_000]);
});

test('a clock that was put back while no page was open is noticed by the next one, once', async () => {
  const base = site();
  const hour = 3_600_000;
  const { session, logs } = await declared(base);
  await session.act(/** @type {any} */ (session.all()[0]), NOTE);
  settings.set(`breakglass.seen ${new URL(base).pathname}`, String(Date.now() + 2 * hour));
  const next = new Session(logs, base, null);
  await next.caughtUp();
  await next.caughtUp();
  await new Session(logs, base, null).caughtUp();
  const [incident] = next.all();
  assert.ok(incident && Math.abs(incident.correction + 2 * hour) < 60_000, String(incident?.correction));
  assert.deepEqual(incident.log.slice(-2).map(({ type }) => type), ['note', 'jump']);
});

test('a log of a machine whose clock is ahead is no jump of this one', async () => {
  const base = site();
  const { logs, session, story } = await declared(base);
  const [first] = story.log;
  assert.ok(first);
  const at = new Date(Date.now() + 3_600_000).toISOString();
  await logs.take([{ ...first, type: 'note', text: 'ahead', id: crypto.randomUUID(), seq: Date.now() + 3_600_000, at }]);
  await session.caughtUp();
  assert.equal(session.all()[0]?.correction, 0);
});

test('a clock that ran ahead before is no jump of an incident that began after it was put right', async () => {
  const base = site();
  settings.set(`breakglass.seen ${new URL(base).pathname}`, String(Date.now() + 3_600_000));
  const logs = await opened(base);
  const session = new Session(logs, base, null);
  await session.caughtUp(); // nothing runs
  const story = new Story();
  await session.declare(/** @type {any} */ (story.log[0]), []);
  const next = new Session(await opened(base), base, null);
  await next.caughtUp();
  assert.equal(next.all()[0]?.correction, 0);
});

test('a clock that is put right under an open page is no jump of an incident that comes from elsewhere after it', async () => {
  const base = site();
  const logs = await opened(base);
  settings.set(`breakglass.seen ${new URL(base).pathname}`, String(Date.now() + 3_600_000));
  await new Session(logs, base, null).jumped(-3_600_000, new Map());
  await logs.take(new Story().log);
  const next = new Session(await opened(base), base, null);
  await next.caughtUp();
  assert.equal(next.all()[0]?.correction, 0);
});

test('a storage that answers again is no longer said to keep nothing', async () => {
  const base = site();
  await declared(base);
  const logs = new Logs(base);
  const { store } = logs;
  logs.store = () => Promise.reject(new Error('busy'));
  await logs.load();
  assert.notEqual(logs.problem, '');
  logs.store = store;
  await logs.load();
  assert.equal(logs.problem, '');
});

test('a line after one with the highest count of all is kept as well', async () => {
  const base = site();
  const { logs, story } = await declared(base);
  const [first] = story.log;
  assert.ok(first);
  await logs.take([{ ...first, ...NOTE, seq: 2 ** 52, id: crypto.randomUUID() }]);
  await logs.write(story.incident, [{ type: 'note', text: 'two' }], 'mara');
  assert.deepEqual(texts(await opened(base), story.incident), ['one', 'two']);
});

test('a log is worked out again only when there is something new in it, or its playbook', async () => {
  const base = site();
  const { logs, session, story } = await declared(base);
  const [before] = session.all();
  assert.equal(session.all()[0], before, 'else each second costs as much as the log is long');
  await logs.write(story.incident, [NOTE], 'mara');
  const [after] = session.all();
  assert.equal(after?.log.at(-1)?.type, 'note');
  await logs.keep(story.incident, 'playbook', PLAYBOOK);
  assert.notEqual(session.all()[0], after);
});
