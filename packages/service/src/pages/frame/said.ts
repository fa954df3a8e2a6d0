/** What a page says when it is come to from a form. Addresses name a sentence, and never carry one. */
const sentences = {
  approved: 'You approved the plan. Whether that is enough, its gates say.',
  refused: 'You refused the plan. It has ended.',
  revoked: 'You took your approval back.',
  'rolling back': 'It is being rolled back.',
  paused: 'It is paused: what comes waits, what is under way is finished.',
  resumed: 'It goes on: all that waited is checked.',
  'not paused': 'It was not paused any more.',
  looking: 'It is being checked. What is found is shown here.',
  closed: 'Seen to. It comes back if it happens again.',
  'closed before': 'Somebody had seen to it before.',
  'looking at all': 'All of it is being checked. What is found is shown here.',
  'waiver ended': 'The waiver has ended. What went by it stays where it is.',
  waived: 'The waiver counts from now on. What it is about is checked again.',
} as const

/** Name of a sentence. */
export type Said = keyof typeof sentences

/** The sentence that an address names; undefined where it names none. */
export const sentenceOf = (name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(sentences, name) ? sentences[name as Said] : undefined
