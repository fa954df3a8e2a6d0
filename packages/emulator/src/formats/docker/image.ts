import { type Table, textAt } from '../../files/tree.ts'

/** What either layout says of its image. */
export interface Image {
  /** As in `docker pull`; of an OCI layout perhaps only the tag. */
  references: string[]
  /** Of the manifest, or of the configuration where no manifest is kept: hexadecimal, without `sha256:`. */
  digest: string
  architectures: string[]
  layers: string[]
  labels: unknown
}

/** The architecture that a configuration is for. */
export function architecturesOf(config: Table): string[] {
  const architecture = textAt(config, 'architecture')
  return architecture ? [architecture] : []
}
