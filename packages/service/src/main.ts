#!/usr/bin/env node
import { requireLoopback } from './access/local.ts'
import { describeError, SettingsError } from './core/errors.ts'
import { version } from './core/version.ts'
import { startService } from './service.ts'
import { helpText, readFlags } from './settings/flags.ts'
import { readPipelines } from './settings/pipelines.ts'
import { readSettings } from './settings/read-settings.ts'

/** The service in a process of its own: its streams, its variables, its signals. */

const argv = process.argv.slice(2)
const surroundings = { env: process.env, cwd: process.cwd() }

try {
  const said = readFlags(argv, surroundings.env)
  if (said.help) process.stdout.write(helpText('cloudsmith-promote-service'))
  else if (said.version) process.stdout.write(`${version}\n`)
  else {
    const settings = await readSettings(argv, surroundings)
    if (said.check) {
      requireLoopback(settings)
      const pipelines = await readPipelines(settings)
      process.stdout.write(`The settings can be: ${pipelines.map(({ name }) => name).join(', ') || 'no pipeline'}.\n`)
    } else await serve(settings)
  }
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exitCode = error instanceof SettingsError ? 2 : 1
}

async function serve(settings: Awaited<ReturnType<typeof readSettings>>): Promise<void> {
  const service = await startService({ ...surroundings, settings, write: (line) => process.stderr.write(line) })
  if (service.url !== undefined) process.stdout.write(`${service.url}\n`)
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second signal ends the process as it is: what it was at is taken over.
      if (isEnding) process.exit(130)
      isEnding = true
      service.log.info('ending', { signal })
      void service.stop().then(() => process.exit(0))
    })
  }
}
