import { appendFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Context } from '../core/context.ts'
import { engine } from '../core/engine.ts'
import { exits } from '../core/exit-codes.ts'
import type { Markdown, Result } from '../core/result.ts'
import { writeWhole } from '../files/write-whole.ts'

/**
 * Tells the CI system what came of it, in the files that it reads: the summary of the step and its outputs in GitHub Actions, and variables for
 * later jobs, which GitLab calls dotenv.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * @see https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsdotenv
 */
export async function writeJobFiles(
  { env, cwd }: Context,
  { exit, markdown, outputs = {} }: Result,
  dotenv: string | undefined,
): Promise<void> {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = env
  const told = Object.entries({ exit, 'exit-code': exits[exit].code, ...outputs })
  if (summary) await appendSummary(summary, markdown)
  if (output) await appendFile(output, told.map(([name, value]) => `${name}=${oneLine(value)}\n`).join(''))
  if (dotenv !== undefined) {
    const lines = told.map(([name, value]) => `${name.toUpperCase().replaceAll('-', '_')}=${oneLine(value)}\n`)
    await writeWhole(resolve(cwd, dotenv), lines.join(''))
  }
}

/** What a step said before counts too, and of what is too long GitHub shows nothing at all. */
async function appendSummary(file: string, markdown: Markdown): Promise<void> {
  const { markdownLimits } = await engine()
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  const limit = markdownLimits.summary - size - 1
  // The least that there is something to say in.
  if (limit >= 1_000) await appendFile(file, `${markdown({ limit })}\n`)
}

/** A line break would begin another output, which what comes from outside must not be able to. */
const oneLine = (value: string | number): string => String(value).replace(/[\r\n]+/g, ' ')
