// The door to response mode. Most readers never start one, so all but this is fetched when somebody does, or when an
// incident is kept in this browser.

const own = document.currentScript;
const address = own instanceof HTMLScriptElement ? own.src : document.location.href;
const whole = new URL('response.js', address).href;
const KEPT = `breakglass.kept ${new URL('../', address).pathname}`;
const start = document.querySelector('[data-response-start], [data-drill-start]');
let [wanted, there, pressed] = [false, false, false];

function fetchWhole() {
  if (wanted) return;
  wanted = true;
  const script = document.createElement('script');
  script.src = whole;
  script.addEventListener('load', () => {
    there = true;
    if (pressed && start instanceof HTMLElement) start.click();
  });
  script.addEventListener('error', () => {
    [wanted, pressed] = [false, false];
    const said = document.querySelector('[data-response-said]');
    if (said) said.textContent = 'Response mode could not be fetched. Try again; the steps below work without it.';
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
    pressed = !there;
    fetchWhole();
  });
}
if (kept() || location.hash === '#response') fetchWhole();
window.addEventListener('storage', (event) => {
  if (event.key === KEPT && event.newValue === 'yes') fetchWhole();
});
