import { createHash } from 'node:crypto'
import { readTar } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { textField } from '../../format/fields.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Conan package: a tarball (`conan_package.tgz`) and the text files of its request. Name, version, licence and description come from the
 * request, else from literals in the recipe (`metadata_file`, a `conanfile.py`). Architecture and dependencies come from `info_file`
 * (`conaninfo.txt`), whose hash is the package id, as in Conan 2: settings, options and dependencies identify a binary, like user and channel.
 *
 * @see https://docs.conan.io/2/reference/conanfile/attributes.html
 * @see https://docs.conan.io/2/reference/binary_model.html
 */
export async function readConan(upload: PackageUpload): Promise<Manifest> {
  const { count } = await readTar(upload.file.bytes, () => false)
  if (count === 0) throw new UnreadableError('the tarball has no files')
  checkManifest(textOf(upload, 'manifest_file'))
  const recipe = recipeAttributes(textOf(upload, 'metadata_file'))
  const infoText = textOf(upload, 'info_file')
  const info = sections(infoText)
  const architecture = (info.get('settings') ?? []).flatMap((line) => /^arch=(.+)$/.exec(line)?.[1] ?? [])
  const identifiers = Object.fromEntries(
    ['conan_prefix', 'conan_channel'].flatMap((field) => {
      const value = textField(upload, field)
      return value ? [[field, value]] : []
    }),
  )
  return {
    name: word(textField(upload, 'name') ?? recipe.get('name'), 'name (in the request or in conanfile.py)'),
    version: word(textField(upload, 'version') ?? recipe.get('version'), 'version (in the request or in conanfile.py)'),
    license: recipe.get('license'),
    description: recipe.get('description'),
    architectures: architecture,
    dependencies: (info.get('requires') ?? []).flatMap(dependency),
    identifiers: { ...identifiers, ...(infoText && { conan_package_id: createHash('sha1').update(infoText).digest('hex') }) },
    numFiles: count,
  }
}

/** Checks a part of a reference, `name/version@user/channel`. @see https://docs.conan.io/2/reference/conanfile/attributes.html#name */
function word(text: string | undefined, what: string): string {
  const found = required(text, what)
  if (!/^[\da-z_][\w+.-]{0,100}$/i.test(found))
    throw new UnreadableError(`${what} is ${JSON.stringify(found)}, which is not allowed in a reference`)
  return found
}

function textOf({ extra }: PackageUpload, field: string): string {
  return decodeUtf8(extra[field]?.bytes ?? new Uint8Array())
}

/** A manifest has a time stamp, then a line with the MD5 of each file. */
function checkManifest(manifest: string): void {
  const [stamp = '', ...lines] = manifest.trim().split(/\r?\n/)
  const isManifest = manifest === '' || (/^\d+$/.test(stamp) && lines.every((line) => /: [\da-f]{32}$/.test(line)))
  if (!isManifest) throw new UnreadableError('manifest_file is not a conanmanifest.txt')
}

/** The lines of each `[section]`. */
function sections(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  let section = ''
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, title] = /^\[(\w+)\]$/.exec(line) ?? []
    if (title) section = title
    else if (found.has(section)) found.get(section)?.push(line)
    else found.set(section, [line])
  }
  return found
}

/** Literal attributes of the recipe's class. */
function recipeAttributes(source: string): ReadonlyMap<string, string> {
  const assignments = source.matchAll(/^[ \t]+(name|version|license|description)[ \t]*=[ \t]*(["'])([^"'\n]*)\2/gm)
  return new Map([...assignments].map(([, name = '', , value = '']) => [name, value]))
}

/** `zlib/1.3.1`, followed by user, channel, revision and package; `Z` in a version stands for what compatibility ignores. */
function dependency(text: string): Dependency[] {
  const [, name, version] = /^([\w.+-]+)\/([^@#:\s]+)/.exec(text) ?? []
  return name && version ? [{ name, dep_type: 'Requires', operator: '=', version }] : []
}
