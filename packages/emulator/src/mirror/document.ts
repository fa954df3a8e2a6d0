import * as v from 'valibot'
import { gapSchema } from './gap.ts'
import { MirrorError } from './mirror-error.ts'
import {
  connectionRow,
  denyRow,
  enterpriseRow,
  entitlementRow,
  memberRow,
  moment,
  packageRow,
  personRow,
  privilegeRow,
  resourceRow,
  scanRow,
  serviceRow,
  settingsRow,
  upstreamRow,
  webhookRow,
} from './rows.ts'

const text = v.string()

const repositorySchema = v.object({
  slug_perm: text,
  created_at: v.nullish(moment, null),
  settings: v.intersect([v.object({ slug: text, name: text }), settingsRow]),
  privileges: v.optional(v.array(privilegeRow)),
  retention: v.optional(settingsRow),
  upstreams: v.optional(v.array(upstreamRow)),
  connections: v.optional(v.array(connectionRow)),
  webhooks: v.optional(v.array(webhookRow)),
  entitlements: v.optional(v.array(entitlementRow)),
  /** By `slug_perm` of the package. */
  scans: v.record(text, scanRow),
  /** The newest first. */
  packages: v.array(packageRow),
})

const kind = 'cloudsmith-emulator/mirror'

const documentSchema = v.object({
  kind: v.literal(kind),
  version: v.literal(1),
  /** When the reading was completed. */
  readAt: moment,
  workspace: v.object({
    slug: text,
    slug_perm: v.nullish(text, null),
    name: text,
    created_at: v.nullish(moment, null),
  }),
  /** The account that read the workspace. */
  reader: v.nullish(personRow, null),
  members: v.optional(v.array(memberRow)),
  teams: v.optional(v.array(resourceRow)),
  services: v.optional(v.array(serviceRow)),
  policies: v.object({
    license: v.optional(v.array(resourceRow)),
    vulnerability: v.optional(v.array(resourceRow)),
    deny: v.optional(v.array(denyRow)),
    enterprise: v.optional(v.array(enterpriseRow)),
  }),
  repositories: v.array(repositorySchema),
  unknown: v.array(gapSchema),
})

/**
 * The content of a workspace at the time when it was read, as plain data that can be stored: without the bytes of packages, and without keys, tokens
 * and other secrets. What could not be read is missing, and listed in `unknown`.
 */
export type MirrorDocument = v.InferOutput<typeof documentSchema>

/** @see MirrorDocument */
export type MirroredRepository = v.InferOutput<typeof repositorySchema>

/** Creates a document from its parts. */
export const documentOf = (parts: Omit<MirrorDocument, 'kind' | 'version'>): MirrorDocument => ({ kind, version: 1, ...parts })

/**
 * Writes a document: a line for each package after one line for everything else, so that mirrors can be compared with diff tools, and no string
 * exceeds the length limit. Each line ends with a line break; join the lines, or write them one after the other.
 */
export function* formatMirror(document: MirrorDocument): Generator<string> {
  const repositories = document.repositories.map((repository) => ({ ...repository, packages: [] }))
  yield `${JSON.stringify({ ...document, repositories })}\n`
  for (const [repository, { packages }] of document.repositories.entries()) {
    for (const row of packages) yield `${JSON.stringify({ repository, package: row })}\n`
  }
}

/**
 * Reads a document that {@link formatMirror} wrote.
 *
 * @param source name of the file, for messages
 * @throws {MirrorError} if it is not a valid mirror document, with line and field
 */
export function parseMirror(content: string | Uint8Array, source = 'mirror'): MirrorDocument {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const decoder = new TextDecoder()
  let document: MirrorDocument | undefined
  let line = 0
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start)
    const end = found < 0 ? bytes.length : found
    line += 1
    const json = parsed(decoder.decode(bytes.subarray(start, end)), `${source}:${line}`)
    if (document === undefined) document = checked(documentSchema, json, `${source}:${line}`)
    else place(document, checked(lineSchema, json, `${source}:${line}`), `${source}:${line}`)
    start = end + 1
  }
  if (document === undefined) throw new MirrorError(`${source} is empty, so it is not a mirror`)
  mustBeDifferent(document, source)
  return document
}

const lineSchema = v.object({ repository: v.number(), package: packageRow })

function place({ repositories }: MirrorDocument, { repository, package: row }: v.InferOutput<typeof lineSchema>, at: string) {
  const home = repositories[repository]
  if (home === undefined) throw new MirrorError(`${at}: repository: there is no repository with this number`)
  home.packages.push(row)
}

/** @throws {MirrorError} for duplicates of what has to be unique */
function mustBeDifferent({ repositories }: MirrorDocument, source: string): void {
  const once = (names: readonly string[], what: string) => {
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice !== undefined) throw new MirrorError(`${source}: two ${what} are called ${JSON.stringify(twice)}`)
  }
  once(
    repositories.map(({ settings }) => settings.slug),
    'repositories',
  )
  const seen = new Set<string>()
  for (const { slug_perm } of repositories.flatMap(({ packages }) => packages)) {
    if (seen.size === seen.add(slug_perm).size)
      throw new MirrorError(`${source}: two packages are called ${JSON.stringify(slug_perm)}`)
  }
}

function parsed(text: string, at: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without the message of JSON.parse, which quotes the line.
    throw new MirrorError(`${at} is not valid JSON`)
  }
}

/**
 * Validates data from outside against a schema, and returns what the schema names.
 *
 * @throws {MirrorError} if it does not match; the message has the field, but none of the content
 */
export function checked<Schema extends v.GenericSchema>(schema: Schema, given: unknown, at: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, given, { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const why = issue.received === 'undefined' ? 'is missing' : issue.expected ? `must be ${issue.expected}` : issue.message
  throw new MirrorError(`${at}: ${v.getDotPath(issue) ?? 'it'}: ${why}`)
}
