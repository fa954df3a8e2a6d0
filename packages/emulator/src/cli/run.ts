import { readFileSync } from 'node:fs'
import { shown } from '../core/visible.ts'
import { MirrorError } from '../mirror/mirror-error.ts'
import { AdvisoryError } from '../scan/index.ts'
import { SeedError } from '../seed/seed-error.ts'
import { StateError } from '../state/state-error.ts'
import { StateFolderError } from '../state/state-folder-error.ts'
import { readArguments, UsageError } from './arguments.ts'
import { banner } from './banner.ts'
import { endWithNpx } from './end-with-npx.ts'
import { exec, variablesFor } from './exec.ts'
import { help } from './help.ts'
import { start } from './start.ts'

/** Signals that end the server; a second one ends the process at once, as usual. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs the command line until it is stopped.
 *
 * @param manifest URL of the package's `package.json`, which has the version
 * @returns the exit code: that of the command with `exec`, else 0 for a clean end, 1 if it cannot listen or write, 2 for invalid options or files
 */
export async function run(args: readonly string[], manifest: URL): Promise<number> {
  endWithNpx(process.env)
  const log = (line: string) => process.stderr.write(printable(`${line}\n`))
  try {
    const options = readArguments(args, process.env)
    if (options === 'help') return say(help)
    if (options === 'version') return say(`${versionOf(manifest)}\n`)
    const running = await start(options, log)
    if (options.command === undefined) {
      const stopped = signal()
      say(banner(running))
      await stopped
      await running.stop()
      return 0
    }
    try {
      return await exec(options.command, variablesFor(running.emulator, running.server.url), log)
    } finally {
      await running.stop()
    }
  } catch (error) {
    log(error instanceof Error ? error.message : String(error))
    return error instanceof UsageError ||
      error instanceof AdvisoryError ||
      error instanceof SeedError ||
      error instanceof MirrorError ||
      error instanceof StateError ||
      error instanceof StateFolderError
      ? 2
      : 1
  }
}

function say(text: string): 0 {
  process.stdout.write(printable(text))
  return 0
}

/** Makes control characters visible, because names from files and requests must not control the terminal. */
const printable = (text: string): string =>
  text
    .split('\n')
    .map((line) => shown(line, Number.POSITIVE_INFINITY))
    .join('\n')

function signal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of signals) process.once(name, () => resolve())
  })
}

function versionOf(manifest: URL): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}
