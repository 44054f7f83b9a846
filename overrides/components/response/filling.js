// Messages filled from the incident, and their forms for the places they are pasted into.

import { clockTime, zone } from './times.js';
import { cadence, nextUpdate } from './clocks.js';

/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */

const BLANK = /\{([a-z][a-z0-9_]*)\}/g;

/**
 * What the incident itself knows of the blanks. A blank such as `lead_name` is whoever holds the role with `lead` in
 * its id.
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {{now: number, offset: number, address: string}} where `now` on the incident's own time, `address` of the page.
 * @returns {Record<string, string>}
 */
export function knownValues(incident, playbook, { now, offset, address }) {
  /** @param {number} time */
  const at = (time) => `${clockTime(time + incident.correction, offset)} ${zone(offset)}`;
  const severity = playbook.rubric?.severities.find((one) => one.id === incident.severity);
  const update = nextUpdate(incident, playbook);
  // Whoever writes an update now promises the one after it.
  const every = cadence(severity?.updates ?? [], now - incident.declared.time) ?? 0;
  const next = update === null ? null : Math.max(update, now + every);
  /** @type {Record<string, string>} */
  const known = {
    incident_name: incident.declared.name,
    severity: severity?.title ?? incident.severity,
    number: String(incident.updates.length + 1),
    time: at(now),
    started_at: at(incident.started),
    detected_at: at(incident.detected),
    declared_at: at(incident.declared.time),
    playbook_link: address,
    ...(next === null ? {} : { next_update: at(next) }),
  };
  for (const role of playbook.roles) {
    const who = incident.roles.get(role.id)?.who;
    if (who) for (const part of role.id.split('-')) known[`${part}_name`] ??= who;
  }
  return known;
}

/**
 * The text with its blanks filled. What nobody has filled is marked, so that it cannot be sent unseen.
 * @param {string} text
 * @param {Record<string, string>} values
 * @returns {{text: string, missing: string[]}}
 */
export function fill(text, values) {
  /** @type {Set<string>} */
  const missing = new Set();
  const filled = text.replace(BLANK, (_, /** @type {string} */ name) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? '').trim() : '';
    if (value) return value;
    missing.add(name);
    return `[TO FILL: ${name.replaceAll('_', ' ')}]`;
  });
  return { text: filled, missing: [...missing] };
}

/** @param {string} markdown @returns {string} The words without emphasis, links as words and address. */
export function plain(markdown) {
  return markdown
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/(^|[^\w*])\*(?! )([^*\n]*[^*\s])\*(?![\w*])/g, '$1$2')
    .replace(/`([^`]+)`/g, '$1');
}

/** @param {string} markdown @returns {string} As Slack writes emphasis and links. */
function mrkdwn(markdown) {
  return markdown
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
    .replace(/\[([^\]]+)\]\((https?:[^)\s|]+)\)|(https?:[^\s<>|)]*[^\s<>|).,;:!?])/g, (_, words, address, bare) => (bare ? `<${bare}>` : `<${address}|${words}>`))
    .replace(/(^|[^\w*])\*(?! )([^*\n]*[^*\s])\*(?![\w*])/g, '$1_$2_')
    .replace(/\*\*([^*]+)\*\*/g, '*$1*');
}

/** Slack takes no more letters in one section. */
const SECTION = 3000;
/** Nor in a header. */
const HEADER = 150;

/**
 * A paragraph in sections that are short enough, none cut within a word.
 * @param {string} paragraph
 * @returns {string[]} As Slack writes it.
 */
function sections(paragraph) {
  const made = mrkdwn(paragraph);
  if (made.length <= SECTION) return [made];
  // A letter may become five.
  return (paragraph.match(new RegExp(`\\S[^]{0,${SECTION / 5 - 2}}(?=\\s|$)|\\S{1,${SECTION / 5}}`, 'g')) ?? []).map(mrkdwn);
}

/** @param {string} body @returns {string[]} Its paragraphs, a blank line between them. */
const paragraphs = (body) => body.split(/\n{2,}/).map((part) => part.trim()).filter(Boolean);

/**
 * A filled message in the form of the place that it is pasted into.
 * @type {Record<'text' | 'markdown' | 'slack' | 'teams', (subject: string, body: string) => string>}
 */
export const FORMS = {
  text: (subject, body) => [plain(subject), plain(body).trim()].filter(Boolean).join('\n\n'),
  markdown: (subject, body) => [subject && `**${subject}**`, body.trim()].filter(Boolean).join('\n\n'),
  // Slack, Block Kit: section and header blocks.
  slack: (subject, body) => JSON.stringify({
    blocks: [
      ...(subject ? [{ type: 'header', text: { type: 'plain_text', text: plain(subject).slice(0, HEADER) } }] : []),
      // Verbatim: else Slack would make mentions and channels of plain words, and a name could call everybody.
      ...paragraphs(body).flatMap(sections).map((text) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } })),
    ],
  }, null, 2),
  // Teams: an adaptive card, whose text blocks read a small Markdown.
  teams: (subject, body) => JSON.stringify({
    type: 'AdaptiveCard',
    $schema: 'https://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.4',
    body: [
      ...(subject ? [{ type: 'TextBlock', text: plain(subject), weight: 'Bolder', size: 'Medium', wrap: true }] : []),
      ...paragraphs(body).map((text) => ({ type: 'TextBlock', text, wrap: true })),
    ],
  }, null, 2),
};

/**
 * Whether the approval of a message has ended, so that sending it needs somebody's yes.
 * @param {import('./playbook.js').Message} message
 * @param {number} wall
 */
export function approvalEnded(message, wall) {
  return message.until !== '' && new Date(wall).toISOString().slice(0, 10) > message.until;
}
