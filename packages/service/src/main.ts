#!/usr/bin/env node
import { readAccess } from './access/access.ts'
import { describeError, SettingsError } from './core/errors.ts'
import { createRedactor } from './core/redactor.ts'
import { version } from './core/version.ts'
import { startService } from './service.ts'
import { helpText, readFlags } from './settings/flags.ts'
import { readPipelines } from './settings/pipelines.ts'
import { readSettings } from './settings/read-settings.ts'
import { readSecrets } from './settings/secrets.ts'

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
      const sources = { env: surroundings.env, cwd: settings.base, redactor: createRedactor() }
      await readAccess(settings, sources)
      const pipelines = await readPipelines(settings)
      await readSecrets(pipelines, sources)
      process.stdout.write(`The settings can be: ${pipelines.map(({ name }) => name).join(', ') || 'no pipeline'}.\n`)
    } else await serve(settings)
  }
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exitCode = error instanceof SettingsError ? 2 : 1
}

async function serve(settings: Awaited<ReturnType<typeof readSettings>>): Promise<void> {
  const starting = startService({ ...surroundings, settings, write: (line) => process.stderr.write(line) })
  // From the beginning on: what has been started by then is ended in good order too.
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second signal ends the process as it is: what it was at is taken over.
      if (isEnding) process.exit(130)
      isEnding = true
      void starting.then((service) => service.stop()).then(() => process.exit(0))
    })
  }
  const { url } = await starting
  if (url !== undefined) process.stdout.write(`${url}\n`)
}
