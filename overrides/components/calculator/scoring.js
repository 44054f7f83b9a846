// The severity of an incident from its impact, by the same arithmetic as in the checks (governance/severity.py): the
// weighted mean of the levels, the first severity whose threshold it reaches, and floors that can only make it worse.

/**
 * @typedef {object} Floor At this level of one dimension the severity is never less than this one.
 * @property {string} dimension
 * @property {number} level 1 to 5
 * @property {string} severity
 * @property {string} why
 *
 * @typedef {object} Appetite
 * @property {string} title
 * @property {boolean} counts Whether this is the appetite that the house decides by.
 * @property {Record<string, number>} weights By dimension.
 * @property {Record<string, number>} thresholds The least score of each severity.
 * @property {Floor[]} floors
 *
 * @typedef {object} Judgement
 * @property {string} severity
 * @property {number} score 1 to 5
 * @property {Floor | null} floor The floor that settled it, if one did.
 * @property {string} formula
 */

/**
 * @param {Appetite} appetite
 * @param {Record<string, number>} levels 1 to 5 for every dimension.
 * @param {string[]} order The severities, the worst first.
 * @returns {Judgement}
 */
export function judge(appetite, levels, order) {
  const weights = Object.entries(appetite.weights);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const score = weights.reduce((sum, [name, weight]) => sum + weight * (levels[name] ?? 0), 0) / total;
  let severity = order.find((id) => score >= (appetite.thresholds[id] ?? Infinity)) ?? order.at(-1) ?? '';
  let floor = null;
  for (const one of appetite.floors) {
    const holds = (levels[one.dimension] ?? 0) >= one.level && order.includes(one.severity);
    if (holds && order.indexOf(one.severity) < order.indexOf(severity)) {
      severity = one.severity;
      floor = one;
    }
  }
  const terms = weights.filter(([, weight]) => weight).map(([name, weight]) => `${weight} × ${levels[name]}`);
  return { severity, score, floor, formula: `(${terms.join(' + ')}) / ${total} = ${score.toFixed(2)}` };
}
