import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Outcome } from '../benchmark.ts'
import { withScratch } from '../scratch.ts'
import { writeFileOf } from './file-of.ts'
import { type Kind, kinds, type Took, type Way, ways } from './took.ts'

const run = promisify(execFile)

/** An archive may unpack to 512 MiB. */
const mebibytes: Readonly<Record<Kind, number>> = { raw: 600, npm: 500 }

const labels: Readonly<Record<Way, string>> = {
  put: 'a PUT to the server',
  put_parts: 'parts to the server',
  post: 'a form to the server',
  fetch: 'a PUT through fetch',
}

/** Measures how much memory an emulator needs for a large file, and how long it keeps others waiting meanwhile. */
export async function measureIntake(): Promise<Outcome> {
  const rows: { way: Way; kind: Kind; took: Took }[] = []
  await withScratch(async (folder) => {
    for (const kind of kinds) {
      const path = join(folder, 'big.tgz')
      await writeFileOf(kind, mebibytes[kind], path)
      for (const way of ways) {
        const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'take-once.ts'), way, kind, path])
        rows.push({ way, kind, took: JSON.parse(stdout) })
      }
      await rm(path)
    }
  })
  const worst = (figure: keyof Took) => Math.max(...rows.map(({ took }) => took[figure]))
  return {
    figures: { 'intake.ratio': worst('ratio'), 'intake.worstDelay': worst('worstDelay') },
    tables: [
      {
        title: 'A large file to an emulator',
        columns: ['', 'format', 'MiB', 'peak / file', 'worst delay, ms', 'seconds'],
        rows: rows.map(({ way, kind, took }) => [labels[way], kind, mebibytes[kind], took.ratio, took.worstDelay, took.seconds]),
        notes: [
          'Each in a process of its own, from the first byte to the synchronised package; the file is noise, and of npm a tarball of it.',
          'The peak is over what the process had before, with the bytes of the caller where they come through fetch.',
        ],
      },
    ],
  }
}
