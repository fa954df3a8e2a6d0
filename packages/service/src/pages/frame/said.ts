/** What a page says when it is come to from a form. Addresses name a sentence, and never carry one. */
const sentences = {
  approved: 'You approved the plan.',
} as const

/** Name of a sentence. */
export type Said = keyof typeof sentences

/** The sentence that an address names; undefined where it names none. */
export const sentenceOf = (name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(sentences, name) ? sentences[name as Said] : undefined
