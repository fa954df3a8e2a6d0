import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { EdgeVM } from '@edge-runtime/vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import type { Host, run, Sent } from './edge/program.ts'

/** Bundles a module with all that it needs, for runtimes that have nothing of Node. */
async function bundled(path: string, format: 'esm' | 'iife' = 'esm') {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(path, import.meta.url))],
    ...{ bundle: true, write: false, metafile: true, format, globalName: 'program', logLevel: 'silent' },
    ...{ platform: 'neutral', mainFields: ['module', 'main'], target: 'es2024' },
    // Whoever has policies of their own installs it.
    external: ['@open-policy-agent/opa-wasm'],
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map((each) => each.path))
  return { text: outputFiles[0]?.text ?? '', imports }
}

const entries = (await readdir(new URL('../src/', import.meta.url))).filter((name) => name.endsWith('.ts') && name !== 'node.ts')

test.each(entries)('%s needs nothing of Node', async (entry) => {
  const { imports } = await bundled(`../src/${entry}`)
  expect(imports).toEqual(entry === 'rego.ts' ? ['@open-policy-agent/opa-wasm'] : [])
})

test('the entry for Node does, which shows that the others could not hide it', async () => {
  await expect(bundled('../src/node.ts')).rejects.toThrow(/Could not resolve "(node:)?fs/)
})

test('in an edge runtime packages are planned, promoted, proved, compared and taken back', async () => {
  const emulator = createEmulator()
  await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
  await emulator.add('acme/dev', rawFile({ name: 'tool', version: '1', filename: 'tool.bin', bytes: new Uint8Array([1]) }))
  const vm = new EdgeVM()
  expect(vm.evaluate('globalThis.EdgeRuntime')).toBe('edge-runtime')
  expect(vm.evaluate('typeof process')).toBe('undefined')
  const { text } = await bundled('./edge/program.ts', 'iife')
  vm.evaluate(text)
  const program = vm.evaluate<{ run: typeof run }>('program')

  const answer = await program.run({ clock: emulator.clock, send: sendTo(emulator) })

  expect(JSON.parse(JSON.stringify(answer))).toEqual({
    planned: ['promote', 'promote'],
    applied: 'succeeded',
    verified: [true, 1, [true, true]],
    promoted: 1,
    drifted: 0,
    undone: [['deleted'], ['deleted']],
  })
})

/** The emulator as a network that takes and gives nothing but text. */
const sendTo =
  (emulator: Pick<ReturnType<typeof createEmulator>, 'fetch'>): Host['send'] =>
  async ({ url, method, headers, body }: Sent) => {
    const response = await emulator.fetch(url, { method, headers, ...(body === '' ? {} : { body }) })
    return { status: response.status, headers: [...response.headers], text: await response.text() }
  }
