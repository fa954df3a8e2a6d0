import { resolve } from 'node:path'
import type { Context } from '../core/context.ts'
import type { Result } from '../core/result.ts'
import { writeWhole } from '../files/write-whole.ts'
import { render } from './render.ts'
import type { Target } from './targets.ts'

/** Writes a result to all places that were asked for. A file is whole or not there: it is written beside its place, and then named. */
export async function writeResult(context: Context, targets: readonly Target[], result: Result): Promise<void> {
  for (const { format, file } of targets) {
    const text = await render(result, format)
    if (file === undefined) context.stdout.write(text)
    else await writeWhole(resolve(context.cwd, file), text)
  }
}
