import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { filledEmulator } from '../emulator/filled.ts'
import { middle } from '../middle.ts'
import type { Planned } from './planned.ts'

const run = promisify(execFile)
const rounds = 5

interface Planning extends Omit<Planned, 'promoted'> {
  /** Of all processes. It depends on when garbage is collected, and that on what else the machine does. */
  readonly worstPeakMB: number
}

/**
 * Has processes of their own plan the promotion of so many packages, one after the other. The emulator is in this process and answers over
 * HTTP, so that only the plan's own memory counts.
 *
 * @throws {Error} a plan would not promote them all
 */
export async function measurePlanning(packages: number): Promise<Planning> {
  const { emulator } = await filledEmulator(packages, { clock: realClock() })
  const server = await serve(emulator)
  try {
    const taken: Planned[] = []
    for (let round = 0; round < rounds; round++) {
      const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'plan-once.ts'), server.url])
      const planned = JSON.parse(stdout) as Planned
      if (planned.promoted !== packages) throw new Error(`${planned.promoted} packages would be promoted, and not ${packages}`)
      taken.push(planned)
    }
    const peaks = taken.map(({ peakMB }) => peakMB)
    return { seconds: middle(taken.map(({ seconds }) => seconds)), peakMB: middle(peaks), worstPeakMB: Math.max(...peaks) }
  } finally {
    await server.close()
  }
}
