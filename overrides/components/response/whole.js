// Response mode as a whole, fetched by script.js once it is needed: the desk, and the bar at the foot of the page.
import { startBar } from './bar.js';
import { startDesk } from './desk.js';
import { startKept } from './kept.js';
import { play } from './play.js';
import { Session } from './session.js';
import { Logs } from './store.js';

// The build joins these modules to assets/response.js, which says where the site begins.
const own = document.currentScript;
const base = new URL('../', own instanceof HTMLScriptElement ? own.src : document.location.href).href;
const data = [...document.querySelectorAll('script[data-response-playbook]')].map((part) => JSON.parse(part.textContent ?? ''));
const panel = document.querySelector('[data-response-panel]');
/** @type {import('./playbook.js').Playbook | null} */
const playbook = data.length > 0 ? Object.assign({}, ...data) : null;
const session = new Session(new Logs(base), base, playbook);

startBar(session);
if (playbook && panel instanceof HTMLElement) startDesk(session, playbook, panel);
const kept = document.querySelector('[data-response-kept]');
if (kept instanceof HTMLElement) startKept(session, kept);
const drill = document.querySelector('script[data-drill]');
document.querySelector('[data-drill-start]')?.addEventListener('click', () => {
  if (drill) void play(session, JSON.parse(drill.textContent));
});
void session.logs.load().then(() => session.caughtUp());
