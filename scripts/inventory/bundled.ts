import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { type Installed, manifestIn } from './tree.ts'

/** Pages, which are minified: only their bundler knows what is in them. */
const pages = ['page/app.tsx', 'page/page.ts']

/**
 * Packages of others whose code is part of what a package publishes, though nobody installs them with it. Read after its build, from the comments
 * in which the bundler says where each part of a file comes from.
 */
export async function bundledIn(folder: string): Promise<{ folder: string; manifest: Installed }[]> {
  const lines = globSync('dist/*.js', { cwd: folder }).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
  const said = lines.map((line) => line.trimStart()).flatMap((line) => (line.startsWith('// ') ? [line.slice('// '.length)] : []))
  const paths = [...said, ...(await pagesOf(folder))]
  const homes = new Set(paths.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []))
  const folders = [...new Set([...homes].map((home) => realpathSync(join(folder, home))))].sort()
  return folders.map((each) => ({ folder: each, manifest: manifestIn(each) }))
}

async function pagesOf(folder: string): Promise<string[]> {
  const entryPoints = pages.filter((page) => existsSync(join(folder, page)))
  if (entryPoints.length === 0) return []
  const options = { bundle: true, metafile: true, write: false, outdir: 'page', logLevel: 'silent' } as const
  const { metafile } = await build({
    ...options,
    entryPoints,
    absWorkingDir: folder,
    tsconfig: join(folder, 'page', 'tsconfig.json'),
  })
  return Object.keys(metafile.inputs)
}
