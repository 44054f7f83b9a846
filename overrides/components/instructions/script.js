// Turns the platforms of every step into tabs, and keeps to the platform that the reader chose last, on all steps
// and all pages of this browser.
const KEY = 'breakglass.platform';

const remembered = () => {
  try { return localStorage.getItem(KEY); } catch { return null; }
};
const remember = (platform) => {
  try { localStorage.setItem(KEY, platform); } catch { /* private mode: the choice holds for this page */ }
};

const groups = [...document.querySelectorAll('[data-platform-tabs]')].map((root, index) => {
  const panels = [...root.querySelectorAll(':scope > [data-platform]')];
  const list = document.createElement('div');
  list.className = 'bg-how__tabs';
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', 'Platform');
  const tabs = panels.map((panel, number) => {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.className = 'bg-how__tab';
    tab.textContent = panel.dataset.platformName;
    tab.id = `how-${index}-tab-${number}`;
    panel.id = `how-${index}-panel-${number}`;
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', () => choose(panel.dataset.platform, true));
    list.append(tab);
    return tab;
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });
  root.prepend(list);
  return { panels, tabs };
});

function choose(platform, keep) {
  for (const { panels, tabs } of groups) {
    const found = panels.findIndex((panel) => panel.dataset.platform === platform);
    const chosen = found < 0 ? Math.max(0, tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true')) : found;
    panels.forEach((panel, number) => { panel.hidden = number !== chosen; });
    tabs.forEach((tab, number) => {
      tab.setAttribute('aria-selected', String(number === chosen));
      tab.tabIndex = number === chosen ? 0 : -1;
    });
  }
  if (keep) remember(platform);
}
if (groups.length) choose(remembered(), false);
