import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Opa, startOpa } from './opa.ts'

/** Behaves like OPA, but never responds about a policy that does not end. */
const stub = `
const { createServer } = require('node:http')
const [host, port] = process.argv[process.argv.indexOf('--addr') + 1].split(':')
let policy = ''
const ast = { package: { path: [{ value: 'data' }, { value: 'cloudsmith' }] } }
createServer(async (request, response) => {
  const chunks = await request.toArray()
  if (request.method === 'PUT') policy = chunks.join('')
  if (request.method === 'POST' && policy.includes('for ever')) return
  response.end(JSON.stringify({ result: request.method === 'GET' ? { ast } : [{ document: policy }] }))
}).listen(Number(port), host)
`

let folder: string
let opa: Opa
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-opa-'))
  const [script, program] = [join(folder, 'opa.cjs'), join(folder, 'opa')]
  await writeFile(script, stub)
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`)
  await chmod(program, 0o755)
  opa = startOpa(program, 3_000)
})
afterEach(async () => {
  opa.close()
  await rm(folder, { recursive: true })
})

test.skipIf(process.platform === 'win32')(
  'a policy that does not come to an end is given up with the reason, and those after it are asked',
  async () => {
    expect(await opa.evaluate('short', {}, 0)).toEqual({ document: 'short' })
    const [given, after] = await Promise.all([opa.evaluate('goes on for ever', {}, 0), opa.evaluate('the next', {}, 0)])
    expect(given).toEqual({ errors: ['OPA has not answered for 3 seconds.'] })
    expect(after).toEqual({ document: 'the next' })
  },
)
