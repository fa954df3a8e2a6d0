import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import { install } from '../../../scripts/check-package/install.ts'
import { here, root } from './places.ts'

/** Paths of the programs: those that import the packages as they are installed, and those that bundlers made whole. */
export interface Built {
  /** The project that the packed packages are installed in. */
  readonly project: string
  readonly node: string
  readonly deno: string
  readonly bun: string
  readonly worker: string
  readonly browser: string
}

const packages = ['client', 'webhooks', 'promotion']

/** Installs the packed packages into an empty project, and builds the programs there. */
export async function build(): Promise<Built & { remove(): Promise<void> }> {
  const project = await mkdtemp(join(tmpdir(), 'cloudsmith-runtimes-'))
  for (const name of packages) install(join(root, 'packages', name), project)
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }))
  const programs = ['node', 'deno', 'bun', 'worker', 'browser'] as const
  await esbuild.build({
    entryPoints: programs.map((name) => join(here, 'src', 'programs', `${name}.ts`)),
    outdir: project,
    ...{ bundle: true, packages: 'external', format: 'esm', target: 'es2023', logLevel: 'error' },
  })
  // What is a module of its own in other runtimes has to be in one file for these, as their tools make it: nothing of Node is to be found.
  const whole = {
    bundle: true,
    format: 'esm',
    target: 'es2023',
    logLevel: 'error',
    absWorkingDir: project,
    platform: 'browser',
  } as const
  const external = ['@open-policy-agent/opa-wasm']
  for (const name of ['worker', 'browser']) {
    const entryPoints = [join(project, `${name}.js`)]
    await esbuild.build({ ...whole, external, entryPoints, outfile: join(project, `${name}.bundle.js`) })
  }
  return {
    project,
    ...{ node: join(project, 'node.js'), deno: join(project, 'deno.js'), bun: join(project, 'bun.js') },
    ...{ worker: join(project, 'worker.bundle.js'), browser: join(project, 'browser.bundle.js') },
    remove: () => rm(project, { recursive: true, force: true }),
  }
}
