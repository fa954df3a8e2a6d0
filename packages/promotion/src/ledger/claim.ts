import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { LedgerError } from './ledger-error.ts'

/** Milliseconds after which a claim is of a process that does not live any more: a holder writes one line. */
const longestHeld = 60_000

/** Milliseconds that a claim is left alone whose process this machine does not know: on one disk, containers may have one name and not see each other. */
const leastHeld = 1_000

/** Milliseconds between two tries, at most. */
const pause = 20

/**
 * Does something while nobody else does, in whatever process on a shared disk.
 *
 * Everybody who wants to writes a claim with a name of its own, and only then looks for others: of two who come at once both see the other and
 * step back. As no name comes twice, whoever clears away what a dead process left cannot take anybody else's claim with it, which it could
 * with one lock file for all.
 *
 * @param timeout milliseconds to wait for others
 * @throws {LedgerError} others did not make room in time
 */
export async function alone<T>(path: string, work: () => Promise<T>, timeout = longestHeld * 2): Promise<T> {
  const mine = `${path}.${nameOfClaim()}`
  const deadline = Date.now() + timeout
  for (;;) {
    if ((await othersOf(path, mine)).length === 0) {
      await writeFile(mine, '', { flag: 'wx' })
      try {
        if ((await othersOf(path, mine)).length === 0) return await work()
      } finally {
        await rm(mine, { force: true })
      }
    }
    if (Date.now() > deadline) {
      throw new LedgerError(`${path} is being written by other processes: ${(await othersOf(path, mine)).join(', ')}.`)
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * pause))
  }
}

/** Claims of others; those of the dead are cleared away. */
async function othersOf(path: string, mine: string): Promise<readonly string[]> {
  const [folder, begin] = [dirname(path), `${basename(path)}.`]
  const names = (await readdir(folder)).filter((name) => name.startsWith(begin) && name.endsWith('.claim'))
  const others: string[] = []
  for (const claim of names.map((name) => join(folder, name)).filter((each) => each !== join(mine))) {
    if (await isDead(claim)) await rm(claim, { force: true })
    else others.push(claim)
  }
  return others
}

/** Whose a claim is stands in its name, as whoever dies between making a file and writing to it leaves an empty one. */
const nameOfClaim = (): string => `${encodeURIComponent(hostname())}~${process.pid}~${crypto.randomUUID()}.claim`

async function isDead(claim: string): Promise<boolean> {
  const [begin, pid] = claim.split('~').slice(-3)
  const isGone = begin?.endsWith(`.${encodeURIComponent(hostname())}`) && !isAlive(Number(pid))
  try {
    const { mtimeMs } = await stat(claim)
    return Date.now() - mtimeMs > (isGone ? leastHeld : longestHeld)
  } catch (error) {
    // It was given up meanwhile.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process may not be asked.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
