// The clocks of an incident: what is due when. All times are those of state.js, in milliseconds.

/** @typedef {import('./state.js').Incident} Incident */
/** @typedef {import('./playbook.js').Playbook} Playbook */
/**
 * @typedef {object} Clock
 * @property {'update' | 'leadership' | 'level' | 'role' | 'duty' | 'step'} kind
 * @property {string} id
 * @property {string} title
 * @property {number} due
 * @property {string} note
 */

const MINUTE = 60_000;
const SOON = 5 * MINUTE;

/**
 * Now, on the incident's own time.
 * @param {Incident} incident
 * @param {number} wall What the machine's clock says.
 */
export function nowOf(incident, wall) {
  return wall - incident.correction;
}

/**
 * How often updates go out when an incident has lasted so long.
 * @param {{after: number, every: number}[]} updates
 * @param {number} lasted Milliseconds since the declaration.
 * @returns {number | null} Milliseconds
 */
export function cadence(updates, lasted) {
  const fit = [...updates].sort((a, b) => a.after - b.after).filter((one) => one.after * MINUTE <= lasted);
  const one = fit.at(-1) ?? updates[0];
  return one ? one.every * MINUTE : null;
}

/** @param {Incident} incident @param {Playbook} playbook @param {string} [severity] By default the one of now. */
function levelOf(incident, playbook, severity = incident.severity) {
  return playbook.rubric?.severities.find((one) => one.id === severity) ?? null;
}

/** @param {Incident} incident @param {number} time @returns {string} The severity that it had then. */
function severityAt(incident, time) {
  const set = incident.log.filter((event) => event.type === 'severity');
  return (set.findLast((event) => event.time <= time) ?? set[0])?.severity ?? '';
}

/**
 * When the next update is due, or nothing if no severity says so.
 * @param {Incident} incident
 * @param {Playbook} playbook
 */
export function nextUpdate(incident, playbook) {
  const last = incident.updates.at(-1) ?? incident.declared.time;
  const every = cadence(levelOf(incident, playbook)?.updates ?? [], last - incident.declared.time);
  return every === null ? null : last + every;
}

/**
 * How many updates the cadence asked for until `end`, and how many of them went out in time. What counts is the severity
 * at the update before.
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @param {number} end
 */
export function updatesKept(incident, playbook, end) {
  let [due, onTime, last] = [0, 0, incident.declared.time];
  for (const sent of [...incident.updates.filter((time) => time <= end), null]) {
    const updates = levelOf(incident, playbook, severityAt(incident, last))?.updates ?? [];
    const every = cadence(updates, last - incident.declared.time);
    if (!every) {
      last = sent ?? last;
      continue;
    }
    if (sent === null) {
      due += Math.max(0, Math.floor((end - last) / every));
    } else {
      const late = sent > last + every;
      due += late ? Math.max(1, Math.floor((sent - last) / every)) : 1;
      onTime += late ? 0 : 1;
      last = sent;
    }
  }
  return { due, onTime };
}

/** Whether a message stops the clock of the next update. @param {{id: string}} message As its own id says. */
export const isUpdate = ({ id }) => /update|status/.test(id);

/** Whether a message stops the clock of senior leadership. @param {{to: string}} message As its audience says. */
export const isForLeadership = ({ to }) => /executive/i.test(to);

/**
 * Everything that is running, the first due first.
 * @param {Incident} incident
 * @param {Playbook} playbook
 * @returns {Clock[]}
 */
export function clocksOf(incident, playbook) {
  if (incident.closed) return [];
  /** @type {Clock[]} */
  const found = [];
  const declared = incident.declared.time;
  const update = nextUpdate(incident, playbook);
  if (update !== null) {
    const number = incident.updates.length + 1;
    found.push({ kind: 'update', id: 'update', title: 'Next update', due: update, note: `Update ${number}` });
  }
  const leadership = levelOf(incident, playbook)?.leadership ?? null;
  if (leadership !== null && !incident.messages.some(isForLeadership)) {
    const note = 'Counts as done with the first message to executives';
    found.push({
      kind: 'leadership', id: 'leadership', title: 'Tell senior leadership', due: declared + leadership * MINUTE, note,
    });
  }
  for (const level of playbook.levels) {
    if (!incident.calls.has(level.id)) {
      const due = declared + level.minutes * MINUTE;
      found.push({ kind: 'level', id: level.id, title: `Call ${level.who}`, due, note: level.when });
    }
  }
  for (const role of playbook.roles) {
    const held = incident.roles.get(role.id);
    if (held && role.longest) {
      const due = held.time + role.longest * MINUTE;
      found.push({ kind: 'role', id: role.id, title: `Relieve ${held.who}, ${role.title}`, due, note: role.next });
    }
  }
  for (const duty of incident.duties.values()) {
    const due = Date.parse(duty.started) + duty.minutes * MINUTE;
    found.push({ kind: 'duty', id: duty.duty, title: duty.duty, due, note: '' });
  }
  for (const [id, begun] of incident.begun) {
    const step = playbook.steps.find((one) => one.id === id);
    if (step && incident.steps.get(id)?.did === 'started') {
      const title = `Step ${step.number}: ${step.text}`;
      found.push({ kind: 'step', id, title, due: begun + step.minutes * MINUTE, note: `If not: ${step.otherwise}` });
    }
  }
  return found.sort((a, b) => a.due - b.due);
}

/**
 * @param {Pick<Clock, 'due'>} clock
 * @param {number} now
 * @returns {'late' | 'soon' | 'running'}
 */
export function urgency(clock, now) {
  if (clock.due <= now) return 'late';
  return clock.due - now <= SOON ? 'soon' : 'running';
}

/**
 * What to say aloud when a clock passes a mark: five minutes before, and when it is due. A clock that is due a second
 * time after something moved it is told again.
 * @param {Clock[]} clocks
 * @param {number} now
 * @param {Set<string>} told What was said before; what is said now is added.
 * @returns {Clock[]}
 */
export function newlyUrgent(clocks, now, told) {
  return clocks.filter((clock) => {
    const state = urgency(clock, now);
    const mark = `${clock.kind} ${clock.id} ${clock.due} ${state}`;
    if (state === 'running' || told.has(mark)) return false;
    told.add(mark);
    return true;
  });
}

/**
 * How far the machine's clock went from where it should be, if that is more than a minute: a change of the clock, or a
 * machine that slept. Milliseconds, negative where the clock went back.
 * @param {{wall: number, steady: number}} before
 * @param {{wall: number, steady: number}} after `steady` from a clock that is never set.
 */
export function jumpBetween(before, after) {
  const ms = after.wall - before.wall - (after.steady - before.steady);
  return Math.abs(ms) > MINUTE ? Math.round(ms) : 0;
}

/**
 * What of a jump is not in the log yet: other tabs see the same one, and a tab that slept sees it late.
 * @param {number} ms
 * @param {number} heard What others have written of it meanwhile.
 */
export function unheard(ms, heard) {
  return Math.abs(ms - heard) > MINUTE ? Math.round(ms - heard) : 0;
}
