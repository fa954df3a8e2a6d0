import { visibleLines } from '@cloudsmith-sdk/promotion/text'
import { run } from './run.ts'

/** Runs the command line in its own process, with its streams, variables and signals. */

const { stdin, stdout, stderr, env } = process

// The reader of standard output may stop reading, as in `| head`: that is not an error, and files are still written.
let hasFailed = false
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || hasFailed) return
  hasFailed = true
  stderr.write(`Standard output cannot be written: ${error.message}\n`)
  process.exitCode = 1
})
// If standard error is gone, the command continues; its result is in the report.
stderr.on('error', () => {})

// The first signal interrupts the command, which writes its report; the second one ends the process. A closed terminal counts as a signal.
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130)
    stderr.write('Interrupted: finishing what has begun. Interrupt again to stop at once.\n')
    interruption.abort(new Error(`${signal} was received.`))
  })
}

// An uncaught error, such as one in a pipeline that is a program, also lets the command write its report.
process.on('uncaughtException', (error: unknown) => {
  hasFailed = true
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
  stderr.write(`${visibleLines(told.split('\n'))}\n`)
  if (interruption.signal.aborted) process.exit(1)
  interruption.abort(error)
})

// The process must not end as if the command had finished.
const endedEarly = (): void => {
  if (interruption.signal.aborted) return
  stderr.write('The process ended before the command had finished.\n')
  process.exitCode = process.exitCode || 1
}
process.once('exit', endedEarly)
const code = await run(process.argv.slice(2), {
  ...{ stdin, stdout, stderr, env },
  cwd: process.cwd(),
  signal: interruption.signal,
})
process.off('exit', endedEarly)
process.exitCode = hasFailed ? 1 : code
