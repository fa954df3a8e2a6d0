import { onlyFile, readZip } from '../../files/archive.ts'
import { parseStanza, type Stanza } from '../../files/stanza.ts'
import { requireUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import type { UploadedFile } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'
import { normalName } from './normal-name.ts'

const wheelName = /^([^\s-]+)-([^\s-]+)(?:-\d[^\s-]*)?-[^\s-]+-[^\s-]+-[^\s-]+\.whl$/i

/** Newest major version of the layout of wheels that pip takes. */
const newestLayout = 1

/**
 * Opens a wheel, whose only `….dist-info` has to be called as the file is.
 *
 * @throws {UnreadableError} for all that pip refuses to install
 * @see https://packaging.python.org/en/latest/specifications/binary-distribution-format/
 */
export function openWheel({ filename, bytes }: UploadedFile): { count: number; metadata: Stanza } {
  const folders = new Set<string>()
  const { count, files } = readZip(bytes, (path) => {
    const [folder = ''] = path.split('/', 1)
    if (folder.endsWith('.dist-info')) folders.add(folder)
    return /^[^/]+\.dist-info\/(METADATA|WHEEL)$/.test(path)
  })
  const [folder] = folders
  if (folder === undefined || folders.size > 1)
    throw new UnreadableError(`the wheel has ${folders.size} .dist-info folders instead of one`)
  const { name } = partsOf(filename)
  if (!normalName(folder).startsWith(normalName(name)))
    throw new UnreadableError(`the wheel ${filename} has ${folder}, which is another package's`)
  const text = (file: string) => {
    const content = files.get(`${folder}/${file}`)
    if (!content) throw new UnreadableError(`the wheel has no ${folder}/${file}`)
    return requireUtf8(content, `${folder}/${file}`)
  }
  const layout = parseStanza(text('WHEEL')).first('Wheel-Version')
  if (layout === undefined || !/^\d+(\.\d+)*$/.test(layout) || Number.parseInt(layout, 10) > newestLayout)
    throw new UnreadableError(
      `${folder}/WHEEL has Wheel-Version ${layout ?? 'missing'}, but only ${newestLayout}.x can be installed`,
    )
  return { count, metadata: parseStanza(text('METADATA')) }
}

/** Holds what the metadata say to the name of the file, as pip does once it has downloaded it. @throws {UnreadableError} */
export function checkWheelName(filename: string, name: string, version: string): void {
  const named = partsOf(filename)
  const isSame = normalName(named.name) === normalName(name) && schemeOfFormat('python').compare(named.version, version) === 0
  if (!isSame) throw new UnreadableError(`the wheel ${filename} has the metadata of ${name} ${version}: name the file after them`)
}

function partsOf(filename: string): WheelName {
  const parts = wheelNameOf(filename)
  if (!parts) throw new UnreadableError(`${filename} is no name of a wheel: name-version-python-abi-platform.whl`)
  return parts
}

/** What the name of a wheel says. */
export interface WheelName {
  readonly name: string
  readonly version: string
}

/** Takes the name of a wheel apart; nothing for what is none. */
export function wheelNameOf(filename: string): WheelName | undefined {
  const [, name, version] = wheelName.exec(filename) ?? []
  return name && version ? { name, version: version.replaceAll('_', '-') } : undefined
}

/** The `METADATA` of a wheel as they are; nothing for what is no wheel. @throws {UnreadableError} */
export function wheelMetadata({ filename, bytes }: UploadedFile): Uint8Array | undefined {
  if (wheelNameOf(filename) === undefined) return undefined
  return onlyFile(
    readZip(bytes, (path) => /^[^/]+\.dist-info\/METADATA$/.test(path)),
    'METADATA',
  )
}
