import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { LedgerError } from './ledger-error.ts'

/** Milliseconds after which a claim counts as abandoned by a dead process: its holder only writes one line. */
const longestHeld = 60_000

/**
 * Milliseconds before a claim is removed whose process does not exist on this machine: containers that share a disk may have the same host name
 * without seeing each other's processes.
 */
const leastHeld = 1_000

/** Maximum pause between two attempts, in milliseconds. */
const pause = 20

/**
 * Runs work while no other process on a shared disk does.
 *
 * Each contender writes a claim with a unique name and only then looks for others: if two arrive at once, both see the other and back off. As every
 * claim has its own name, removing what a dead process left can never remove a live claim, which could happen with a single lock file.
 *
 * @param timeout how long to wait for others, in milliseconds
 * @throws {LedgerError} others did not finish in time
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

/** Claims of other contenders; claims of dead processes are removed. */
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

/** The name identifies the owner of a claim, because a process that dies between creating a file and writing to it leaves an empty one. */
const nameOfClaim = (): string => `${encodeURIComponent(hostname())}~${process.pid}~${crypto.randomUUID()}.claim`

async function isDead(claim: string): Promise<boolean> {
  const [begin, pid] = claim.split('~').slice(-3)
  const isGone = begin?.endsWith(`.${encodeURIComponent(hostname())}`) && !isAlive(Number(pid))
  try {
    const { mtimeMs } = await stat(claim)
    return Date.now() - mtimeMs > (isGone ? leastHeld : longestHeld)
  } catch (error) {
    // It was released meanwhile.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of another user exists, but may not be signalled.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
