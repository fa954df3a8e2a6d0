import { type Table, textAt } from '../../files/tree.ts'

/** What both layouts state about their image. */
export interface Image {
  /** As for `docker pull`; an OCI layout may only have the tag. */
  references: string[]
  /** SHA-256 of the manifest in hexadecimal, or of the configuration if the archive has no manifest. */
  digest: string
  architectures: string[]
  layers: string[]
  labels: unknown
}

/** The architectures of a configuration. */
export function architecturesOf(config: Table): string[] {
  const architecture = textAt(config, 'architecture')
  return architecture ? [architecture] : []
}
