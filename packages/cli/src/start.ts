import { run } from './run.ts'

/** The command line in a process of its own: its streams, its variables, its signals. */

const { stdin, stdout, stderr, env } = process

// Whoever reads the output may stop reading: `| head` is no error, and what goes into files is written all the same.
let cannotTell: string | undefined
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || cannotTell !== undefined) return
  cannotTell = `Standard output cannot be written: ${error.message}`
  stderr.write(`${cannotTell}\n`)
  process.exitCode = 1
})
// Where nobody can be told anything any more, the work goes on: what it was has its report.
stderr.on('error', () => {})

// The first signal ends the run with its report, the second the process. A terminal that is closed is one of them.
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130)
    stderr.write('Interrupted: finishing what was begun. Again to stop at once.\n')
    interruption.abort(new Error(`${signal} was received.`))
  })
}

const code = await run(process.argv.slice(2), {
  ...{ stdin, stdout, stderr, env },
  cwd: process.cwd(),
  signal: interruption.signal,
})
process.exitCode = cannotTell === undefined ? code : 1
