/** How a command ends, and what that means. A script branches on these, so a number never changes its meaning. */
export const exits = {
  /** @remedy Nothing. */
  done: { code: 0, meaning: 'Done, or there was nothing left to do' },
  /** @remedy Do what the message says. Where the service did not answer, the same command goes on from where it was. */
  error: { code: 1, meaning: 'Something went wrong, or the selection found no packages; the message says what to do' },
  /** @remedy Correct what the message names; `cloudsmith-promote validate` looks at the pipeline and the files beside it. */
  usage: {
    code: 2,
    meaning: 'A flag, a file or the pipeline is invalid, or a plan was edited or belongs elsewhere; nothing was sent',
  },
  /** @remedy `cloudsmith-promote explain` says of each package which gate holds it, what is needed, and who may waive it. Mend the package, or draft a waiver. */
  blocked: { code: 3, meaning: 'A package is blocked by a gate, a conflict or a hold' },
  /** @remedy `cloudsmith-promote wait`, or the same command later; `approve` where people have to agree. */
  waiting: { code: 4, meaning: 'Not yet: people have to approve, time has to pass, or a package has not arrived' },
  /** @remedy Look in the report at what went wrong, mend that, and plan again: nothing is left halfway. */
  compensated: { code: 5, meaning: 'Something failed, and what had been done was undone' },
  /** @remedy Look in the report at what the stage holds, and decide: keep it, quarantine it, or remove it. */
  'needs a human': {
    code: 6,
    meaning: 'A stage holds something that it should not, and a person has to decide what to do about it',
  },
  /** @remedy Plan again, and let people agree again where they have to. */
  changed: {
    code: 7,
    meaning: 'The repositories or the pipeline have changed since the plan was made: plan again; nothing was sent',
  },
  /** @remedy Find out who put it there. Promote it properly, or take it away. */
  drift: { code: 8, meaning: 'Stages differ from each other, or from what the pipeline would have put there' },
  /** @remedy Start again after the moment in the message, or leave others their part of the allowance with `reserve`. */
  'rate limit': { code: 9, meaning: 'The rate limit is used up; the message says when it resets' },
  /** @remedy Nothing, unless something was expected: then look at what selects it. */
  nothing: { code: 10, meaning: 'With --fail-if-nothing: there was nothing to do' },
  /** @remedy Start the same command again: what is done counts as done. */
  interrupted: { code: 130, meaning: 'Interrupted; the report so far was written, and running the same command again continues' },
} as const satisfies Record<string, { code: number; meaning: string }>

/** How a command ends. */
export type Exit = keyof typeof exits

/** The table that `--help` shows. */
export function exitTable(): string {
  const lines = Object.values(exits).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
  return ['Exit codes:', ...lines].join('\n')
}
