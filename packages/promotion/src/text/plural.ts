/** The noun for a number of items: `package` or `packages`, `repository` or `repositories`. */
export const nounFor = (count: number, noun: string): string => (count === 1 ? noun : `${noun.replace(/(?<![aeo])y$/, 'ie')}s`)

/** A number of items: `1 package`, `2 packages`. */
export const plural = (count: number, noun: string): string => `${count} ${nounFor(count, noun)}`
