import type { Reply } from '../../../core/reply.ts'
import type { NativeRepository, NativeRequest } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'
import { anyRelease } from './place.ts'

/** Whether a file is a list of sources, for a requested release or for a whole distribution. */
export const isSourcesList = (filename: string): boolean => /^[\w-]+\.deb\.txt$/.test(filename)

/**
 * A list of sources for apt in its older notation, as the service's own instructions download it.
 *
 * @param filename `config.deb.txt`, with `distro`, `codename` and `component` in the query, or a name such as `debian.deb.txt`
 * @throws {Refusal} 400 if the query contains something that cannot be in a list
 */
export function sourcesList(filename: string, { query }: NativeRequest, { owner, repo, downloads }: NativeRepository): Reply {
  const own = filename.slice(0, filename.indexOf('.'))
  const distro = own === 'config' ? (query.get('distro') ?? 'debian') : own
  const release = query.get('codename') ?? query.get('version') ?? anyRelease
  const component = query.get('component') ?? 'main'
  for (const word of [distro, release, component])
    if (!/^[\w.+~-]+$/.test(word))
      throw refused(400, 'A distribution, a release and a component have letters, digits and .+~-_ only.')
  const options = `[signed-by=/usr/share/keyrings/${owner}-${repo}-archive-keyring.gpg]`
  const source = `${options} ${downloads}/${distro} ${release} ${component}`
  return {
    status: 200,
    raw: `# ${owner}/${repo}\n\ndeb ${source}\ndeb-src ${source}\n`,
    headers: { 'Content-Type': 'text/plain' },
  }
}
