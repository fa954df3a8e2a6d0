import { Cloudsmith, systemClock } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator, virtualClock } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import { npmPackage, type PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { createObserver } from '@cloudsmith-sdk/openapi/conformance'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'

export const emulator = createEmulator({
  // Programs date approvals by the machine's time.
  clock: virtualClock({ start: Date.now() }),
  observe: await createObserver(),
  workspaces: [
    {
      slug: 'acme',
      accounts: [{ slug: 'someone', key: 'readme-key', role: 'Owner' }],
      repositories: ['development', 'staging', 'production', 'releases'],
    },
    { slug: 'globex', accounts: [{ slug: 'partner', key: 'partner-key', role: 'Owner' }], repositories: ['from-acme'] },
  ],
})

/** Answers what programs send to the service. */
export const server = setupServer(cloudsmithHandler(emulator))

/** A client whose time is the emulator's. */
export const cloudsmith = new Cloudsmith({ apiKey: 'readme-key', clock: emulator.clock })

/** What programs printed, a line for each call. */
export const printed = vi.spyOn(console, 'log')

/** What was printed since, a line for each call: what is no text as JSON. */
export const lines = (): string[] => printed.mock.calls.map((words) => words.map(textOf).join(' '))

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Has programs live in the time of an emulator where they look for the machine's. */
export function liveInTimeOf({ clock }: Emulator): void {
  vi.spyOn(systemClock, 'now').mockImplementation(() => clock.now())
  vi.spyOn(systemClock, 'sleep').mockImplementation((ms, signal) => clock.sleep(ms, signal))
}

/** Has programs meet the emulator where they look for the service, and its time where they look for the machine's. */
export function useWorld(): void {
  beforeAll(() => server.listen({ onUnhandledFrame: 'bypass' }))
  afterAll(() => server.close())
  beforeEach(() => {
    emulator.reset()
    printed.mockClear()
    vi.stubEnv('CLOUDSMITH_API_KEY', 'readme-key')
    liveInTimeOf(emulator)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    server.resetHandlers()
  })
}

export const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })

/** Puts a package into a repository of acme, and lets everything happen that follows. */
export async function there(repo: string, fixture: PackageFixture = ms, ...tags: string[]) {
  const pkg = await emulator.add(`acme/${repo}`, fixture, { tags })
  await emulator.settle()
  return pkg
}

/** Pushes a package as a user would, so that webhooks tell of it, and lets everything happen that follows. */
export async function push(repo: string, tags: string[] = []) {
  const { format, filename, bytes } = ms
  const file = new File([bytes], filename)
  const pkg = await cloudsmith.push({ owner: 'acme', repo, format: format as 'npm', file, tags })
  await emulator.settle()
  return pkg
}

/** The packages of a repository, with their tags. */
export async function contents(place: string): Promise<string[]> {
  const [owner = '', repo = ''] = place.split('/')
  const rows = [...emulator.world.repository({ owner, repo }).packages.all()]
  return rows.map(({ content: { facts }, tags }) => [`${facts?.name} ${facts?.version}`, ...tags].join(' #')).toSorted()
}
