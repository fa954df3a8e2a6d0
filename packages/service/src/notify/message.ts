import type { Happening } from '../flow/happening.ts'
import type { Severity } from '../settings/channels.ts'
import type { Placeholder } from '../settings/template.ts'
import { valueAt } from './metadata-value.ts'

/** A package that a message is about. */
export interface MessagePackage {
  readonly format: string
  readonly name: string
  readonly version: string
  readonly filename: string
  readonly slugPerm: string
  /** What became of it, as reports and plans say. */
  readonly outcome: string
  /** At the beginning of the edge. */
  readonly tags: readonly string[]
}

/** What is told, without its form: kept in the database until everybody was told. Texts are as they came from outside. */
export interface Message {
  readonly event: Happening['type']
  readonly severity: Severity
  /** A sentence without its full stop. */
  readonly title: string
  readonly pipeline: string
  /** Empty for a whole pipeline. */
  readonly edge: string
  readonly from: string
  readonly to: string
  /** ISO 8601. */
  readonly at: string
  /** Where people see it in the service; null where nobody knows its address. */
  readonly url: string | null
  readonly plan: number | null
  readonly run: number | null
  readonly task: number | null
  readonly outcome: string | null
  readonly by: string | null
  readonly why: string | null
  readonly until: string | null
  /** Packages that it is about, and those that are shown of them. */
  readonly count: number
  readonly packages: readonly MessagePackage[]
}

/** Packages that a message shows, at most. */
export const mostShown = 20

const labelOf = ({ format, name, version }: MessagePackage): string => `${format}:${name}${version === '' ? '' : `@${version}`}`

/** The packages of a message in a line. */
export function packagesText({ packages, count }: Message, most = mostShown): string {
  const shown = packages.slice(0, most).map(labelOf)
  return [...shown, ...(count > shown.length ? [`${count - shown.length} more`] : [])].join(', ')
}

/** What templates have for a message, of which a package may be one, with what is attached to that. */
export function valuesOf(
  message: Message,
  of: MessagePackage | undefined = message.packages[0],
  metadata: readonly unknown[] = [],
): (name: string) => string | undefined {
  const values: Readonly<Record<Placeholder, string | number | null | undefined>> = {
    ...message,
    packages: packagesText(message),
    ...{ format: of?.format, name: of?.name, version: of?.version, filename: of?.filename },
  }
  return (name) => {
    const prefix = name.startsWith('tag:') ? name.slice('tag:'.length) : undefined
    if (prefix !== undefined) return of?.tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length)
    if (name.startsWith('metadata:')) return valueAt(metadata, name.slice('metadata:'.length))
    return values[name as Placeholder]?.toString()
  }
}
