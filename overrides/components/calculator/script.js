import { judge } from './scoring.js';

/**
 * @typedef {object} Data As the template hands it over.
 * @property {{id: string, title: string, href: string, acknowledge: string, joins: string[], cadence: string,
 *   leadership: string}[]} severities The worst first.
 * @property {import('./scoring.js').Appetite[]} appetites
 * @property {Record<string, string>} dimensions Their titles.
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [text]
 * @param {string} [name] Of its class.
 */
const make = (tag, text, name) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (name) element.className = name;
  return element;
};

for (const box of document.querySelectorAll('[data-calculator]')) {
  const form = box.querySelector('form');
  const result = box.querySelector('[data-result]');
  if (!form || !result) continue;
  /** @type {Data} */
  const { severities, appetites, dimensions } = JSON.parse(box.querySelector('script')?.textContent ?? '');
  const order = severities.map((level) => level.id);
  box.removeAttribute('hidden');

  form.addEventListener('change', () => {
    const answers = new FormData(form);
    const levels = Object.fromEntries(Object.keys(dimensions).map((name) => [name, Number(answers.get(name) ?? 0)]));
    const open = Object.keys(dimensions).filter((name) => !levels[name]);
    result.replaceChildren();
    if (open.length) {
      result.append(make('p', `Still to answer: ${open.map((name) => dimensions[name]).join(', ')}.`));
      return;
    }
    appetites.forEach((appetite, index) => {
      const { severity, score, floor, formula } = judge(appetite, levels, order);
      const level = severities.find((one) => one.id === severity);
      if (!level) return;
      const line = make('p', undefined, index ? '' : 'bg-calc__main');
      const badge = make('a', level.title, `bg-badge bg-badge--sev${order.indexOf(level.id) + 1}`);
      badge.href = level.href;
      line.append(badge, ` ${score.toFixed(1)} of 5 under ${appetite.title}${appetite.counts ? ', which counts' : ''}`);
      result.append(line);
      if (floor) result.append(make('p', `Settled by ${dimensions[floor.dimension]} at ${floor.level} or more: ${floor.why}`));
      result.append(make('p', formula, 'bg-calc__formula'));
      if (!index) {
        const facts = make('dl', undefined, 'bg-facts');
        for (const [name, value] of [
          ['Answer within', level.acknowledge],
          ['Joins at once', level.joins.join(', ')],
          ['Updates', level.cadence],
          ['Leadership told', level.leadership ? `within ${level.leadership}` : 'not by itself'],
        ]) {
          const pair = make('div');
          pair.append(make('dt', name), make('dd', value));
          facts.append(pair);
        }
        result.append(facts);
      }
    });
  });
}
