// The same arithmetic as in the checks: the weighted mean of the levels, the first severity whose threshold it reaches,
// and floors that can only make it worse.
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

  function judge(appetite, levels) {
    const total = Object.values(appetite.weights).reduce((sum, weight) => sum + weight, 0);
    const score = Object.entries(appetite.weights).reduce((sum, [name, weight]) => sum + weight * levels[name], 0) / total;
    let chosen = order.find((id) => id in appetite.thresholds && score >= appetite.thresholds[id]) ?? order.at(-1);
    let floor = null;
    for (const one of appetite.floors) {
      const holds = levels[one.dimension] >= one.level && order.includes(one.severity);
      if (holds && order.indexOf(one.severity) < order.indexOf(chosen)) {
        chosen = one.severity;
        floor = one;
      }
    }
    const formula = Object.entries(appetite.weights).filter(([, weight]) => weight)
      .map(([name, weight]) => `${weight} × ${levels[name]}`).join(' + ');
    return { level: severities.find((one) => one.id === chosen), score, floor, formula: `(${formula}) / ${total} = ${score.toFixed(2)}` };
  }

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
      const { level, score, floor, formula } = judge(appetite, levels);
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
