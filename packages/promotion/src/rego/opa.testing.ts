import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'opa'))

/** The real `opa`: the file named by the environment variable OPA, or the first on the PATH. Undefined if there is none. */
export const opa: string | undefined = [process.env.OPA ?? '', ...places].find((place) => place !== '' && existsSync(place))

/** The folder of the policy templates. */
export const policies: string = fileURLToPath(new URL('../../policies', import.meta.url))

/** Runs `opa`. */
export const runOpa = (...args: string[]): Promise<{ stdout: string }> => promisify(execFile)(opa ?? 'opa', args)

/** Compiles templates to WebAssembly, with the whole package as the entry point. */
export async function compilePolicies(...names: string[]): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'policies-'))
  try {
    const files = names.map((name) => join(policies, `${name}.rego`))
    const bundle = join(folder, 'bundle.tar.gz')
    await runOpa('build', '-t', 'wasm', '-e', 'cloudsmith/promotion', '-o', bundle, ...files)
    await promisify(execFile)('tar', ['-xzf', bundle, '-C', folder])
    return new Uint8Array(await readFile(join(folder, 'policy.wasm')))
  } finally {
    await rm(folder, { recursive: true })
  }
}
