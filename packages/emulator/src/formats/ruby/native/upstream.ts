import type { NativeUpstream, UpstreamPackage } from '../../../format/native-upstream.ts'
import { upstreamPath } from '../../../format/upstream-path.ts'
import { numberOf } from './full-name.ts'
import { readInfoLine, readNumber } from './info-line.ts'

/** Finds gems in another compact index. */
export const rubyUpstream: NativeUpstream = {
  async list(source, { name }) {
    const answer = await source.get(upstreamPath(`info/${name}`))
    return linesOf(answer?.text()).flatMap((line): UpstreamPackage[] => {
      const told = readInfoLine(line)
      if (told === undefined) return []
      const { version, platform, sha256 } = told
      return [{ ...gemAt(name, version, platform, sha256), told }]
    })
  },
  async all(source) {
    const answer = await source.get('versions')
    const found = new Map<string, Omit<UpstreamPackage, 'told'> & { readonly platform: string }>()
    const sums = new Map<string, string | undefined>()
    for (const line of linesOf(answer?.text())) {
      const [name = '', numbers = '', md5] = line.split(' ')
      sums.set(name, md5)
      for (const number of numbers.split(',')) {
        const isGone = number.startsWith('-')
        const { version, platform } = readNumber(isGone ? number.slice(1) : number)
        const key = `${name} ${version} ${platform}`
        found.delete(key)
        if (!isGone && version !== '') found.set(key, { ...gemAt(name, version, platform, undefined), platform })
      }
    }
    return [...found.values()].map(({ platform, ...gem }) => ({ ...gem, told: { platform, md5: sums.get(gem.name) } }))
  },
}

function gemAt(name: string, version: string, platform: string, sha256: string | undefined): UpstreamPackage {
  const filename = `${name}-${numberOf(version, platform)}.gem`
  return { name, version, files: [{ filename, url: upstreamPath(`gems/${filename}`), checksums: { sha256 } }] }
}

/** The lines after the header of a file. */
function linesOf(text = ''): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd())
  return lines.slice(lines.indexOf('---') + 1).filter((line) => line !== '')
}
