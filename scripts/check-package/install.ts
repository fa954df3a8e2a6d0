import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { consumer, root } from './places.ts'

/** What the checks read of a `package.json`. */
export interface Manifest {
  name: string
  exports: Record<string, unknown>
  engines?: { node?: string }
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/**
 * Installs a package into a project as a registry's client would, without the registry: ours are unpacked as the `tarball` task has packed them,
 * others are links to what the repository has installed. Gives the path of the package's tarball.
 */
export function install(folder: string, project: string): string {
  const { name, dependencies, peerDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const home = join(project, 'node_modules', name)
  const tarball = join(folder, 'reports', 'package.tgz')
  mkdirSync(home, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'])
  for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) {
    const source = realpathSync(join(folder, 'node_modules', dependency))
    if (dirname(source) === join(root, 'packages')) install(source, project)
    else link(source, project, dependency)
  }
  link(join(consumer, 'node_modules', '@types', 'node'), project, '@types/node')
  return tarball
}

function link(source: string, project: string, name: string): void {
  const target = join(project, 'node_modules', name)
  if (existsSync(target)) return
  mkdirSync(dirname(target), { recursive: true })
  symlinkSync(realpathSync(source), target)
}
