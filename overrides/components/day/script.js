// What a last day means on the day of reading. Days are UTC days, as in the checks; ISO dates compare as text.
const today = new Date().toISOString().slice(0, 10);
const styles = { late: 'bad', soon: 'warn', fine: 'ok' };

for (const badge of document.querySelectorAll('[data-day]')) {
  if (!(badge instanceof HTMLElement)) continue;
  const { day = '', soonFrom = '' } = badge.dataset;
  const state = today > day ? 'late' : today >= soonFrom ? 'soon' : 'fine';
  badge.textContent = badge.dataset[state] ?? '';
  for (const [name, style] of Object.entries(styles)) badge.classList.toggle(`bg-badge--${style}`, name === state);
}
