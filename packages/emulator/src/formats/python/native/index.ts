import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { Native, NativeRepository, NativeRequest } from '../../../format/native.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { normalName } from '../normal-name.ts'
import { pythonClients } from './clients.ts'
import { giveFile } from './files.ts'
import { projectPage, projectsPage } from './pages.ts'
import { indexType } from './simple-type.ts'
import { upload } from './upload.ts'
import { pythonUpstream } from './upstream.ts'

/**
 * Python's simple index at the download host, and the host for uploads.
 *
 * @see https://packaging.python.org/en/latest/specifications/simple-repository-api/
 * @see docs/service.md#native-registries
 */
export const pythonNative: Native = {
  host: 'python',
  hostTakesUploadsOnly: true,
  downloads: true,
  severalOfVersion: true,
  filenameHoldsVersion: true,
  nameKey: normalName,
  answer(request, repository) {
    if (!request.isDownload) return upload(request, repository)
    mustRead(request, 'The index can be read, and nothing else: packages are uploaded elsewhere.')
    const [index, ...rest] = request.segments
    if (index === 'files') return giveFile(rest, repository)
    if (index === 'simple' || index === 'index') return answerIndex(request, rest, repository)
    throw notFound()
  },
  // twine and uv show the text of a response as it is.
  refusal: ({ status, detail, headers }) => ({
    status,
    raw: `${detail}\n`,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  }),
  clients: pythonClients,
  upstream: pythonUpstream,
}

/** Returns the list of all names, or the page of one; redirects from other spellings to the normalised path. */
async function answerIndex(
  request: NativeRequest,
  [name, ...more]: readonly string[],
  repository: NativeRepository,
): Promise<Reply> {
  if (more.length > 0) throw notFound()
  const type = indexType(request)
  const [index = ''] = request.segments
  const rest = name === undefined ? '' : `${encodeURIComponent(normalName(name))}/`
  if (request.path !== `${index}/${rest}`) {
    const up = name !== undefined && request.path.endsWith('/') ? '../' : ''
    const query = request.query.size === 0 ? '' : `?${request.query}`
    return { status: 301, raw: '', headers: { Location: `${name === undefined ? `${index}/` : `${up}${rest}`}${query}` } }
  }
  return name === undefined ? projectsPage(type, repository) : projectPage(type, name, repository)
}
