// Turns the platforms of every step into tabs, and keeps to the platform that the reader chose last, on all steps
// and all pages of this browser.
const KEY = 'breakglass.platform';
const GROUP = '[data-platform-tabs]';

const remembered = () => {
  try { return localStorage.getItem(KEY); } catch { return null; }
};
/** @param {string} platform */
const remember = (platform) => {
  try { localStorage.setItem(KEY, platform); } catch { /* private mode: the choice holds for this page */ }
};

/** @param {Element} root @returns {HTMLElement[]} */
const panelsOf = (root) => [...root.querySelectorAll(':scope > [data-platform]')].filter((one) => one instanceof HTMLElement);
/** @param {Element} root @returns {HTMLButtonElement[]} */
const tabsOf = (root) => [...root.querySelectorAll('.bg-how__tab')].filter((one) => one instanceof HTMLButtonElement);

document.querySelectorAll(GROUP).forEach((root, index) => {
  const list = document.createElement('div');
  list.className = 'bg-how__tabs';
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', 'Platform');
  panelsOf(root).forEach((panel, number) => {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.className = 'bg-how__tab';
    tab.textContent = panel.dataset.platformName ?? '';
    tab.value = panel.dataset.platform ?? '';
    tab.id = `how-${index}-tab-${number}`;
    panel.id = `how-${index}-panel-${number}`;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    list.append(tab);
  });
  root.prepend(list);
});

/** @param {string | null} platform @param {boolean} [keep] */
function choose(platform, keep = false) {
  for (const root of document.querySelectorAll(GROUP)) {
    const [panels, tabs] = [panelsOf(root), tabsOf(root)];
    const found = panels.findIndex((panel) => panel.dataset.platform === platform);
    const chosen = found < 0 ? Math.max(0, tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true')) : found;
    panels.forEach((panel, number) => { panel.hidden = number !== chosen; });
    tabs.forEach((tab, number) => {
      tab.setAttribute('aria-selected', String(number === chosen));
      tab.tabIndex = number === chosen ? 0 : -1;
    });
  }
  if (keep && platform) remember(platform);
}
choose(remembered());

// Listened for here, since the desk of response mode shows copies of the instructions as well.
document.addEventListener('click', ({ target }) => {
  const tab = target instanceof Element && target.closest('.bg-how__tab');
  if (tab instanceof HTMLButtonElement) choose(tab.value, true);
});
document.addEventListener('keydown', ({ target, key }) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const root = target instanceof HTMLButtonElement && target.matches('.bg-how__tab') ? target.closest(GROUP) : null;
  if (!step || !root) return;
  const tabs = tabsOf(root);
  const next = tabs[(tabs.indexOf(/** @type {HTMLButtonElement} */ (target)) + step + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
});
