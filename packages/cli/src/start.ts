import { visibleLines } from '@cloudsmith-sdk/promotion/text'
import { run } from './run.ts'

/** The command line in a process of its own: its streams, its variables, its signals. */

const { stdin, stdout, stderr, env } = process

// Whoever reads the output may stop reading: `| head` is no error, and what goes into files is written all the same.
let hasFailed = false
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || hasFailed) return
  hasFailed = true
  stderr.write(`Standard output cannot be written: ${error.message}\n`)
  process.exitCode = 1
})
// Where nobody can be told anything any more, the work goes on: what it was has its report.
stderr.on('error', () => {})

// The first signal ends the run with its report, the second the process. A terminal that is closed is one of them.
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130)
    stderr.write('Interrupted: finishing what has begun. Interrupt again to stop at once.\n')
    interruption.abort(new Error(`${signal} was received.`))
  })
}

// What nobody catches, such as an error of a pipeline that is a program, ends the run with its report too.
process.on('uncaughtException', (error: unknown) => {
  hasFailed = true
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
  stderr.write(`${visibleLines(told.split('\n'))}\n`)
  if (interruption.signal.aborted) process.exit(1)
  interruption.abort(error)
})

// Nor may it end the process, as if all were done.
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
