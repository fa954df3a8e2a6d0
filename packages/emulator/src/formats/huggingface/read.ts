import { type Archive, readTar, readZip, type Wanted } from '../../files/archive.ts'
import { frontMatter } from '../../files/front-matter.ts'
import { parseJsonTable, textAt, textsAt } from '../../files/tree.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import { anyVersion } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Manifest, PackageUpload, UploadedFile } from '../../format/types.ts'

const isTold: Wanted = (path) => /^([^/]+\/)?(README\.md|config\.json)$/.test(path)

/**
 * Reads a Hugging Face model or dataset: an archive with its card, `README.md`, and its `config.json`, or a single file of it. Name and version come
 * from the request or the file name; licence and base models come from the card.
 *
 * @see https://huggingface.co/docs/hub/model-cards
 */
export async function readHuggingface(upload: PackageUpload): Promise<Manifest> {
  const named = readByFileName(upload)
  const archive = await openArchive(upload.file)
  if (archive === undefined) return named
  const [cardFile, configFile] = [fileIn(archive, 'README.md'), fileIn(archive, 'config.json')]
  if (configFile) parseJsonTable(configFile, 'config.json')
  const card = cardFile && frontMatter(cardFile, 'README.md')
  const texts = (key: string) => [textAt(card?.table, key) ?? textsAt(card?.table, key)].flat()
  return {
    ...named,
    license: textAt(card?.table, 'license') === 'other' ? textAt(card?.table, 'license_name') : licenseChoice(texts('license')),
    summary: textAt(card?.table, 'pretty_name') ?? textAt(card?.table, 'model_name'),
    description: card?.body || undefined,
    dependencies: texts('base_model').map((name) => ({ name, dep_type: 'Requires', ...anyVersion })),
    numFiles: archive.count,
  }
}

/** Decided by the file name, because files of weights may be zip archives themselves. */
async function openArchive({ filename, bytes }: UploadedFile): Promise<Archive | undefined> {
  if (/\.zip$/i.test(filename)) return readZip(bytes, isTold)
  return /\.(tar(\.\w+)?|t[gbx]z)$/i.test(filename) ? readTar(bytes, isTold) : undefined
}

/** Finds a file at the root, else in the only top folder that has it. */
function fileIn({ files }: Archive, name: string): Uint8Array | undefined {
  const [found, ...others] = [...files].filter(([path]) => path.endsWith(`/${name}`))
  if (files.has(name)) return files.get(name)
  if (others.length > 0)
    throw new UnreadableError(`the archive has ${others.length + 1} ${name} in its top folders instead of one`)
  return found?.[1]
}
