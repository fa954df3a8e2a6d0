import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from './benchmark.ts'

/** What was measured, when, and on what: the site shows it. */
export interface RecordedOutcome extends Outcome {
  readonly name: string
  readonly about: string
  /** The day, in UTC. */
  readonly date: string
  readonly machine: Machine
}

/** What figures were made on. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  /** Gigabytes. */
  readonly memory: number
  readonly platform: string
  readonly node: string
  /** How many programs wanted a processor in the minute before: at more than there are cores, times say little. */
  readonly load: number
}

const results = join(import.meta.dirname, '..', 'results')

/** What this machine is, and how busy right now: ask before measuring. */
export function machineNow(): Machine {
  const [first] = cpus()
  return {
    processor: first?.model.trim() || process.arch,
    cores: cpus().length,
    memory: Math.round(totalmem() / 1e9),
    platform: process.platform,
    node: process.versions.node,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  }
}

/** Keeps an outcome in `benchmarks/results`, in place of the one before. */
export async function record(recorded: RecordedOutcome): Promise<void> {
  await mkdir(results, { recursive: true })
  await writeFile(join(results, `${recorded.name}.json`), `${JSON.stringify(recorded, undefined, 2)}\n`)
}
