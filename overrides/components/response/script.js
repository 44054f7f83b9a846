// The door to response mode. Most readers never start one, so all but this is fetched when somebody does, or when an
// incident is kept in this browser.

const own = document.currentScript;
const address = own instanceof HTMLScriptElement ? own.src : document.location.href;
const whole = new URL('response.js', address).href;
const KEPT = `breakglass.kept ${new URL('../', address).pathname}`;
const start = document.querySelector('[data-response-start], [data-drill-start]');
const said = document.querySelector('[data-response-said]');
const label = start?.textContent ?? '';
/** So many milliseconds may pass before somebody who waits is told that they need not. */
const PATIENCE = 6000;
let [wanted, there, pressed] = [false, false, false];

/** @param {string} text */
function say(text) {
  if (said) said.textContent = text;
}

/** Whether the button has been pressed and its dialog is still on the way. @param {boolean} busy */
function opening(busy) {
  pressed = busy;
  if (!start) return;
  start.textContent = busy ? 'Opening …' : label;
  if (busy) start.setAttribute('aria-busy', 'true');
  else start.removeAttribute('aria-busy');
  say('');
  if (busy) setTimeout(() => pressed && say('The network is slow. This page can be worked meanwhile.'), PATIENCE);
}

function fetchWhole() {
  if (wanted) return;
  wanted = true;
  const script = document.createElement('script');
  script.src = whole;
  script.addEventListener('load', () => {
    there = true;
    const open = pressed && start instanceof HTMLElement;
    opening(false);
    if (open) start.click();
  });
  script.addEventListener('error', () => {
    wanted = false;
    opening(false);
    say(`Response mode could not be fetched. Check the connection and press “${label}” again; this page can be worked without it.`);
  });
  document.head.append(script);
}

/** Whether an incident is kept in this browser, as session.js notes it. */
function kept() {
  try {
    return localStorage.getItem(KEPT) === 'yes';
  } catch {
    return false;
  }
}

const actions = document.querySelector('[data-response], [data-drill-actions]');
if (actions instanceof HTMLElement) actions.hidden = false;
if (start instanceof HTMLElement) {
  // The whole listens to the same button: pressed before it is there, it is pressed again once it is.
  start.addEventListener('click', () => {
    if (there) return;
    opening(true);
    fetchWhole();
  });
}
if (kept() || location.hash === '#response') fetchWhole();
window.addEventListener('storage', (event) => {
  if (event.key === KEPT && event.newValue === 'yes') fetchWhole();
});
