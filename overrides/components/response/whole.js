// Response mode as a whole, fetched by script.js once it is needed: the desk, and the bar at the foot of the page.
import { startBar } from './bar.js';
import { startDesk } from './desk.js';
import { play } from './play.js';
import { Session } from './session.js';
import { Logs } from './store.js';

// The build joins these modules to assets/response.js, which says where the site begins.
const own = document.currentScript;
const base = new URL('../', own instanceof HTMLScriptElement ? own.src : document.location.href).href;
const data = document.querySelector('script[data-response-playbook]');
const panel = document.querySelector('[data-response-panel]');
const playbook = data ? /** @type {import('./playbook.js').Playbook} */ (JSON.parse(data.textContent)) : null;
const session = new Session(new Logs(base), base, playbook);

startBar(session);
if (playbook && panel instanceof HTMLElement) startDesk(session, playbook, panel);
const drill = document.querySelector('script[data-drill]');
document.querySelector('[data-drill-start]')?.addEventListener('click', () => {
  if (drill) void play(session, JSON.parse(drill.textContent));
});
void session.logs.load();
