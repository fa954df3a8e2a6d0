import { expect, test } from 'vitest'
import type { Json } from '../../test/json.ts'
import { conformingEmulator } from '../../test/story.ts'
import { npmPackage } from '../testing.ts'
import { versionOf } from '../world/package.ts'
import { createControl } from './control.ts'
import type { ControlHost } from './routes.ts'

const ms = (version: string) => npmPackage({ name: 'ms', version })

function story(host: ControlHost = {}) {
  const emulator = conformingEmulator({ deliver: async () => new Response() })
  const control = createControl(emulator, host)
  return {
    emulator,
    async send(method: string, path: string, body?: object) {
      const request = new Request(`http://127.0.0.1/_emulator/${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
      const response = await control(request)
      return { status: response?.status, body: (await response?.json()) as Json }
    },
    versions: () => [...emulator.world.packages.values()].map(({ content }) => versionOf(content)).sort(),
  }
}

test('everything is as it was when a snapshot of that name was taken, as often as wanted', async () => {
  const { emulator, send, versions } = story()
  await emulator.add('acme/dev', ms('1.0.0'))
  expect(await send('POST', 'snapshots/released')).toMatchObject({ status: 200, body: { name: 'released', packages: 1 } })
  for (const version of ['2.0.0', '3.0.0']) {
    await emulator.add('acme/dev', ms(version))
    emulator.faults.add({ status: 500 })
    expect(await send('POST', 'reset', { snapshot: 'released' })).toMatchObject({ status: 200, body: { packages: 1, faults: 0 } })
    expect(versions()).toEqual(['1.0.0'])
  }
  const [pkg] = emulator.world.packages.values()
  const headers = { 'X-Api-Key': 'emulator-admin-key' }
  const response = await emulator.fetch(`${emulator.origin}/packages/acme/dev/${pkg?.slugPerm}/`, { headers })
  expect(await response.json()).toMatchObject({ version: '1.0.0', status_str: 'Completed' })
  expect(await send('POST', 'reset')).toMatchObject({ body: { packages: 0 } })
})

test('a snapshot taken again is another; one that was deleted is gone', async () => {
  const { emulator, send, versions } = story()
  await send('POST', 'snapshots/one')
  await emulator.add('acme/dev', ms('1.0.0'))
  await send('POST', 'snapshots/one')
  await send('POST', 'snapshots/two')
  expect((await send('GET', 'snapshots')).body.snapshots).toMatchObject([{ name: 'one', packages: 1 }, { name: 'two' }])
  await send('POST', 'reset', { snapshot: 'one' })
  expect(versions()).toEqual(['1.0.0'])
  expect((await send('DELETE', 'snapshots/one')).status).toBe(200)
  expect((await send('DELETE', 'snapshots/one')).status).toBe(404)
  expect(await send('POST', 'reset', { snapshot: 'one' })).toMatchObject({
    status: 404,
    body: { detail: "There is no snapshot 'one'. There are: two." },
  })
  expect(versions()).toEqual(['1.0.0'])
})

test('a reset to a snapshot begins where every reset does', async () => {
  let resets = 0
  const { send } = story({
    reset() {
      resets += 1
    },
  })
  await send('POST', 'snapshots/empty')
  await send('POST', 'reset', { snapshot: 'empty' })
  expect(resets).toBe(1)
})

test('there are only so many, and only by simple names', async () => {
  const { send } = story()
  for (let count = 0; count < 20; count++) expect((await send('POST', `snapshots/s${count}`)).status).toBe(200)
  expect(await send('POST', 'snapshots/more')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('DELETE') } })
  expect((await send('POST', 'snapshots/s3')).status).toBe(200)
  expect((await send('POST', 'snapshots/a%2Fb')).status).toBe(400)
  expect((await send('POST', 'reset', { snapshto: 's1' })).status).toBe(400)
})
