import { appendFile } from 'node:fs/promises'
import type { Context } from '../core/context.ts'
import { exits } from '../core/exit-codes.ts'
import type { Result } from '../core/result.ts'

/**
 * Tells the CI system what came of it, in the files that it reads: the summary of the step and its outputs in GitHub Actions.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export async function writeJobFiles({ env }: Context, { exit, markdown, outputs = {} }: Result): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = env
  if (summary) await appendFile(summary, `${markdown}\n`)
  if (output) {
    const told = { exit, 'exit-code': exits[exit].code, ...outputs }
    await appendFile(
      output,
      Object.entries(told)
        .map(([name, value]) => `${name}=${oneLine(value)}\n`)
        .join(''),
    )
  }
}

/** A line break would begin another output, which what comes from outside must not be able to. */
const oneLine = (value: string | number): string => String(value).replace(/[\r\n]+/g, ' ')
