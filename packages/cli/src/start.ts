import { run } from './run.ts'

/** The command line in a process of its own: its streams, its variables, its signals. */

// Whoever reads the output may stop reading: `| head` is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

// The first signal ends the run with its report, the second the process.
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130)
    process.stderr.write('Interrupted: finishing what was begun. Again to stop at once.\n')
    interruption.abort(new Error(`${signal} was received.`))
  })
}

const { stdin, stdout, stderr, env } = process
process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  cwd: process.cwd(),
  signal: interruption.signal,
})
