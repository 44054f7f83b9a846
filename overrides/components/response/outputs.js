// What leaves the browser: reports, the record, the log as a file; and the file of another machine that comes in.

import { drillRun } from './drill.js';
import { button, make } from './element.js';
import { ask } from './form.js';
import { incidentRecord, recordId } from './record.js';
import { handover, report } from './report.js';
import { clash, read, written } from './transfer.js';

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/** @typedef {{dump: (data: unknown, options: Record<string, unknown>) => string, YAML11_SCHEMA: unknown}} Yaml */

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * The library that writes YAML. It is fetched only when somebody exports, since few pages ever need it.
 * @param {string} base
 * @returns {Promise<Yaml>}
 */
function yaml(base) {
  return new Promise((resolve, reject) => {
    const there = () => /** @type {{jsyaml?: Yaml}} */ (globalThis).jsyaml;
    const found = there();
    if (found) {
      resolve(found);
      return;
    }
    const script = make('script', { src: new URL('assets/vendor/js-yaml/js-yaml.min.js', base).href });
    script.addEventListener('load', () => {
      const loaded = there();
      if (loaded) resolve(loaded);
      else reject(new Error('js-yaml did not start'));
    });
    script.addEventListener('error', () => reject(new Error('js-yaml cannot be read')));
    document.head.append(script);
  });
}

/**
 * The buttons that hand out an incident as files. Of a playbook that is gone only the log itself is left.
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook | null} playbook
 * @returns {HTMLElement[]}
 */
export function files(session, incident, playbook) {
  const id = recordId(incident.declared.name, incident.declared.time, incident.id);
  /** @param {Playbook} playbook */
  const record = async (playbook) => {
    const writer = await yaml(session.base).catch(() => null);
    if (!writer) {
      await tell('No record yet', 'The part that writes YAML could not be fetched. Export the log as JSON now, and the record later from there.');
      return;
    }
    const { dump, YAML11_SCHEMA } = writer;
    // By the older rules, so that what only older programs take for something else than text gets its quotes.
    const data = incident.declared.drill
      ? { runs: [drillRun(incident)] }
      : incidentRecord(incident, playbook, session.now(incident));
    const text = dump(data, { schema: YAML11_SCHEMA, lineWidth: 110 });
    download(`${incident.declared.drill || id}.yaml`, 'application/yaml', text);
  };
  /** @param {string} text @param {() => void} act */
  const out = (text, act) => button(text, `out-${incident.id}-${text}`, act, 'bg-button--small');
  return [
    ...(playbook
      ? [
          out('Hand-over sheet', () => download(`${id}-handover.md`, 'text/markdown', handover(incident, playbook, session.now(incident)))),
          out('Report (Markdown)', () => download(`${id}.md`, 'text/markdown', report(incident, playbook))),
          out(incident.declared.drill ? 'Drill result (YAML)' : 'Record (YAML)', () => void record(playbook)),
        ]
      : []),
    out('Log (JSON)', () => download(`${id}.json`, 'application/json', written(session.logs.logs.get(incident.id) ?? []))),
  ];
}

/**
 * @param {Session} session
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @returns {HTMLElement[]}
 */
export function outputs(session, incident, playbook) {
  return [
    make('div', { class: 'bg-out' },
      ...files(session, incident, playbook),
      button('Import a log', 'out-import', () => void bringIn(session), 'bg-button--small')),
    make('p', { class: 'bg-watch__note' }, incident.declared.drill ? 'The result is an entry for the runs of the drill’s record. ' : 'The record goes to the repository as the beginning of the review. ', 'The log goes on at another machine: import it there on the page of this playbook.'),
  ];
}

/** @param {Session} session */
export async function bringIn(session) {
  const values = await ask({
    title: 'Import a log',
    intro: 'A .json file that was exported here or at another machine. An incident that is here already gets the lines that it lacks.',
    submit: 'Import',
    fields: [{ name: 'file', label: 'File', kind: 'file', required: true }],
  });
  if (!values) return;
  const result = read(values.file ?? '');
  const events = 'events' in result ? result.events : [];
  const id = events[0]?.incident ?? '';
  const fault = 'fault' in result ? result.fault : clash(session.logs.logs.get(id) ?? [], events);
  if (fault) {
    await tell('Not imported', fault);
    return;
  }
  await session.logs.take(events);
  session.choose(id);
  const declared = session.all().find((one) => one.id === id)?.declared;
  session.say(`Imported: ${declared?.name ?? ''}`);
  if (declared && declared.playbook !== session.page?.id) {
    await tell('Imported', `${declared.name} goes on at the page of its playbook: ${declared.title}.`);
  }
}

/** @param {string} title @param {string} intro */
const tell = (title, intro) => ask({ title, intro, submit: 'Close', fields: [] });
