/** How a command ends, and what that means. A script branches on these, so a number never changes its meaning. */
export const exits = {
  done: { code: 0, meaning: 'Done, or nothing was left to do' },
  error: { code: 1, meaning: 'Something went wrong, or nothing was found of what was selected; the message says what to do' },
  usage: {
    code: 2,
    meaning: 'A flag, a file or the pipeline is not right, or a plan was edited or is of elsewhere; nothing was sent',
  },
  blocked: { code: 3, meaning: 'A package cannot go: a gate, a conflict or a hold is in its way' },
  waiting: { code: 4, meaning: 'It will go later: people have to agree, time has to pass, or it has not arrived yet' },
  compensated: { code: 5, meaning: 'What was done was undone again' },
  'needs a human': { code: 6, meaning: 'A stage holds what it should not, and only a person can say what becomes of it' },
  changed: { code: 7, meaning: 'The world or the pipeline is not as the plan says any more: plan again; nothing was sent' },
  drift: { code: 8, meaning: 'Stages are not as the pipeline would have made them, or are not alike' },
  'rate limit': { code: 9, meaning: 'The rate limit is used up; the message says until when' },
  nothing: { code: 10, meaning: 'With --fail-if-nothing: nothing was to be done' },
  interrupted: { code: 130, meaning: 'Interrupted; the report of what was done is written, and the same command goes on' },
} as const satisfies Record<string, { code: number; meaning: string }>

/** How a command ends. */
export type Exit = keyof typeof exits

/** The table that `--help` shows. */
export function exitTable(): string {
  const lines = Object.values(exits).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
  return ['Exit codes:', ...lines].join('\n')
}
