/** The exit codes and their meanings. Scripts branch on them, so a number never changes its meaning. */
export const exits = {
  /** @remedy Nothing. */
  done: { code: 0, meaning: 'Done, or there was nothing left to do' },
  /** @remedy Follow the message. If the service did not respond, run the same command again: it continues where it stopped. */
  error: { code: 1, meaning: 'Something went wrong, or the selection found no packages; the message says what to do' },
  /** @remedy Correct what the message names; `cloudsmith-promote validate` checks the pipeline and the files next to it. */
  usage: {
    code: 2,
    meaning: 'A flag, a file or the pipeline is invalid, or a plan was edited or belongs elsewhere; nothing was sent',
  },
  /**
   * @remedy Run `cloudsmith-promote explain`, which shows for each package which gate blocks it, what it needs, and who may waive it. Fix the
   * package, or draft a waiver.
   */
  blocked: { code: 3, meaning: 'A package is blocked by a gate, a conflict or a hold' },
  /** @remedy Run `cloudsmith-promote wait`, or the same command later. If people have to approve, use `cloudsmith-promote approve`. */
  waiting: { code: 4, meaning: 'Not yet: people have to approve, time has to pass, or a package has not arrived' },
  /** @remedy Read in the report what went wrong, fix it, and plan again. Nothing is left half done. */
  compensated: { code: 5, meaning: 'Something failed, and what had been done was undone' },
  /** @remedy Read in the report what the stage contains, and decide whether to keep, quarantine or delete it. */
  'needs a human': {
    code: 6,
    meaning: 'A stage holds something that it should not, and a person has to decide what to do about it',
  },
  /** @remedy Plan again, and have the new plan approved if it needs approval. */
  changed: {
    code: 7,
    meaning: 'The repositories or the pipeline have changed since the plan was made: plan again; nothing was sent',
  },
  /** @remedy Find out who put the package there. Promote it through the pipeline, or delete it. */
  drift: { code: 8, meaning: 'Stages differ from each other, or from what the pipeline would have put there' },
  /** @remedy Run the command again after the time in the message, or leave others a share of the rate limit with `reserve`. */
  'rate limit': { code: 9, meaning: 'The rate limit is used up; the message says when it resets' },
  /** @remedy Nothing, unless you expected packages: then check the selection. */
  nothing: { code: 10, meaning: 'With --fail-if-nothing: there was nothing to do' },
  /** @remedy Run the same command again: it continues where it stopped. */
  interrupted: { code: 130, meaning: 'Interrupted; the report so far was written, and running the same command again continues' },
} as const satisfies Record<string, { code: number; meaning: string }>

/** Name of an exit code. */
export type Exit = keyof typeof exits

/** The table of exit codes in `--help`. */
export function exitTable(): string {
  const lines = Object.values(exits).map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
  return ['Exit codes:', ...lines].join('\n')
}
