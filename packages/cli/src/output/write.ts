import { resolve } from 'node:path'
import type { Context } from '../core/context.ts'
import type { Result } from '../core/result.ts'
import { writeWhole } from '../files/write-whole.ts'
import { render } from './render.ts'
import type { Target } from './targets.ts'

/** Writes a result to all requested places. Returns the errors: one place that cannot be written does not stop the others. */
export async function writeResult(context: Context, targets: readonly Target[], result: Result): Promise<readonly unknown[]> {
  const problems: unknown[] = []
  for (const { format, file } of targets) {
    try {
      const text = await render(result, format)
      if (file === undefined) context.stdout.write(text)
      else await writeWhole(resolve(context.cwd, file), text)
    } catch (error) {
      problems.push(error)
    }
  }
  return problems
}
