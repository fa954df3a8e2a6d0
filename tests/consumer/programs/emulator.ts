import assert from 'node:assert/strict'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { getResponse } from 'msw'

const headers = { 'X-Api-Key': 'emulator-admin-key' }

async function main(): Promise<void> {
  const emulator: Emulator = createEmulator({ seed: 7 })
  const lodash = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))
  await emulator.settle()

  const path = `/packages/acme/dev/${lodash.slug_perm}/`
  const isLodash = async (response: Response | undefined): Promise<void> => {
    assert.ok(response?.status === 200)
    assert.equal(((await response.json()) as { name: string }).name, 'lodash')
  }
  await isLodash(await emulator.fetch(emulator.origin + path, { headers }))

  const request = new Request(`https://api.cloudsmith.io${path}`, { headers })
  await isLodash(await getResponse([cloudsmithHandler(emulator)], request))

  const server = await serve(emulator)
  await isLodash(await fetch(server.url + path, { headers }))
  await server.close()

  // @ts-expect-error a package has no such field: its type is not `any`
  assert.equal(lodash.colour, undefined)
}

main().then(() => console.log('done'))
