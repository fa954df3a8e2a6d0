import { InvalidRequestError } from '../errors/base.ts'
import type { PackageDetail, UploadedPackage } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import type { Timed } from '../sync/wait.ts'
import { type ByteSenderOptions, createByteSender } from './byte-sender.ts'
import type { Pushed } from './candidates.ts'
import { createPackage } from './create-package.ts'
import { findExisting } from './existing.ts'
import { type Fields, mapFiles, separate } from './files-of-push.ts'
import { askAgain } from './lost.ts'
import type { PushParams } from './params.ts'
import { progressOf } from './progress.ts'
import { isDuplicate, settle } from './settle.ts'
import { type NamedFile, nameFile } from './source.ts'
import { uploadFile } from './upload-file.ts'

type Create = (params: Fields, options: { signal: AbortSignal | undefined }) => Promise<UploadedPackage>
type Validate = (params: Fields, options: { signal: AbortSignal | undefined }) => Promise<void>

/** @see Cloudsmith.push */
export async function push(
  cloudsmith: CloudsmithV1 & Timed,
  senderOptions: ByteSenderOptions,
  params: PushParams,
): Promise<PackageDetail> {
  const { owner, repo, format, file, filename, tags, ifExists, method, partSize, onProgress, ...rest } = params
  const { waitForSync = true, resyncs = 2, timeout, interval, signal, ...others } = rest
  const create = cloudsmith.packages.upload[format] as unknown as Create | undefined
  const validate = cloudsmith.packages.validateUpload[format] as unknown as Validate | undefined
  if (create === undefined || validate === undefined) {
    const known = Object.keys(cloudsmith.packages.upload).join(', ')
    throw new InvalidRequestError(`There is no format ${JSON.stringify(format)}. Supported formats: ${known}.`)
  }
  check(params)
  const main = nameFile('file', file, filename)
  const { files, plain } = separate(others as Fields)
  const all = [main, ...Object.values(files).flat()]
  const republish = ifExists === undefined ? {} : { republish: ifExists === 'replace' }
  const tagged = tags === undefined || tags.length === 0 ? {} : { tags: tags.join(',') }
  const common = { owner, repo, ...plain, ...republish, ...tagged }
  const waiting = { timeout, interval, signal }
  const pushed: Pushed = {
    ...{ cloudsmith, owner, repo, format, filename: main.name, fields: plain, waiting },
    files: () => Promise.all(all.map(async ({ name, sha256 }) => ({ filename: name, sha256: await sha256() }))),
  }

  const persistence = { limits: senderOptions.limits, clock: senderOptions.clock, signal }
  const read = (identifier: string) =>
    askAgain(() => cloudsmith.packages.read({ owner, repo, identifier }, { signal }), persistence)

  if (ifExists === 'skip') {
    const stream = all.find(({ source }) => !(source instanceof Blob))
    if (stream)
      throw new InvalidRequestError(`${stream.name} is a stream, which cannot be compared before it is sent: ${skipNeeds}`)
    const existing = await findExisting(pushed)
    if (existing !== undefined) return read(existing.slug_perm)
  }
  // Invalid fields are reported before any bytes are sent; for this, fields for files may contain file names.
  const named = { ...common, ...(await mapFiles(files, ({ name }) => name)), package_file: main.name }
  await askAgain(() => validate(named, { signal }), persistence)

  const options = { ...persistence, cloudsmith, owner, repo, method, partSize, send: createByteSender(senderOptions) }
  const upload = (each: NamedFile) =>
    uploadFile(each, {
      ...options,
      onBytes: progressOf(senderOptions.clock, onProgress, (sentBytes, bytesPerSecond) => {
        return { filename: each.name, sentBytes, totalBytes: each.size, bytesPerSecond }
      }),
    })
  const uploaded = { package_file: await upload(main), ...(await mapFiles(files, upload)) }
  try {
    const created = await createPackage(() => create({ ...common, ...uploaded }, { signal }), pushed, persistence)
    if (!waitForSync) return await read(created.ref.identifier)
    return await settle(pushed, created, { resyncs, skip: ifExists === 'skip', read })
  } catch (error) {
    // The service may also refuse at once because the package exists.
    const existing = ifExists === 'skip' && isDuplicate(error) ? await findExisting(pushed) : undefined
    if (existing === undefined) throw error
    return read(existing.slug_perm)
  }
}

const skipNeeds = "push a file or bytes, or leave ifExists: 'skip' out."

function check({ tags, ifExists, partSize }: PushParams): void {
  if (tags?.some((tag) => tag === '' || tag.includes(','))) {
    throw new InvalidRequestError('A tag must not be empty or contain a comma.')
  }
  if (ifExists !== undefined && !['fail', 'skip', 'replace'].includes(ifExists)) {
    throw new InvalidRequestError(`ifExists must be 'fail', 'skip' or 'replace', not ${JSON.stringify(ifExists)}.`)
  }
  if (partSize !== undefined && !(Number.isSafeInteger(partSize) && partSize > 0)) {
    throw new InvalidRequestError(`partSize must be a whole number of bytes, not ${String(partSize)}.`)
  }
}
