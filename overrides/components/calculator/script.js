import { judge } from './scoring.js';

for (const box of document.querySelectorAll('[data-calculator]')) {
  const { severities, appetites, dimensions } = JSON.parse(box.querySelector('script').textContent);
  const form = box.querySelector('form');
  const result = box.querySelector('[data-result]');
  const order = severities.map((level) => level.id);
  box.hidden = false;

  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };

  form.addEventListener('change', () => {
    const levels = {};
    for (const name of Object.keys(dimensions)) levels[name] = Number(form.elements[name]?.value || 0);
    const open = Object.keys(dimensions).filter((name) => !levels[name]);
    result.replaceChildren();
    if (open.length) {
      result.append(make('p', `Still to answer: ${open.map((name) => dimensions[name]).join(', ')}.`));
      return;
    }
    appetites.forEach((appetite, index) => {
      const { severity, score, floor, formula } = judge(appetite, levels, order);
      const level = severities.find((one) => one.id === severity);
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
