import { type Archive, readTar, readZip, type Wanted } from '../../files/archive.ts'
import { frontMatter } from '../../files/front-matter.ts'
import { textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { isZip } from '../../files/zip.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import type { Manifest, PackageUpload, UploadedFile } from '../../format/types.ts'

/**
 * Reads a skill: `SKILL.md` at the root of a zip archive or tarball, or in its top folder, with a name and a description in its front matter. Name
 * and version come from the request. The skills of a plugin are nested deeper, and none of them describes the whole.
 *
 * @see https://agentskills.io/specification
 */
export async function readSkill(upload: PackageUpload): Promise<Manifest> {
  let isSkill = false
  const { count, files } = await openArchive(upload.file, (path) => {
    isSkill ||= /(^|\/)SKILL\.md$/.test(path)
    return /^([^/]+\/)?SKILL\.md$/.test(path)
  })
  if (!isSkill) throw new UnreadableError('the archive has no SKILL.md at its root or in its top folder')
  if (files.size > 1)
    throw new UnreadableError(`the archive has ${files.size} SKILL.md at its root and in its top folders instead of one`)
  return { ...readByFileName(upload), ...described(files), numFiles: count }
}

async function openArchive({ bytes }: UploadedFile, wanted: Wanted): Promise<Archive> {
  return isZip(bytes) ? readZip(bytes, wanted) : readTar(bytes, wanted)
}

function described(files: Archive['files']): Pick<Manifest, 'license' | 'summary' | 'description'> {
  const [[path, bytes] = []] = files
  if (path === undefined || bytes === undefined) return {}
  const { table, body } = frontMatter(bytes, path)
  required(textAt(table, 'name'), `${path}: name`)
  return {
    license: textAt(table, 'license'),
    summary: required(textAt(table, 'description'), `${path}: description`),
    description: body,
  }
}
