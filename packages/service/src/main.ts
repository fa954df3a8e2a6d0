#!/usr/bin/env node
import { describeError, SettingsError } from './core/errors.ts'
import { keepHeapSmall } from './core/small-heap.ts'
import { version } from './core/version.ts'
import { localUrl, probe, probeNames } from './operations/probe-command.ts'
import { helpText, readFlags } from './settings/flags.ts'
import { readSettings, type Settings } from './settings/read-settings.ts'

/** Runs the service in its own process, with its streams, variables and signals. */

/** Milliseconds from a signal to the end of the process. */
const longestEnd = 9_500

const [first, ...others] = process.argv.slice(2)
const probeName = probeNames.find((name) => name === first)
const argv = probeName === undefined && first !== 'token' ? process.argv.slice(2) : others
const surroundings = { env: process.env, cwd: process.cwd() }

try {
  const said = readFlags(argv, surroundings.env)
  if (said.help) process.stdout.write(helpText('cloudsmith-promote-service'))
  else if (said.version) process.stdout.write(`${version}\n`)
  else if (probeName !== undefined) await ask(probeName, said.url)
  else if (first === 'token') {
    const { makeToken } = await import('./cli/make-token.ts')
    process.stdout.write(`${await makeToken(await readSettings(argv, surroundings), said, surroundings.env)}\n`)
  } else {
    const settings = await readSettings(argv, surroundings)
    if (said.check) await check(settings, said.online === true)
    else await serve(settings)
  }
} catch (error) {
  // The message of a settings error lists every problem, and is not truncated.
  process.stderr.write(`${error instanceof SettingsError ? error.message : describeError(error)}\n`)
  process.exitCode = error instanceof SettingsError ? 2 : 1
}

async function ask(name: (typeof probeNames)[number], said: string | undefined): Promise<void> {
  const { text, exitCode } = await probe(name, said ?? (await ownUrl()))
  process[exitCode === 0 ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = exitCode
}

/** The address at which a service with the same settings answers probes. */
async function ownUrl(): Promise<string> {
  const { host, port, operations } = await readSettings(argv, surroundings)
  return localUrl({ host: operations.host ?? host, port: operations.port ?? port })
}

async function check(settings: Settings, isOnline: boolean): Promise<void> {
  // Loaded on demand, because probes run every few seconds and need neither.
  const { checkSettings } = await import('./operations/check.ts')
  const { readAccess } = await import('./access/access.ts')
  const { createRedactor } = await import('./core/redactor.ts')
  const { pipelines, problems } = await checkSettings({ ...surroundings, settings, isOnline })
  const access = await readAccess(settings, { env: surroundings.env, cwd: settings.base, redactor: createRedactor() }).then(
    () => [],
    (error: unknown) => (error instanceof SettingsError ? error.problems : Promise.reject(error)),
  )
  // Missing secrets are already listed with their places.
  const others = access.filter((problem) => !problems.some((told) => told.endsWith(problem)))
  if (problems.length + others.length > 0) throw new SettingsError([...problems, ...others])
  process.stdout.write(`The settings are valid: ${pipelines.join(', ') || 'no pipeline'}.\n`)
}

async function serve(settings: Settings): Promise<void> {
  keepHeapSmall()
  const { startService } = await import('./service.ts')
  const starting = startService({ ...surroundings, settings, write: (line) => process.stderr.write(line) })
  // Set up before anything is started, so that an early signal also shuts down in order.
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal ends the process immediately. Its work is taken over by others.
      if (isEnding) process.exit(130)
      isEnding = true
      // A part that does not end in time, such as a database that hangs, does not delay the end: other processes continue, or the next start does.
      setTimeout(() => process.exit(1), longestEnd).unref()
      const stopped = starting.then((service) => service.stop())
      // A failed start has already been cleaned up, and is reported below.
      stopped.then(
        () => process.exit(0),
        () => {},
      )
    })
  }
  const { url } = await starting
  if (url !== undefined) process.stdout.write(`${url}\n`)
}
