import type { PackageFixture, PackageOptions } from './package-fixture.ts'

/** The few properties that a package to be built can have in every format. */
export interface Sketch {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly description?: string
  /** Content of a file `content.txt` in the package. */
  readonly content?: string
}

/** Creates a function that builds a package from a sketch, with the builder of a format. */
export function fromSketch(build: (options: PackageOptions) => PackageFixture) {
  return (sketch: Sketch): PackageFixture => build(optionsOf(sketch))
}

/** Converts a sketch to the options of builders. */
export function optionsOf({ content, ...rest }: Sketch): PackageOptions {
  return { ...rest, ...(content !== undefined && { files: { 'content.txt': content } }) }
}
