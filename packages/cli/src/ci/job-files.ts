import { appendFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Context } from '../core/context.ts'
import { engine } from '../core/engine.ts'
import { exits } from '../core/exit-codes.ts'
import type { Markdown, Result } from '../core/result.ts'
import { writeWhole } from '../files/write-whole.ts'

/**
 * Writes the result to the files that CI systems read: the job summary and the step outputs of GitHub Actions, and a dotenv file with variables for
 * later GitLab jobs.
 *
 * @param dotenv path of the dotenv file; undefined: none is written
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

/** Appends to the summary. The size limit covers everything that a step writes, and GitHub shows nothing of a summary that is too long. */
async function appendSummary(file: string, markdown: Markdown): Promise<void> {
  const { markdownLimits } = await engine()
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  const limit = markdownLimits.summary - size - 1
  // With less room than this, a summary would say nothing useful.
  if (limit >= 1_000) await appendFile(file, `${markdown({ limit })}\n`)
}

/** Removes line breaks, with which text from outside could start another output. */
const oneLine = (value: string | number): string => String(value).replace(/[\r\n]+/g, ' ')
