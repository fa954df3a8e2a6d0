import { join } from 'node:path'
import { onlyFile, run } from '../run.ts'
import { distinct, type Source } from '../source.ts'

/** Prints what `pkginfo`, which twine reads with, finds in a file. */
const script = `
import json, re, sys, pkginfo
path = sys.argv[1]
found = (pkginfo.Wheel if path.endswith('.whl') else pkginfo.BDist if path.endswith('.egg') else pkginfo.SDist)(path)
names = [re.match(r'[\\w.-]+', each.strip()).group(0) for each in found.requires_dist]
print(json.dumps({'name': found.name, 'version': found.version, 'license': found.license_expression or found.license, 'dependencies': names}))
`

let python = 'python3'

/** `pip download` downloads: a wheel, or the source distribution of what starts with `sdist:`. */
export const pythonSource: Source = {
  format: 'python',
  async prepare(folder) {
    await run('python3', ['-m', 'venv', folder])
    python = join(folder, 'bin', 'python')
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pkginfo'])
  },
  async fetch(what, folder) {
    const [, sdist, name = ''] = /^(sdist:)?(.*)$/.exec(what) ?? []
    const kind = sdist ? ['--no-binary', ':all:'] : ['--only-binary', ':all:']
    await run(python, [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      ...kind,
      '--dest',
      folder,
      name,
    ])
    return { file: await onlyFile(folder, /\.(whl|tar\.gz|zip|tar\.bz2)$/) }
  },
  async facts({ file }) {
    const told = JSON.parse(await run(python, ['-c', script, file]))
    // Some put the whole text of their licence there, of which the reader takes nothing.
    const license: unknown = told.license
    return {
      name: String(told.name),
      version: String(told.version),
      license: typeof license === 'string' && license !== 'UNKNOWN' && license.length < 200 ? license : undefined,
      dependencies: distinct(told.dependencies.map(String)),
    }
  },
}
