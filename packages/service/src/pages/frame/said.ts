/** Messages that a page shows after a form. Addresses contain the name of a message, never its text. */
const sentences = {
  approved: 'You approved the plan. Its gates decide whether more approvals are needed.',
  refused: 'You refused the plan. It has ended.',
  revoked: 'You revoked your approval.',
  'rolling back': 'The rollback has started.',
  paused: 'Paused: new packages wait, runs in progress finish.',
  resumed: 'Resumed: everything that waited is checked now.',
  'not paused': 'It was no longer paused.',
  looking: 'The check is running. Results will appear here.',
  closed: 'Marked as resolved. It will come back if it happens again.',
  'closed before': 'Someone had already resolved it.',
  'looking at all': 'The full check is running. Results will appear here.',
  'waiver ended': 'The waiver has ended. Packages that it let pass stay where they are.',
  waived: 'The waiver is now in force. The packages it applies to are checked again.',
} as const

/** Name of a message. */
export type Said = keyof typeof sentences

/** The message that an address names; undefined if it names none. */
export const sentenceOf = (name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(sentences, name) ? sentences[name as Said] : undefined
