/** What was left to run on after an answer. */
export const kept: unknown[] = []

/** As `after` of Next.js, in a request. */
export const after = (task: unknown) => void kept.push(task)
