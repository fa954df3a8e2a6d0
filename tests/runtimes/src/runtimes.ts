import { join } from 'node:path'
import { missing } from '@cloudsmith-sdk/browser'
import type { Built } from './build.ts'
import type { Installable, Installed } from './install.ts'
import { root } from './places.ts'
import { startChromium } from './runtimes/chromium.ts'
import { startProcess } from './runtimes/process.ts'
import type { Runtime } from './runtimes/runtime.ts'
import { startWorkerd } from './runtimes/workerd.ts'

const nodeOf = (folder: string): Installed => ({ path: join(folder, 'node_modules', 'node', 'bin', 'node') })

const onNode = 'createServer(toNodeHandler(receiver))'
const onFetch = 'export default { fetch: toFetchHandler(receiver) }'

/** Every runtime, in the order of the README's table. */
export function runtimes(installed: Readonly<Record<Installable, Installed>>, built: Built): readonly Runtime[] {
  const cwd = built.project

  function process(name: string, endpoint: string, runtime: Installed, ...args: string[]): Runtime {
    return { name, endpoint, ...missingOf(runtime), start: () => startProcess({ command: pathOf(runtime), args, cwd }) }
  }

  return [
    process('Node 22.12', onNode, nodeOf(join(root, 'tests', 'consumer')), built.node),
    process('Node 24', onNode, nodeOf(root), built.node),
    process('Node, newest', onNode, installed.node, built.node),
    process(
      'Deno 2',
      'Deno.serve(toFetchHandler(receiver))',
      installed.deno,
      'run',
      ...denoPermissions,
      '--node-modules-dir=manual',
      built.deno,
    ),
    process('Bun 1', onFetch, installed.bun, built.bun),
    {
      name: 'Cloudflare Workers (workerd)',
      endpoint: onFetch,
      ...missingOf(installed.workerd),
      start: () => startWorkerd(pathOf(installed.workerd), built.worker),
    },
    { name: 'Browsers (Chromium)', missing, start: (url) => startChromium(url, built.browser) },
  ]
}

/** It may speak with this machine, and nothing else: no files, no variables but those two that the reader of YAML looks for. */
const denoPermissions = ['--no-prompt', '--allow-net=127.0.0.1', '--allow-env=LOG_TOKENS,LOG_STREAM']

const missingOf = (runtime: Installed) => ('missing' in runtime ? { missing: `it cannot be installed: ${runtime.missing}` } : {})

const pathOf = (runtime: Installed): string => ('path' in runtime ? runtime.path : '')
