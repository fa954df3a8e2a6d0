/** Something that areas hang parts of their own onto. Most packages have none. */
export interface Parted {
  /** By name. Read it through the part of that name. */
  parts?: Map<string, unknown> | undefined
}
