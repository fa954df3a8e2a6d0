import { onlyFile, readZip } from '../../files/archive.ts'
import { parseStanza, type Stanza } from '../../files/stanza.ts'
import { requireUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import type { UploadedFile } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'
import { normalName } from './normal-name.ts'

const wheelName = /^([^\s-]+)-([^\s-]+)(?:-\d[^\s-]*)?-[^\s-]+-[^\s-]+-[^\s-]+\.whl$/i

/** The latest major version of the wheel layout that pip accepts. */
const newestLayout = 1

/**
 * Opens a wheel, whose only `….dist-info` folder has to match the file name.
 *
 * @throws {UnreadableError} if pip would refuse to install it
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
    throw new UnreadableError(`the wheel ${filename} has ${folder}, which belongs to another package`)
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

/** Compares metadata with the file name, as pip does after downloading. @throws {UnreadableError} */
export function checkWheelName(filename: string, name: string, version: string): void {
  const named = partsOf(filename)
  const isSame = normalName(named.name) === normalName(name) && schemeOfFormat('python').compare(named.version, version) === 0
  if (!isSame) throw new UnreadableError(`the wheel ${filename} has the metadata of ${name} ${version}: name the file after them`)
}

function partsOf(filename: string): WheelName {
  const parts = wheelNameOf(filename)
  if (!parts) throw new UnreadableError(`${filename} is not the name of a wheel: name-version-python-abi-platform.whl`)
  return parts
}

/** The parts of a wheel's file name. */
export interface WheelName {
  readonly name: string
  readonly version: string
}

/** Parses the file name of a wheel; undefined if it is not one. */
export function wheelNameOf(filename: string): WheelName | undefined {
  const [, name, version] = wheelName.exec(filename) ?? []
  return name && version ? { name, version: version.replaceAll('_', '-') } : undefined
}

/** The unchanged `METADATA` of a wheel; undefined if the file is not a wheel. @throws {UnreadableError} */
export function wheelMetadata({ filename, bytes }: UploadedFile): Uint8Array | undefined {
  if (wheelNameOf(filename) === undefined) return undefined
  return onlyFile(
    readZip(bytes, (path) => /^[^/]+\.dist-info\/METADATA$/.test(path)),
    'METADATA',
  )
}
