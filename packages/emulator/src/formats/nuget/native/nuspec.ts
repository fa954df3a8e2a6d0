import { readZip } from '../../../files/archive.ts'
import { parseXml, type XmlElement } from '../../../files/xml.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/** A cache of parsed packages, by their bytes. */
const known = new WeakMap<Uint8Array, XmlElement | undefined>()

/** The `metadata` element of a package; undefined if its bytes are not here. */
export function nuspecOf({ files: [{ bytes }] }: NativePackage): XmlElement | undefined {
  if (bytes === undefined) return undefined
  if (!known.has(bytes)) known.set(bytes, read(bytes))
  return known.get(bytes)
}

/** The `.nuspec` in a package, unchanged. @throws {UnreadableError} */
export function nuspecIn(bytes: Uint8Array): Uint8Array | undefined {
  return readZip(bytes, (path) => /^[^/]+\.nuspec$/i.test(path))
    .files.values()
    .next().value
}

/** A package that cannot be read provides nothing. */
function read(bytes: Uint8Array): XmlElement | undefined {
  try {
    const nuspec = nuspecIn(bytes)
    return nuspec && parseXml(nuspec, 'package').all('metadata')[0]
  } catch {
    return undefined
  }
}
