import type { Trust, TrustedIssuer } from '../approval/trust.ts'
import { DocumentError, type FieldPath, type Flaw } from '../repository/document-error.ts'
import { flawOfKind } from '../repository/require-kind.ts'
import { importKey } from '../signing/import-key.ts'
import type { TrustedKey } from '../signing/open-envelope.ts'
import { openDocument, type ReadOptions } from './document-reader.ts'
import { examine } from './flaws-of.ts'
import { trustKind, trustSchema } from './trust-schema.ts'

/** Options of {@link readTrust}. */
export interface ReadTrustOptions extends ReadOptions {
  /** Reads a key file that the document names, given its path as written there. */
  read: (path: string) => string | Promise<string>
}

/**
 * Reads a trust document: public keys by the key names that `people` of a pipeline uses, each in a file of its own, and issuers of identity tokens.
 * As people write it by hand, `kind` and `version` may be omitted.
 *
 * @throws {DocumentError} with every problem of it and of the files that it names; it never contains any part of a key
 */
export async function readTrust(document: unknown, { source = 'trust', read }: ReadTrustOptions): Promise<Trust> {
  const { value, problems, problemsOf } = openDocument(document)
  if (problems.length > 0) throw new DocumentError(problems, source)
  const other = flawOfKind({ kind: trustKind, version: 1, ...Object(value) }, { kind: trustKind, version: 1 })
  if (other !== undefined) throw new DocumentError(problemsOf([other]), source)
  // A file that consists only of comments trusts nobody.
  const examined = examine(trustSchema, value ?? {})
  if ('flaws' in examined) throw new DocumentError(problemsOf(examined.flaws), source)
  const flaws: Flaw[] = []
  const keys: TrustedKey[] = []
  for (const [keyid, file] of Object.entries(examined.output.keys ?? {})) {
    const key = await tried(['keys', keyid], async () => importKey(await jsonIn(file), 'verify', file))
    if (key !== undefined) keys.push({ keyid, key })
  }
  const issuers: TrustedIssuer[] = []
  for (const [index, { keys: file, ...issuer }] of (examined.output.issuers ?? []).entries()) {
    const set =
      file === undefined ? undefined : await tried(['issuers', index, 'keys'], async () => keySetOf(await jsonIn(file), file))
    issuers.push({ ...issuer, keys: set })
  }
  if (flaws.length > 0) throw new DocumentError(problemsOf(flaws), source)
  return { keys, issuers }

  /** The result, or undefined and a flaw of the field that names the file. */
  async function tried<T>(path: FieldPath, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      flaws.push({ path, message: error instanceof Error ? error.message.replace(/\.$/, '') : String(error) })
      return undefined
    }
  }

  async function jsonIn(file: string): Promise<unknown> {
    let text: string
    try {
      text = await read(file)
    } catch (error) {
      throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    }
    const opened = openDocument(text)
    // Someone may have confused the private key with the public one. It must not end up in a log, and the parser quotes what it cannot read.
    if (opened.problems.length > 0) throw new Error(`${file} cannot be read as a JSON Web Key`)
    return opened.value
  }
}

/** @throws {Error} it is not a JSON Web Key Set */
function keySetOf(value: unknown, file: string): { keys: object[] } {
  const { keys } = Object(value) as { keys?: unknown }
  const isKey = (key: unknown): key is object => typeof Object(key).kty === 'string'
  if (Array.isArray(keys) && keys.length > 0 && keys.every(isKey)) return { keys }
  throw new Error(`${file} is not a JSON Web Key Set`)
}
