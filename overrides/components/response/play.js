// Playing a drill: it begins on the page of the drill and goes on at the desk of its playbook.

import { folded, make } from './element.js';
import { ask } from './form.js';
import { pagesApart } from './store.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./drill.js').Drill} Drill */

/**
 * @param {Session} session
 * @param {Drill} drill
 */
export async function play(session, drill) {
  if (pagesApart(document.location)) {
    await ask({
      title: 'Not from a folder',
      intro: 'Opened from a folder, this browser keeps what is written on a page for that page alone, and a drill goes on at the page of its playbook. Play it on the site, or open the folder in another browser.',
      submit: 'Close', fields: [],
    });
    return;
  }
  const values = await ask({
    title: `Play the drill: ${drill.title}`,
    intro: 'Injects come in at their times, and all else is as in an incident. Nothing that you do here sends anything.',
    submit: 'Begin the drill',
    fields: [
      { name: 'me', label: 'Who leads the drill, and takes no part in the response', value: session.me.get(), required: true },
      {
        name: 'playbook', label: 'Playbook', kind: 'choice', value: drill.playbooks[0]?.id ?? '',
        choices: drill.playbooks.map(({ id, title }) => ({ value: id, label: title })),
      },
    ],
  });
  const playbook = drill.playbooks.find(({ id }) => id === values?.playbook);
  if (!values || !playbook) return;
  session.me.set(values.me?.trim() ?? '');
  const now = new Date().toISOString();
  const page = new URL(playbook.href, document.location.href).href;
  const id = await session.declare(
    {
      type: 'declared', name: drill.title, playbook: playbook.id, title: playbook.title, version: playbook.version,
      page: page.startsWith(session.base) ? page.slice(session.base.length) : page, platform: '', started: now,
      detected: now, drill: drill.id,
    },
    playbook.severity ? [{ type: 'severity', severity: playbook.severity, levels: null, score: null, why: '' }] : [],
  );
  await session.logs.keep(id, 'drill', drill);
  document.location.assign(`${page}#response`);
}

/**
 * What has come in so far, the newest first and open.
 * @param {import('./state.js').Incident} incident
 * @param {Drill} drill
 * @returns {HTMLElement[]}
 */
export function injects(incident, drill) {
  const seen = [...incident.injects.values()].sort((a, b) => b.number - a.number);
  return [
    folded(`scenario-${incident.id}`, ['Read aloud at the start'], () => [make('p', {}, drill.scenario)], seen.length === 0),
    ...seen.map((event, index) => make('div', { class: `bg-inject${index ? '' : ' bg-inject--new'}` },
      make('p', {}, make('strong', {}, `Inject ${event.number} of ${drill.injects.length}. `), event.text),
      folded(`expect-${event.number}-${incident.id}`, ['For the lead: good work looks like this'], () => [
        make('p', {}, drill.injects[event.number - 1]?.expect ?? ''),
      ]))),
  ];
}
