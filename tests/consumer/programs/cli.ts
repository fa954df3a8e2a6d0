import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { type Context, type Exit, exits, run } from '@cloudsmith-sdk/cli'

async function main(): Promise<void> {
  let printed = ''
  const context: Context = {
    ...{ stdin: Readable.from(['']), env: {}, cwd: process.cwd(), signal: new AbortController().signal },
    stdout: {
      write(text) {
        printed += text
      },
    },
    stderr: { write: () => undefined },
  }
  assert.equal(await run(['--version'], context), 0)
  assert.match(printed, /^\d+\.\d+\.\d+/)
  const usage: Exit = 'usage'
  assert.equal(await run(['plan', '--output', 'json'], context), exits[usage].code)
  assert.match(printed, /cloudsmith-promotion\/error/)
  console.log('done')
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
