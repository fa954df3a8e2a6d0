/** Something to which areas attach data of their own. Most packages have none. */
export interface Parted {
  /** The data by name. Use the part of that name to read it. */
  parts?: Map<string, unknown> | undefined
}
