// The incident as Markdown: the report with the whole log, and the sheet for the next shift.

import { clocksOf } from './clocks.js';
import { stamp, until } from './times.js';
import { decisionFor, openScope, settled } from './state.js';
import { stepAtHand, walk } from './path.js';
import { inert as inline, sentence, silent } from './words.js';

/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

/** @param {Incident} incident @param {Playbook} playbook @returns {string[]} */
function head(incident, playbook) {
  const { declared, reached } = incident;
  const severity = playbook.rubric?.severities.find((one) => one.id === incident.severity)?.title ?? 'not set';
  return [
    `- Severity: ${inline(severity)}`,
    `- Playbook: ${inline(declared.title)} ${inline(declared.version)}`,
    `- Platform: ${inline(playbook.platforms.find((one) => one.id === declared.platform)?.title ?? 'not given')}`,
    `- Harm began ${stamp(incident.started)}, first seen ${stamp(incident.detected)}, declared ${stamp(declared.time)}`,
    `- Contained: ${reached.contained === null ? 'not yet' : stamp(reached.contained)}`,
    `- Recovered: ${reached.recovered === null ? 'not yet' : stamp(reached.recovered)}`,
    ...(incident.closed ? [`- Closed ${stamp(incident.closed.time)}`] : []),
  ];
}

/** @param {Incident} incident @returns {string[]} */
function people(incident) {
  const held = [...incident.roles.values()];
  return held.length
    ? held.map((role) => `- ${inline(role.title)}: ${inline(role.who)}, since ${stamp(role.time)}`)
    : ['- Nobody has taken a role.'];
}

/** @param {Incident} incident @returns {string[]} */
function kept(incident) {
  return incident.evidence.map((item) => `- ${inline(item.what)}: ${inline(item.where) || 'place not noted'}`);
}

/**
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @returns {string}
 */
export function report(incident, playbook) {
  const messages = incident.messages.flatMap((sent) => [
    `### ${inline(sent.title)}, ${stamp(sent.time)}`,
    '',
    ...sent.text.split(/\r\n?|\n/).map((text) => `    ${text}`),
    '',
  ]);
  return [
    `# ${inline(incident.declared.name)}`,
    '',
    ...head(incident, playbook),
    '',
    '## Roles at the end',
    '',
    ...people(incident),
    '',
    '## Log',
    '',
    ...incident.log.filter((event) => !silent(event)).map((event) => `- ${stamp(event.time)}${event.by ? ` (${inline(event.by)})` : ''}: ${inline(sentence(event))}`),
    ...(incident.undone.size ? ['', `${incident.undone.size === 1 ? 'One line was' : `${incident.undone.size} lines were`} taken back; the JSON export has them.`] : []),
    '',
    ...(incident.evidence.length ? ['## Evidence', '', ...kept(incident), ''] : []),
    ...(messages.length ? ['## Messages as sent', '', ...messages] : []),
  ].join('\n');
}

/**
 * What the next shift must know, on one sheet.
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {number} now On the incident's own time.
 * @returns {string}
 */
export function handover(incident, playbook, now) {
  const { here, taken } = walk(playbook.tree, incident.answers);
  const question = here.kind === 'node' ? playbook.tree.nodes[here.id]?.ask : '';
  const end = here.kind === 'outcome' ? playbook.tree.outcomes[here.id]?.title : '';
  const running = playbook.steps.filter((step) => incident.steps.get(step.id)?.did === 'started');
  const failed = playbook.steps.filter((step) => incident.steps.get(step.id)?.did === 'failed');
  const first = stepAtHand(incident, playbook, here)?.number ?? 0;
  const open = playbook.steps.filter((step) => !settled(incident, step.id) && !running.includes(step));
  const [before, next] = [open.filter((step) => step.number < first), open.filter((step) => step.number >= first).slice(0, 5)];
  const scope = openScope(incident, playbook.steps);
  const rules = playbook.roles.filter((role) => incident.roles.has(role.id) && role.handoff.length);
  /** @param {import('./playbook.js').Step} step */
  const told = (step) => `- Step ${step.number}: ${inline(step.text)}`;
  return [
    `# Hand-over: ${inline(incident.declared.name)}`,
    '',
    `As of ${stamp(now)}.`,
    '',
    ...head(incident, playbook),
    '',
    '## Who does what',
    '',
    ...people(incident),
    '',
    '## Clocks that run',
    '',
    ...clocksOf(incident, playbook).map((clock) => `- ${inline(clock.title)}: ${stamp(clock.due)}, ${until(clock.due - now)}`),
    '',
    '## Where we are',
    '',
    ...taken.filter((stage) => stage.answer).map((stage) => `- ${inline(playbook.tree.nodes[stage.node]?.ask ?? '')} **${inline(stage.answer)}**`),
    ...(question ? [`- Open question: ${inline(question)}`] : []),
    ...(end ? [`- Outcome: ${inline(end)}${decisionFor(incident, here.id) ? '' : ', not decided yet'}`] : []),
    ...(incident.override ? [`- ${inline(sentence(incident.override))}`] : []),
    ...(scope.length ? ['', '## Scope checks that are open', '', ...scope.map(told)] : []),
    ...(running.length ? ['', '## Begun and not finished', '', ...running.map(told)] : []),
    ...(failed.length ? ['', '## Did not work', '', ...failed.map((step) => `${told(step)} Then: ${inline(step.otherwise)}`)] : []),
    ...(next.length ? ['', '## Next steps', '', ...next.map(told)] : []),
    ...(before.length ? ['', '## Earlier steps that are open', '', ...before.map(told)] : []),
    ...(incident.evidence.length ? ['', '## Evidence', '', ...kept(incident)] : []),
    ...rules.flatMap((role) => ['', `## Before ${inline(role.title)} changes hands`, '', ...role.handoff.map((text) => `- [ ] ${inline(text)}`)]),
    '',
    '## Last ten lines of the log',
    '',
    ...incident.log.filter((event) => !silent(event)).slice(-10).map((event) => `- ${stamp(event.time)}: ${inline(sentence(event))}`),
    '',
  ].join('\n');
}
