/**
 * The promotion service on this machine, with something to look at on its pages. It stays until it is told to end, and leaves nothing behind.
 * With `--walk` it goes through its story by itself in a browser, and exits with 0 only if everything that it claims held.
 */
import { parseArgs } from 'node:util'
import { check, tally } from '../../promotion-story/src/checks.ts'
import { chapter, tell } from '../../promotion-story/src/log.ts'
import { openBrowser } from './browser.ts'
import { untilTold } from './ready.ts'
import { walk } from './walk.ts'
import { type Stops, startWorld, type World } from './world.ts'

/** Exit codes, beside 0 and, for claims that did not hold, 1. */
const exitCodes = { usage: 2, noBrowser: 3, interrupted: 130 } as const

const started = Date.now()
const stops: Stops = []
let isInterrupted = false
/** When it was first interrupted. */
let first = 0
/** Milliseconds in which one Ctrl-C may arrive several times: from the terminal, and passed on by whatever runs scripts. */
const oneKeystroke = 1_000
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A second one ends it as it is.
      if (isInterrupted && Date.now() - first > oneKeystroke) process.exit(exitCodes.interrupted)
      if (!isInterrupted) first = Date.now()
      isInterrupted = true
      resolve()
    })
  }
})

process.exitCode = await main()

async function main(): Promise<number> {
  const isWalk = readArguments()
  if (isWalk === undefined) return exitCodes.usage
  try {
    const browser = isWalk ? await openBrowser(stops) : undefined
    if (isWalk && browser === undefined) return exitCodes.noBrowser
    if (browser === undefined)
      tell('Starting a registry, an issuer and the service, with a database of its own: half a minute or so.')
    // What begins while somebody interrupts it would outlive the program: it is ended once it has begun.
    const world = await startWorld(stops)
    await Promise.race([untilTold(world), interrupted])
    if (browser === undefined) {
      if (!isInterrupted) welcome(world)
      await interrupted
      return 0
    }
    const walked = walk(world, browser).catch((error: unknown) => {
      // What is ended in the middle of it goes wrong, and tells nothing.
      if (!isInterrupted) check(`the walk comes to its end: ${String(error)}`, false)
    })
    await Promise.race([walked, interrupted])
  } finally {
    for (const stop of stops.splice(0).reverse()) await stop().catch((error: unknown) => console.error(error))
  }
  const { held, broken } = tally()
  console.log(`\n${held} claims held, ${broken} did not. ${((Date.now() - started) / 1000).toFixed(1)} s.`)
  if (isInterrupted) return exitCodes.interrupted
  return broken === 0 ? 0 : 1
}

/** Whether it is to walk by itself; undefined where it cannot be made out what it is to do. */
function readArguments(): boolean | undefined {
  try {
    return parseArgs({ options: { walk: { type: 'boolean', default: false } } }).values.walk
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\nUsage: demo:service [--walk]`)
    return undefined
  }
}

function welcome({ url, registry }: World): void {
  chapter(`The promotion service is at ${url}`)
  tell(
    'Sign in as Ada. The issuer is a stand-in on this machine, which believes whoever asks; the service treats it as any other.',
  )
  tell('Sign in as Grace in a private window: production wants two people who agree.')
  tell(`The registry is emulated, at ${registry}. Nothing leaves this machine.`)
  chapter('What there is to see')
  tell('express 4.19.2, requests 2.32.4 and ms 2.1.3 wait for approval')
  tell('lodash 4.17.20 is blocked by a CVE')
  tell('got 14.4.2 has to rest for two days')
  tell('hotfix 1.0.1 is in production, and never went through the stages')
  console.log('\nCtrl-C ends it, and removes everything.')
}
