import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { callOf } from '../scripts/api/example.ts'
import { everyMethod } from '../scripts/api/pages.ts'
import { root } from '../scripts/root.ts'

test('the example of every method of the client compiles', async () => {
  const folder = join(import.meta.dirname, '..', '.vitepress', 'cache', 'examples')
  mkdirSync(folder, { recursive: true })
  const calls = (await everyMethod()).map((method, at) => `async function call${at}() {\n  ${callOf(method)}\n}`)
  const head = "import { Cloudsmith } from '@cloudsmith-sdk/client'\n\nconst cloudsmith = new Cloudsmith()\n"
  writeFileSync(join(folder, 'calls.ts'), [head, ...calls, 'export {}'].join('\n\n'))
  const config = { extends: join(root, 'tsconfig.base.json'), include: ['calls.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const compiler = join(root, 'scripts', 'check-types.ts')
  const said = execFileSync(process.execPath, [compiler, '7.0'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(said).toBe('TypeScript 7.0: no errors\n')
})
