import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { genericFile, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect } from 'vitest'
import { isThere, run, testsOf } from '../../src/native/program.ts'
import { worlds } from '../../src/native/worlds.ts'

const formats = {
  raw: { fixture: rawFile({ filename: 'tool.bin', version: '1.0', bytes: 'raw' }), path: 'versions/latest/tool.bin' },
  generic: { fixture: genericFile({ filepath: 'linux/tool.bin', bytes: 'generic' }), path: 'linux/tool.bin' },
}

describe.each(Object.keys(formats) as (keyof typeof formats)[])('curl downloads %s files', (format) => {
  const { fixture, path } = formats[format]
  const test = testsOf('curl', isThere('curl', '--version'), false)
  const { inside, call, workplace } = worlds()

  async function downloaded(from: string, options: object = { as: 'reader' }) {
    const work = await workplace(format, 'acme/dev', options)
    const { url } = inside.registry(format, 'acme/dev')
    const { code, output } = await run(['curl', '--netrc', '--silent', '--show-error', '--fail', '-O', `${url}/${from}`], work)
    const content = code === 0 ? await readFile(join(work.folder, 'tool.bin'), 'utf8') : undefined
    return { code, output, content }
  }

  test('that are there, for those who may, and unless they are quarantined', async () => {
    const { slug_perm } = await inside.add('acme/dev', fixture)
    expect(await downloaded(path)).toMatchObject({ code: 0, content: format })
    expect((await downloaded(`${path}.missing`)).output).toMatch(/404/)
    expect((await downloaded(path, { token: 'nobody-has-this' })).output).toMatch(/401/)
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    expect((await downloaded(path)).output).toMatch(/403/)
  })
})
