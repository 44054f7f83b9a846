// The shape of a playbook as its page hands it to response mode. It is made in macros/breakglass/views/response.py.

/**
 * @typedef {object} Named
 * @property {string} id
 * @property {string} title
 *
 * @typedef {object} Step
 * @property {string} id Its anchor on the page.
 * @property {number} number
 * @property {string} text
 * @property {string} phase
 * @property {string} role
 * @property {number} minutes How long it may take.
 * @property {boolean} scope
 * @property {boolean} changes Whether it is corrective.
 * @property {string} verify
 * @property {string} otherwise
 * @property {string | null} go Where `otherwise` leads, if it is an address.
 *
 * @typedef {{kind: 'node' | 'outcome' | 'step' | 'record', id: string, title?: string, href?: string | null}} Target
 *
 * @typedef {object} TreeNode
 * @property {string} ask The question; empty where the node is a step.
 * @property {string} help
 * @property {string | null} step
 * @property {Named | null} decides
 * @property {{answer: string, to: Target}[]} ways
 *
 * @typedef {{title: string, gate: string, criteria: string, decides: Named, go: Target | null}} Outcome
 * @typedef {{start: string, nodes: Record<string, TreeNode>, outcomes: Record<string, Outcome>}} Tree
 *
 * @typedef {object} Role
 * @property {string} id
 * @property {string} title
 * @property {boolean} joins Whether it joins at once at this severity.
 * @property {number | null} longest Minutes that one person may hold it.
 * @property {string} next Who takes it next.
 * @property {string[]} handoff What must be true before it is handed over.
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {string} title
 * @property {string} when
 * @property {string} to
 * @property {string} sender
 * @property {string} subject
 * @property {string} body Markdown with `{blanks}`.
 * @property {{name: string, what: string, example: string}[]} blanks
 * @property {string} approver
 * @property {string} until The last day of its approval, or nothing.
 *
 * @typedef {{id: string, minutes: number, who: string, when: string, contact: string, href: string | null}} Level
 * @typedef {{duty: string, applies: string, minutes: number, starts: string, role: string}} Duty
 *
 * @typedef {object} Severity
 * @property {string} id
 * @property {string} title
 * @property {string} means
 * @property {{after: number, every: number}[]} updates In minutes, `after` from the declaration on.
 * @property {number | null} leadership Minutes until senior leadership is told.
 *
 * @typedef {object} Rubric
 * @property {string} severity What the playbook comes to by itself.
 * @property {Severity[]} severities The worst first.
 * @property {{id: string, title: string, levels: string[]}[]} dimensions
 * @property {import('../calculator/scoring.js').Appetite & {id: string}} appetite
 *
 * @typedef {object} Playbook
 * @property {string} id
 * @property {string} title
 * @property {string} version
 * @property {string} mode
 * @property {Named[]} platforms
 * @property {string[]} processes
 * @property {Named[]} signals
 * @property {Record<string, number>} impact
 * @property {Named[]} phases
 * @property {Step[]} steps
 * @property {Role[]} roles
 * @property {Tree} tree
 * @property {Message[]} messages
 * @property {Level[]} levels
 * @property {Duty[]} duties
 * @property {{id: string, what: string, where: string}[]} evidence
 * @property {Rubric | null} rubric
 */

export {};
