#!/usr/bin/env node
import { describeError, SettingsError } from './core/errors.ts'
import { keepHeapSmall } from './core/small-heap.ts'
import { version } from './core/version.ts'
import { localUrl, probe, probeNames } from './operations/probe-command.ts'
import { helpText, readFlags } from './settings/flags.ts'
import { readSettings, type Settings } from './settings/read-settings.ts'

/** The service in a process of its own: its streams, its variables, its signals. */

/** Milliseconds from a signal to the end. */
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
  // Settings have every problem in their message, however many.
  process.stderr.write(`${error instanceof SettingsError ? error.message : describeError(error)}\n`)
  process.exitCode = error instanceof SettingsError ? 2 : 1
}

async function ask(name: (typeof probeNames)[number], said: string | undefined): Promise<void> {
  const { text, exitCode } = await probe(name, said ?? (await ownUrl()))
  process[exitCode === 0 ? 'stdout' : 'stderr'].write(`${text}\n`)
  process.exitCode = exitCode
}

/** Where the service answers probes that was started with the same settings. */
async function ownUrl(): Promise<string> {
  const { host, port, operations } = await readSettings(argv, surroundings)
  return localUrl({ host: operations.host ?? host, port: operations.port ?? port })
}

async function check(settings: Settings, isOnline: boolean): Promise<void> {
  // What checks and what serves is loaded only where it is needed: probes are asked every few seconds.
  const { checkSettings } = await import('./operations/check.ts')
  const { readAccess } = await import('./access/access.ts')
  const { createRedactor } = await import('./core/redactor.ts')
  const { pipelines, problems } = await checkSettings({ ...surroundings, settings, isOnline })
  const access = await readAccess(settings, { env: surroundings.env, cwd: settings.base, redactor: createRedactor() }).then(
    () => [],
    (error: unknown) => (error instanceof SettingsError ? error.problems : Promise.reject(error)),
  )
  // A secret that is missing is told with its place already.
  const others = access.filter((problem) => !problems.some((told) => told.endsWith(problem)))
  if (problems.length + others.length > 0) throw new SettingsError([...problems, ...others])
  process.stdout.write(`The settings are valid: ${pipelines.join(', ') || 'no pipeline'}.\n`)
}

async function serve(settings: Settings): Promise<void> {
  keepHeapSmall()
  const { startService } = await import('./service.ts')
  const starting = startService({ ...surroundings, settings, write: (line) => process.stderr.write(line) })
  // From the beginning on: what has been started by then is ended in good order too.
  let isEnding = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second signal ends the process as it is: what it was at is taken over.
      if (isEnding) process.exit(130)
      isEnding = true
      // Whatever does not end by then, such as a database that hangs, does not hold it up: others go on, or the next start does.
      setTimeout(() => process.exit(1), longestEnd).unref()
      const stopped = starting.then((service) => service.stop())
      // What could not be started has been ended, and is told below.
      stopped.then(
        () => process.exit(0),
        () => {},
      )
    })
  }
  const { url } = await starting
  if (url !== undefined) process.stdout.write(`${url}\n`)
}
