import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import { dockerIndex } from '@cloudsmith-sdk/emulator/testing'
import { setupServer } from 'msw/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { apply, plan } from '../src/index.ts'
import { pipelineTo } from './stock.ts'

test('promotion uses the global fetch at the time of the call, registry included, so that msw can answer it', async () => {
  vi.unstubAllGlobals()
  const emulator = createEmulator()
  const { clock } = emulator
  const { index, images } = dockerIndex({ name: 'team/api' })
  for (const fixture of [index, ...images]) await emulator.add('acme/dev', fixture)
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock })
  const pipeline = pipelineTo({ unscannable: 'pass' })
  const server = setupServer(cloudsmithHandler(emulator))
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())

  const registry = { credential: 'emulator-admin-key' }
  const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything', registry })
  expect((await apply(cloudsmith, pipeline, made)).items.map(({ outcome }) => outcome)).toEqual([
    ...['promoted', 'promoted', 'promoted'],
  ])
})
