// An event of the log in a sentence, for the screen and for every export.

import { long, stamp } from './times.js';

const DID = { started: 'begun', done: 'done', failed: 'did not work', skipped: 'left out' };
export const REACHED = { contained: 'Contained: the harm has stopped growing', recovered: 'Recovered: the process is proved to be in order' };

/**
 * Whether an event only moves the path on after a step that has a line of its own.
 * @param {import('./log.js').Fact} event
 */
export function silent(event) {
  return event.type === 'answer' && event.answer === '';
}

/** @param {string} text @returns {string} Text of people on one line of Markdown: it can start nothing, nor turn the line
 * around. */
export function inert(text) {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/\p{Cs}/gu, '\ufffd').replace(/[\u202a-\u202e\u2066-\u2069]/g, '').trim().replace(/([\\`*_[\]<>|#~]|&(?=#?\w+;))/g, '\\$1');
}

/** @param {import('./state.js').Incident} incident @returns {string} Nobody may take an exercise for the real thing. */
export function named({ declared }) {
  return declared.drill ? `Drill: ${declared.name}` : declared.name;
}

/** @param {string} text @param {string} before */
const after = (text, before = '. ') => (text ? `${before}${text}` : '');

/**
 * @param {import('./log.js').Fact} event
 * @returns {string}
 */
export function sentence(event) {
  switch (event.type) {
    case 'declared':
      return event.name === event.title
        ? `Declared: ${event.name}, with the playbook of that name, ${event.version}`
        : `Declared: ${event.name}, with the playbook ${event.title} ${event.version}`;
    case 'severity':
      return `Severity ${event.severity.toUpperCase()}${event.score === null ? '' : `, score ${event.score.toFixed(1)}`}${after(event.why)}`;
    case 'signals':
      return event.seen.length ? `Signals seen: ${event.titles.join(', ')}` : 'No signal was seen';
    case 'role':
      return event.who ? `${event.who} is ${event.title}` : `${event.title} is held by nobody now`;
    case 'answer':
      return event.answer ? `${event.ask} ${event.answer}${after(event.known, '. Known: ')}` : `${event.ask}: done`;
    case 'goto':
      return `Back to the question: ${event.ask}${after(event.why)}`;
    case 'decision':
      return `Decided: ${event.title}${after(event.known, '. Known: ')}`;
    case 'step':
      return `Step ${event.number} ${DID[event.did]}: ${event.text}${after(event.note, ' ')}`;
    case 'override':
      return `Scope gate passed with ${event.open.length} ${event.open.length === 1 ? 'check' : 'checks'} open. Reason: ${event.reason}`;
    case 'message':
      return `Sent to ${event.to.toLowerCase()}: ${event.title}${after(event.expired, ' (its approval had ended on ')}${event.expired ? ')' : ''}`;
    case 'update':
      return `Update given${after(event.text, ': ')}`;
    case 'note':
      return event.text;
    case 'evidence':
      return `Kept: ${event.what}${after(event.where, ', at: ')}`;
    case 'called':
      return `Called ${event.who}: ${event.answered ? 'answered' : 'no answer'}`;
    case 'clock':
      return `Clock started: ${event.duty} (since ${stamp(Date.parse(event.started))})`;
    case 'milestone':
      return `${REACHED[event.reached]} (${stamp(Date.parse(event.moment))})`;
    case 'jump':
      return `The clock of this machine went ${event.ms < 0 ? 'back' : 'forward, or the machine slept,'} by ${long(Math.round(event.ms / 60_000) * 60_000)}. Check the times around this line`;
    case 'inject':
      return `Inject ${event.number}: ${event.text}`;
    case 'undo':
      // A log from elsewhere may take back what takes back, in a circle.
      return event.taken && event.taken.type !== 'undo' ? `Taken back: ${sentence(event.taken)}` : 'Taken back';
    case 'closed':
      return `Closed${after(event.summary, ': ')}`;
  }
}
