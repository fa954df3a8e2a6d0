import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Follows everything that a package's main entry imports, chunks, dependencies and dynamic imports with it, and wants no module of Node
 * there: such an entry loads on Cloudflare Workers, in Deno, in a browser.
 *
 * @throws {Error} an import of a Node module; it names the file and the module
 */
export async function checkEdge(project: string, name: string): Promise<void> {
  const { metafile } = await build({
    entryPoints: [join(project, 'node_modules', name, 'dist', 'index.js')],
    absWorkingDir: project,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: [...builtinModules, 'node:*'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const files = Object.entries(metafile.inputs)
  const found = files.flatMap(([file, { imports }]) =>
    imports.filter((to) => to.external).map((to) => `${file} imports ${to.path}`),
  )
  if (found.length > 0) throw new Error(`${name} does not run at the edge:\n${found.join('\n')}`)
  console.log(`${name}: no Node modules in ${files.length} files`)
}
