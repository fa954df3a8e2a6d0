import { readZip } from '../../../files/archive.ts'
import { parseXml, type XmlElement } from '../../../files/xml.ts'
import type { NativePackage } from '../../../format/native-package.ts'

/** What packages say of themselves: read once, as long as somebody has their bytes. */
const known = new WeakMap<Uint8Array, XmlElement | undefined>()

/** The `metadata` of a package; nothing of one whose bytes are not here. */
export function nuspecOf({ files: [{ bytes }] }: NativePackage): XmlElement | undefined {
  if (bytes === undefined) return undefined
  if (!known.has(bytes)) known.set(bytes, read(bytes))
  return known.get(bytes)
}

/** The `.nuspec` of a package, as it is in there. @throws {UnreadableError} */
export function nuspecIn(bytes: Uint8Array): Uint8Array | undefined {
  return readZip(bytes, (path) => /^[^/]+\.nuspec$/i.test(path))
    .files.values()
    .next().value
}

/** What cannot be read after all says nothing. */
function read(bytes: Uint8Array): XmlElement | undefined {
  try {
    const nuspec = nuspecIn(bytes)
    return nuspec && parseXml(nuspec, 'package').all('metadata')[0]
  } catch {
    return undefined
  }
}
