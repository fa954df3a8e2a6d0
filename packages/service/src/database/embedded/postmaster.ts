import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from './alone.ts'

/** A running PostgreSQL, as its own file describes it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/** The PostgreSQL that runs on a data folder; undefined if none does, or if it was killed. */
export async function postmasterOf(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!(pid > 0 && port > 0) || !isAlive(pid)) return undefined
  // Process IDs are reused, especially in containers.
  const program = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres')
  return program.includes('postgres') ? { pid, port } : undefined
}
