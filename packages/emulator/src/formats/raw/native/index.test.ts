import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { rawFile } from '../../../testing.ts'

const downloads = 'https://dl.cloudsmith.io/basic/acme/dev/raw'
const text = ({ status, bytes }: { status: number; bytes: Uint8Array }) => [status, new TextDecoder().decode(bytes)]

async function rawStory() {
  const told = story()
  const files = [
    { filename: 'tool.zip' },
    { filename: 'tool.zip', version: '1.9' },
    { filename: 'tool.zip', version: '1.10' },
    { filename: 'tool.zip', name: 'tools', version: '2.0' },
    { filename: 'other.zip', name: 'tools', version: '2.0' },
    { filename: 'tool.zip', name: 'tools' },
    { filename: 'ä b.txt' },
  ]
  for (const file of files) await told.emulator.add('acme/dev', rawFile({ ...file, bytes: Object.values(file).join(' ') }))
  return { ...told, raw: registryClient(told.emulator, downloads, keys.reader) }
}

test.each([
  ['files/tool.zip', 'tool.zip'],
  ['versions/1.9/tool.zip', 'tool.zip 1.9'],
  ['versions/latest/tool.zip', 'tool.zip 1.10'],
  ['names/tools/versions/2.0/tool.zip', 'tool.zip tools 2.0'],
  ['names/tools/versions/2.0/other.zip', 'other.zip tools 2.0'],
  ['names/tools/versions/latest/tool.zip', 'tool.zip tools 2.0'],
  ['names/tools/files/tool.zip', 'tool.zip tools'],
  ['files/%C3%A4%20b.txt', 'ä b.txt'],
])('a raw file is at %s', async (path, content) => {
  const { raw } = await rawStory()
  expect(text(await raw(path))).toEqual([200, content])
})

test.each([
  'files/other.zip',
  'versions/3.0/tool.zip',
  'names/tool/files/tool.zip',
  'names/tools/tool.zip',
  'files',
  '',
  'files/a/b',
])('nothing is at %s', async (path) => {
  const { raw } = await rawStory()
  expect((await raw(path)).status).toBe(404)
})

test('what is quarantined is refused, what is downloaded counts, and nothing can be sent there', async () => {
  const { emulator, admin, raw } = await rawStory()
  const { body } = await admin('GET', '/packages/acme/dev/?query=version:1.9')
  await raw('versions/1.9/tool.zip')
  expect(emulator.world.packages.get(body[0].slug_perm)?.downloads).toBe(1)
  await admin('POST', `/packages/acme/dev/${body[0].slug_perm}/quarantine/`, {})
  expect((await raw('versions/1.9/tool.zip')).status).toBe(403)
  expect((await raw('files/tool.zip', { method: 'PUT', body: 'x' })).status).toBe(405)
})
