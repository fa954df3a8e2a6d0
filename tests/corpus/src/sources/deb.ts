import { onlyFile, run } from '../run.ts'
import { distinct, type Source } from '../source.ts'

const relations = [
  'Depends',
  'Pre-Depends',
  'Recommends',
  'Suggests',
  'Enhances',
  'Replaces',
  'Breaks',
  'Conflicts',
  'Provides',
  'Built-Using',
]

/** `apt-get download` downloads; `dpkg-deb --field` reads. The distribution moves on, so its packages have no version in the table. */
export const deb: Source = {
  format: 'deb',
  prepare: async () => void (await run('dpkg-deb', ['--version'])),
  async fetch(what, folder) {
    await run('apt-get', ['download', what], folder)
    return { file: await onlyFile(folder, /\.deb$/), fields: { distribution: 'debian/bookworm' } }
  },
  async facts({ file }) {
    const field = async (name: string) => (await run('dpkg-deb', ['--field', file, name])).trim()
    const listed = await Promise.all(relations.map(field))
    const names = listed.flatMap((text) => text.split(/[,|]/)).map((each) => /^[^\s:(]*/.exec(each.trim())?.[0] ?? '')
    return {
      name: await field('Package'),
      version: await field('Version'),
      architectures: [await field('Architecture')],
      dependencies: distinct(names.filter((name) => name !== '')),
    }
  },
}
