import { expect, test } from 'vitest'
import { registryClient } from '../../../../test/native/registry-client.ts'
import { keys, story } from '../../../../test/story.ts'
import { genericFile } from '../../../testing.ts'

const text = ({ status, bytes }: { status: number; bytes: Uint8Array }) => [status, new TextDecoder().decode(bytes)]

async function genericStory() {
  const told = story()
  for (const filepath of ['linux/tool.zip', 'mac/tool.zip', 'mac/2 0/tool.zip'])
    await told.emulator.add('acme/dev', genericFile({ filepath, bytes: filepath }))
  return told
}

test.each(['https://generic.cloudsmith.io/acme/dev', 'https://dl.cloudsmith.io/basic/acme/dev/generic'])(
  'generic files are at their paths below %s',
  async (base) => {
    const { emulator } = await genericStory()
    const generic = registryClient(emulator, base, keys.reader)
    expect(text(await generic('linux/tool.zip'))).toEqual([200, 'linux/tool.zip'])
    expect(text(await generic('mac/tool.zip'))).toEqual([200, 'mac/tool.zip'])
    expect(text(await generic('mac/2%200/tool.zip'))).toEqual([200, 'mac/2 0/tool.zip'])
    for (const missing of ['tool.zip', 'mac', '', 'windows/tool.zip']) expect((await generic(missing)).status).toBe(404)
    expect((await registryClient(emulator, base)('mac/tool.zip')).status).toBe(401)
  },
)

test('curl is told where and with what', async () => {
  const { emulator } = await genericStory()
  const { url, clients, file } = emulator.registry('generic', 'acme/dev', { as: 'reader' })
  expect(url).toBe('https://generic.cloudsmith.io/acme/dev')
  expect(file('.netrc')).toBe(`machine generic.cloudsmith.io\nlogin token\npassword ${keys.reader}\n`)
  expect(clients[0].commands.download).toContain('https://generic.cloudsmith.io/acme/dev/FILEPATH')
})
