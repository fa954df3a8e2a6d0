import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { rawRequest } from '../../test/raw-request.ts'
import { readArguments } from './arguments.ts'
import { optionsOfSeeds, readSeeds } from './seeds.ts'
import { start } from './start.ts'

const folder = new URL('../../../../examples/emulator-container/', import.meta.url)
const read = (name: string) => readFile(new URL(name, folder), 'utf8')
const run = promisify(execFile)

/** The words of an instruction in its JSON form, which needs no shell. */
async function instruction(name: string): Promise<string[]> {
  const text = (await read('Dockerfile')).replaceAll('\\\n', ' ')
  const found = new RegExp(`^${name}\\b[^[\\n]*(\\[.*\\])$`, 'm').exec(text)
  return JSON.parse(found?.[1] ?? '[]') as string[]
}

interface Compose {
  readonly services: Readonly<Record<'emulator' | 'tests', { command: string[]; environment?: Record<string, string> }>>
}

test('the container of the example starts, is healthy when it is ready, and is found by the name of its service', async () => {
  const [program, ...fixed] = await instruction('ENTRYPOINT')
  expect(program).toBe('cloudsmith-emulator')
  const { services } = parse(await read('compose.yaml')) as Compose
  const seeds = fileURLToPath(new URL('seeds', folder))
  const args = [...fixed, ...services.emulator.command].map((arg) => (arg === '/seeds' ? seeds : arg))
  const options = readArguments(args)
  if (typeof options === 'string') throw new Error('the container shows its help')
  expect(options).toMatchObject({ host: '0.0.0.0', port: 8787, state: '/state', init: seeds })

  const running = await start({ ...options, port: 0, host: '127.0.0.1', state: undefined, isQuiet: true }, () => {})
  try {
    const [node = '', ...check] = await instruction('HEALTHCHECK')
    expect(node).toBe('node')
    const at = (url: string) => check.map((word) => word.replace('http://127.0.0.1:8787', url))
    await run(process.execPath, at(running.server.url))
    const url = services.tests.environment?.CLOUDSMITH_API_HOST ?? ''
    const key = services.tests.environment?.CLOUDSMITH_API_KEY ?? ''
    const headers = { Host: new URL(url).host, 'X-Api-Key': key }
    expect(await rawRequest(`${running.server.url}/packages/acme/dev/`, { headers })).toMatchObject({
      status: 200,
      body: [{ name: 'lodash', self_url: expect.stringContaining(`${url}/v1/`) }],
    })
    await running.server.close()
    await expect(run(process.execPath, at(running.server.url))).rejects.toMatchObject({ code: 1 })
  } finally {
    await running.stop().catch(() => {})
  }
})

test('what the image does without a command of its own makes sense', async () => {
  const [, ...fixed] = await instruction('ENTRYPOINT')
  expect(readArguments([...fixed, ...(await instruction('CMD'))])).toMatchObject({ state: '/state' })
  expect(optionsOfSeeds(await readSeeds(undefined, fileURLToPath(new URL('seeds', folder)))).workspaces).toHaveLength(1)
})
