import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from './alone.ts'

/** A PostgreSQL that runs, as its own file says. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/** Who runs on a folder of data; undefined where nobody does, or whoever did was killed. */
export async function postmasterOf(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!(pid > 0 && port > 0) || !isAlive(pid)) return undefined
  // Numbers of processes come again, in containers all the time.
  const program = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres')
  return program.includes('postgres') ? { pid, port } : undefined
}
