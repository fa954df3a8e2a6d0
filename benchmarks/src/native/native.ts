import { randomBytes } from 'node:crypto'
import { createEmulator, type Emulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import type { Outcome } from '../benchmark.ts'
import { middle } from '../middle.ts'
import { type Served, withFileServer } from './file-server.ts'
import { timeInstall } from './npm-install.ts'

/** Packages that are installed at once. */
const count = 200

/** Bytes of each that do not compress: a package of usual size. */
const bytesOfEach = 20_000

/** How often each is measured, in turn. */
const rounds = 5

/** Measures npm installing many packages through an upstream that keeps them, beside a bare file server that has the same. */
export async function measureNative(): Promise<Outcome> {
  const packages = Array.from({ length: count }, (_, index): Served => {
    const name = `package-${index}`
    const files = { 'index.js': `module.exports = ${JSON.stringify(randomBytes(bytesOfEach).toString('base64'))}` }
    return { name, version: '1.0.0', fixture: npmPackage({ name, version: '1.0.0', license: 'MIT', files }) }
  })
  const dependencies = Object.fromEntries(packages.map(({ name, version }) => [name, version]))
  return withFileServer(packages, async (url) => {
    const bare = () => timeInstall(`registry=${url}/\n`, dependencies)
    const samples = { bare: [] as number[], fetched: [] as number[], kept: [] as number[] }
    // The first is for warming up.
    await bare()
    for (let round = 0; round < rounds; round++) {
      samples.bare.push(await bare())
      await withDevelopment(url, async (emulator) => {
        const npmrc = emulator.registry('npm', 'acme/dev').file('.npmrc')
        samples.fetched.push(await timeInstall(npmrc, dependencies))
        await emulator.settle()
        samples.kept.push(await timeInstall(npmrc, dependencies))
      })
    }
    return outcomeOf({ bare: middle(samples.bare), fetched: middle(samples.fetched), kept: middle(samples.kept) })
  })
}

/** A server whose development keeps what it fetches from an upstream. */
async function withDevelopment(upstream_url: string, task: (emulator: Emulator) => Promise<void>): Promise<void> {
  const emulator = createEmulator({ clock: realClock({ speed: 60 }) })
  const server = await serve(emulator)
  try {
    const made = await fetch(`${server.url}/repos/acme/dev/upstream/npm/`, {
      method: 'POST',
      headers: { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'outside', upstream_url, mode: 'Cache and Proxy', is_active: true }),
    })
    if (!made.ok) throw new Error(await made.text())
    await task(emulator)
  } finally {
    await server.close()
  }
}

function outcomeOf({ bare, fetched, kept }: Readonly<Record<'bare' | 'fetched' | 'kept', number>>): Outcome {
  return {
    figures: { 'native.npm.upstreamRatio': fetched / bare, 'native.npm.keptRatio': kept / bare, 'native.npm.bareMs': bare },
    tables: [
      {
        title: `npm installs ${count} packages with an empty cache: milliseconds`,
        columns: ['registry', 'install', 'over the file server'],
        rows: [
          ['bare file server', bare, 1],
          ['emulator, fetched from that one and kept', fetched, fetched / bare],
          ['emulator, kept before', kept, kept / bare],
        ],
        notes: [
          `Measured in turn, ${rounds} times, over HTTP on loopback; each fetching emulator begins without packages.`,
          'Fetched packages are verified by their checksums, parsed, and scanned while npm continues.',
        ],
      },
    ],
  }
}
