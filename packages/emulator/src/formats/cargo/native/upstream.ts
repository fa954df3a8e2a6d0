import { isTable, type Table, textAt } from '../../../files/tree.ts'
import { type NativeUpstream, type UpstreamPackage, UpstreamProblem } from '../../../format/native-upstream.ts'
import { upstreamPath } from '../../../format/upstream-path.ts'
import { pathInIndex, registriesField } from './metadata.ts'

/** Finds crates in another registry with a sparse index. */
export const cargoUpstream: NativeUpstream = {
  async list(source, { name }) {
    const index = await source.get(upstreamPath(pathInIndex(name)))
    if (index === undefined) return []
    const config = (await source.get('config.json'))?.json()
    const downloads = textAt(config, 'dl')
    if (downloads === undefined)
      throw new UpstreamProblem('The upstream does not say where its crates are: config.json has no dl.')
    return index
      .text()
      .split('\n')
      .flatMap((line) => versionIn(line, downloads))
  },
}

function versionIn(line: string, downloads: string): UpstreamPackage[] {
  const told = parsed(line)
  const [name, version, sha256] = [textAt(told, 'name'), textAt(told, 'vers'), textAt(told, 'cksum')]
  if (told === undefined || name === undefined || version === undefined || sha256 === undefined) return []
  const deps = Array.isArray(told.deps) ? told.deps : []
  const registries = deps.flatMap((each) => {
    const [of, registry] = [textAt(each, 'package') ?? textAt(each, 'name'), textAt(each, 'registry')]
    return of === undefined || registry === undefined ? [] : [[of, registry] as const]
  })
  return [
    {
      name,
      version,
      files: [
        { filename: `${name}-${version}.crate`, url: addressIn(downloads, { name, version, sha256 }), checksums: { sha256 } },
      ],
      fields: { [registriesField]: Object.fromEntries(registries) },
      told,
    },
  ]
}

/** The URL of a crate. @see https://doc.rust-lang.org/cargo/reference/registry-index.html#index-configuration */
function addressIn(downloads: string, { name, version, sha256 }: { name: string; version: string; sha256: string }): string {
  const path = pathInIndex(name).slice(0, -name.length - 1)
  const prefix = name.length > 3 ? `${name.slice(0, 2)}/${name.slice(2, 4)}` : path
  const marks: Readonly<Record<string, string>> = {
    crate: name,
    version,
    prefix,
    lowerprefix: path,
    'sha256-checksum': sha256,
  }
  const filled = downloads.replace(/\{([a-z\d-]+)\}/g, (mark, key: string) => marks[key] ?? mark)
  return filled === downloads ? `${downloads}/${upstreamPath(name)}/${upstreamPath(version)}/download` : filled
}

/** A line that is not JSON is skipped, as cargo does. */
function parsed(line: string): Table | undefined {
  try {
    const said: unknown = JSON.parse(line)
    return isTable(said) ? said : undefined
  } catch {
    return undefined
  }
}
