import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Outcome } from '../benchmark.ts'
import { withScratch } from '../scratch.ts'
import { writeFileOf } from './file-of.ts'
import { type Kind, kinds, type Took, type Way, ways } from './took.ts'

const run = promisify(execFile)

/** MiB in a file: an archive may unpack to 512, and what a library unpacks takes its time. */
const mebibytes: Readonly<Record<Kind, number>> = {
  raw: 600,
  'gzip of noise': 500,
  'gzip of zip': 500,
  gzip: 500,
  zip: 500,
  zstd: 500,
  xz: 500,
  bzip2: 100,
}

/** Bytes from which on a file counts for the figures: beside smaller ones, what the threads themselves take is much. */
const largeFrom = 100e6

/** What a file is called, as readers go by it. */
const extensions: Partial<Record<Kind, string>> = { raw: 'bin', zip: 'zip' }

/** How a file comes matters where it is large itself; for how it is read, one way does. */
const waysOf = (kind: Kind): readonly Way[] => (kind === 'raw' || kind === 'gzip of noise' ? ways : ['put'])

const labels: Readonly<Record<Way, string>> = {
  put: 'a PUT to the server',
  chunked: 'one of no told length',
  put_parts: 'parts to the server',
  post: 'a form to the server',
  fetch: 'a PUT through fetch',
}

/** Measures how much memory an emulator needs for a large file, and how long it keeps others waiting meanwhile. */
export async function measureIntake(): Promise<Outcome> {
  const rows: { way: Way; kind: Kind; took: Took }[] = []
  await withScratch(async (folder) => {
    for (const kind of kinds) {
      const path = join(folder, `big-1.0.0.${extensions[kind] ?? 'tgz'}`)
      await writeFileOf(kind, mebibytes[kind], path)
      for (const way of waysOf(kind)) {
        const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'take-once.ts'), way, kind, path])
        rows.push({ way, kind, took: JSON.parse(stdout) })
      }
      await rm(path)
    }
  })
  const worst = (figure: keyof Took) =>
    Math.max(...rows.filter(({ took }) => took.size >= largeFrom).map(({ took }) => took[figure]))
  return {
    figures: { 'intake.ratio': worst('ratio'), 'intake.worstDelay': worst('worstDelay'), 'intake.worstTurn': worst('worstTurn') },
    tables: [
      {
        title: 'A large file to an emulator',
        columns: ['', 'kind', 'MiB in it', 'MiB', 'peak / file', 'worst delay, ms', 'worst turn, ms', 'seconds'],
        rows: rows.map(({ way, kind, took }) => [
          labels[way],
          kind,
          mebibytes[kind],
          Math.round(took.size / 2 ** 20),
          took.ratio,
          took.worstDelay,
          took.worstTurn,
          took.seconds,
        ]),
        notes: [
          'Each runs in its own process, from the first byte to the synchronised package; the file is noise, or text compressed to a quarter.',
          'The peak is relative to the memory of the process before, and includes the bytes of the caller for uploads through fetch.',
        ],
      },
    ],
  }
}
