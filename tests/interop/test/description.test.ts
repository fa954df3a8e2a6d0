import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../../openapi/scripts/foreign-generators.ts', import.meta.url))

// Each has a toolchain of its own, and all are slow.
test.concurrent.for(['python', 'node', 'go'])(
  'the tools of others read the description, and what they generate of it compiles: %s',
  { timeout: 1_800_000 },
  async (toolchain, { skip }) => {
    const { code, out } = await new Promise<{ code: number; out: string }>((resolve) => {
      const child = execFile(process.execPath, [script, toolchain], { maxBuffer: 64 * 1024 * 1024 }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, out: stdout + stderr }),
      )
    })
    process.stdout.write(out)
    const [unavailable] = /^SKIPPED .*$/m.exec(out) ?? []
    if (unavailable !== undefined) skip(unavailable)

    expect(out).not.toContain('FAILED')
    expect(code).toBe(0)
  },
)
