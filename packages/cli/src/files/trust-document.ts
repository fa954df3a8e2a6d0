import { basename, dirname, resolve } from 'node:path'
import type { Trust } from '@cloudsmith-sdk/promotion'
import * as v from 'valibot'
import { parse } from 'yaml'
import { UsageError } from '../core/usage-error.ts'
import { importKey } from './key.ts'
import { readNamed } from './read-text.ts'

const text = v.pipe(v.string(), v.nonEmpty())
const trustSchema = v.strictObject({
  keys: v.optional(v.record(text, text), {}),
  issuers: v.optional(
    v.array(
      v.strictObject({
        issuer: text,
        audience: v.optional(text),
        subject: v.optional(text),
        claims: v.optional(v.record(text, v.union([text, v.array(text)]))),
        keys: v.optional(text),
      }),
    ),
    [],
  ),
})

/** What a file of trust says. @throws {UsageError} with the file and what is wrong */
export async function readTrustDocument(path: string): Promise<Trust> {
  const said = v.safeParse(trustSchema, parsed(path, await readNamed(path, path)) ?? {})
  if (!said.success)
    throw new UsageError(said.issues.map((issue) => `${path}: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`).join('\n'))
  const { keys, issuers } = said.output
  const json = async (file: string) => keyIn(file, await readNamed(resolve(dirname(path), file), `${basename(path)}: ${file}`))
  return {
    keys: await Promise.all(
      Object.entries(keys).map(async ([keyid, file]) => ({ keyid, key: await publicKey(await json(file), file) })),
    ),
    issuers: await Promise.all(
      issuers.map(async ({ keys: file, ...issuer }) => ({
        ...issuer,
        ...(file === undefined ? {} : { keys: keySet(await json(file), file) }),
      })),
    ),
  }
}

const keySetSchema = v.object({ keys: v.array(v.looseObject({ kty: text })) })

function keySet(value: unknown, file: string): { keys: object[] } {
  if (!v.is(keySetSchema, value)) throw new UsageError(`${file} is no JSON Web Key Set.`)
  return value
}

/** @throws {UsageError} it is no JSON Web Key that can verify */
async function publicKey(value: unknown, file: string) {
  return importKey(value, 'verify', file)
}

/** Whoever takes the private key for the public one must not find it in a log: the parser quotes what it could not read. */
function keyIn(file: string, content: string): unknown {
  try {
    return parse(content)
  } catch {
    throw new UsageError(`${file} cannot be read as a JSON Web Key.`)
  }
}

function parsed(path: string, content: string): unknown {
  try {
    return parse(content)
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
