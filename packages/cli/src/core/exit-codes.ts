/** How a command ends, and what that means. A script branches on these, so a number never changes its meaning. */
export const exits = {
  /** @remedy Nothing. */
  done: { code: 0, meaning: 'Done, or nothing was left to do' },
  /** @remedy Do what the message says. Where the service did not answer, the same command goes on from where it was. */
  error: { code: 1, meaning: 'Something went wrong, or nothing was found of what was selected; the message says what to do' },
  /** @remedy Correct what the message names; `cloudsmith-promote validate` looks at the pipeline and the files beside it. */
  usage: {
    code: 2,
    meaning: 'A flag, a file or the pipeline is not right, or a plan was edited or is of elsewhere; nothing was sent',
  },
  /** @remedy `cloudsmith-promote explain` says of each package which gate holds it, what is needed, and who may waive it. Mend the package, or draft a waiver. */
  blocked: { code: 3, meaning: 'A package cannot go: a gate, a conflict or a hold is in its way' },
  /** @remedy `cloudsmith-promote wait`, or the same command later; `approve` where people have to agree. */
  waiting: { code: 4, meaning: 'It will go later: people have to agree, time has to pass, or it has not arrived yet' },
  /** @remedy Look in the report at what went wrong, mend that, and plan again: nothing is left halfway. */
  compensated: { code: 5, meaning: 'What was done was undone again' },
  /** @remedy Look in the report at what the stage holds, and decide: keep it, quarantine it, or remove it. */
  'needs a human': { code: 6, meaning: 'A stage holds what it should not, and only a person can say what becomes of it' },
  /** @remedy Plan again, and let people agree again where they have to. */
  changed: { code: 7, meaning: 'The world or the pipeline is not as the plan says any more: plan again; nothing was sent' },
  /** @remedy Find out who put it there. Promote it properly, or take it away. */
  drift: { code: 8, meaning: 'Stages are not as the pipeline would have made them, or are not alike' },
  /** @remedy Start again after the moment in the message, or leave others their part of the allowance with `reserve`. */
  'rate limit': { code: 9, meaning: 'The rate limit is used up; the message says until when' },
  /** @remedy Nothing, unless something was expected: then look at what selects it. */
  nothing: { code: 10, meaning: 'With --fail-if-nothing: nothing was to be done' },
  /** @remedy Start the same command again: what is done counts as done. */
  interrupted: { code: 130, meaning: 'Interrupted; the report of what was done is written, and the same command goes on' },
} as const satisfies Record<string, { code: number; meaning: string }>

/** How a command ends. */
export type Exit = keyof typeof exits

/** The table that `--help` shows. */
export function exitTable(): string {
  const lines = Object.values(exits).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
  return ['Exit codes:', ...lines].join('\n')
}
