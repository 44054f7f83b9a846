// Declaring an incident, and scoring it again later.

import { judge } from '../calculator/scoring.js';
import { ask, momentField } from './form.js';
import { choosePlatform } from './how.js';
import { bringIn } from './outputs.js';
import { fieldMoment } from './times.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/** @typedef {import('./form.js').Field} Field */

/**
 * The questions that score an incident, with what was answered before.
 * @param {Playbook} playbook
 * @param {Record<string, number>} levels
 * @returns {Field[]}
 */
function scoreFields(playbook, levels) {
  return (playbook.rubric?.dimensions ?? []).map(({ id, title, levels: means }) => ({
    name: `score-${id}`,
    label: title,
    kind: 'choice',
    value: String(levels[id] ?? 3),
    choices: means.map((text, number) => ({ value: String(number + 1), label: `${number + 1}: ${text}` })),
    group: 'Severity: the highest that is true now, or within two hours',
  }));
}

/**
 * @param {Playbook} playbook
 * @param {Record<string, string>} values
 * @param {string} why
 * @returns {Extract<import('./log.js').Fact, {type: 'severity'}> | null}
 */
function scored(playbook, values, why) {
  const rubric = playbook.rubric;
  if (!rubric) return null;
  const levels = Object.fromEntries(rubric.dimensions.map(({ id }) => [id, Number(values[`score-${id}`])]));
  const { severity, score } = judge(rubric.appetite, levels, rubric.severities.map((one) => one.id));
  return { type: 'severity', severity, levels, score, why };
}

/**
 * @param {Playbook} playbook
 * @param {string[]} seen
 * @returns {Field[]}
 */
function signalFields(playbook, seen) {
  return playbook.signals.map(({ id, title }) => ({
    name: `signal-${id}`, label: title, kind: 'check', value: seen.includes(id) ? 'on' : '',
  }));
}

/**
 * @param {Playbook} playbook
 * @param {Record<string, string>} values
 * @returns {Extract<import('./log.js').Fact, {type: 'signals'}>}
 */
function signalsSeen(playbook, values) {
  const ticked = playbook.signals.filter(({ id }) => values[`signal-${id}`]);
  return { type: 'signals', seen: ticked.map(({ id }) => id), titles: ticked.map(({ title }) => title) };
}

/** @param {Playbook} playbook @returns {(values: Record<string, string>, say: (text: string) => void) => void} */
function telling(playbook) {
  return (values, say) => {
    const result = scored(playbook, values, '');
    const title = playbook.rubric?.severities.find((one) => one.id === result?.severity)?.title;
    say(result && title ? `${title}, score ${result.score?.toFixed(1)} of 5` : '');
  };
}

/**
 * @param {Session} session
 * @param {Playbook} playbook
 * @returns {Promise<boolean>} Whether it was declared.
 */
export async function declare(session, playbook) {
  const { offset } = session;
  const joins = playbook.roles.filter((role) => role.joins);
  const times = playbook.platforms.length > 1 ? 'When and where' : 'When';
  const values = await ask({
    title: 'Declare an incident',
    intro: 'It is kept in this browser only, until you export it. The name is enough to begin; severity, roles and signals can be set again later.',
    submit: 'Start response',
    other: { ask: 'Begun elsewhere?', text: 'Import a log', act: () => void bringIn(session) },
    watch: telling(playbook),
    fields: [
      { name: 'name', label: 'What is broken, in a few words', value: playbook.title, required: true },
      { name: 'me', label: 'Your name, for the log', value: session.me.get() },
      { ...momentField('detected', 'First seen', offset), group: times },
      {
        ...momentField('started', 'Harm began', offset), group: times,
        help: 'As far as you know now; it counts from when it was first seen at the latest.',
      },
      ...(playbook.platforms.length > 1
        ? [/** @type {Field} */ ({
            name: 'platform', label: 'Platform', kind: 'choice', value: playbook.platforms[0]?.id ?? '', group: times,
            choices: playbook.platforms.map(({ id, title }) => ({ value: id, label: title })),
          })]
        : []),
      ...scoreFields(playbook, playbook.impact),
      ...joins.map((role) => ({ name: `role-${role.id}`, label: role.title, group: 'Who has which role; leave open what you do not know' })),
      ...signalFields(playbook, []).map((field) => ({ ...field, group: 'Which signals showed it', folded: true })),
    ],
  });
  if (!values) return false;
  session.me.set(values.me?.trim() ?? '');
  if (values.platform) choosePlatform(values.platform);
  const detected = fieldMoment(values.detected ?? '', offset) ?? Date.now();
  const started = Math.min(fieldMoment(values.started ?? '', offset) ?? detected, detected);
  const score = scored(playbook, values, 'First score');
  // In the pocket edition many pages stand in one file, and the page says which of them it is.
  const own = document.querySelector('[data-page]')?.getAttribute('data-page');
  const page = own ? new URL(own, session.base).href : document.location.href.split('#')[0] ?? '';
  await session.declare(
    {
      type: 'declared',
      name: values.name?.trim() || playbook.title,
      playbook: playbook.id,
      title: playbook.title,
      version: playbook.version,
      page: page.startsWith(session.base) ? page.slice(session.base.length) : page,
      platform: values.platform ?? playbook.platforms[0]?.id ?? '',
      started: new Date(started).toISOString(),
      detected: new Date(detected).toISOString(),
      drill: '',
    },
    [
      ...(score ? [score] : []),
      ...joins.flatMap((role) => {
        const who = values[`role-${role.id}`]?.trim() ?? '';
        return who ? [/** @type {import('./log.js').Fact} */ ({ type: 'role', role: role.id, title: role.title, who })] : [];
      }),
      ...[signalsSeen(playbook, values)].filter(({ seen }) => seen.length),
    ],
  );
  return true;
}

/**
 * @param {Session} session
 * @param {import('./state.js').Incident} incident
 * @param {Playbook} playbook
 */
export async function scoreAgain(session, incident, playbook) {
  const values = await ask({
    title: 'Score the impact again',
    submit: 'Set the severity',
    watch: telling(playbook),
    fields: [
      ...scoreFields(playbook, incident.scored?.levels ?? playbook.impact),
      { name: 'why', label: 'Why, in a sentence', required: true },
    ],
  });
  const score = values && scored(playbook, values, values.why?.trim() ?? '');
  if (score) await session.act(incident, score);
}

/**
 * Which signals showed it, as far as is known now.
 * @param {Session} session
 * @param {import('./state.js').Incident} incident
 * @param {Playbook} playbook
 */
export async function chooseSignals(session, incident, playbook) {
  const values = await ask({
    title: 'Which signals showed it',
    intro: 'Tick all that were seen so far. The record for the review names them.',
    submit: 'Write it down',
    fields: signalFields(playbook, incident.signals),
  });
  const fact = values && signalsSeen(playbook, values);
  if (fact && fact.seen.join(' ') !== incident.signals.join(' ')) await session.act(incident, fact);
}
