import type { Happening } from '../flow/happening.ts'
import type { Severity } from '../settings/channels.ts'
import type { Placeholder } from '../settings/template.ts'
import { valueAt } from './metadata-value.ts'

/** A package in a message. */
export interface MessagePackage {
  readonly format: string
  readonly name: string
  readonly version: string
  readonly filename: string
  readonly slugPerm: string
  /** Its outcome, as in reports and plans. */
  readonly outcome: string
  /** Its tags in the stage at which the edge starts. */
  readonly tags: readonly string[]
}

/** The content of a message in no particular format, stored in the database until it is delivered. Texts are unescaped. */
export interface Message {
  readonly event: Happening['type']
  readonly severity: Severity
  /** A sentence without a full stop. */
  readonly title: string
  readonly pipeline: string
  /** ID of the edge; empty for a whole pipeline. */
  readonly edge: string
  readonly from: string
  readonly to: string
  /** ISO 8601. */
  readonly at: string
  /** Address of its page in the service; null if the service does not know its own address. */
  readonly url: string | null
  readonly plan: number | null
  readonly run: number | null
  readonly task: number | null
  readonly outcome: string | null
  readonly by: string | null
  readonly why: string | null
  readonly until: string | null
  /** Number of packages concerned, and those that are shown. */
  readonly count: number
  readonly packages: readonly MessagePackage[]
}

/** Maximum number of packages that a message shows. */
export const mostShown = 20

const labelOf = ({ format, name, version }: MessagePackage): string => `${format}:${name}${version === '' ? '' : `@${version}`}`

/** The packages of a message in one line. */
export function packagesText({ packages, count }: Message, most = mostShown): string {
  const shown = packages.slice(0, most).map(labelOf)
  return [...shown, ...(count > shown.length ? [`${count - shown.length} more`] : [])].join(', ')
}

/** The values of placeholders for a message and one of its packages, with the metadata attached to that package. */
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
