import type { PackageFixture, PackageOptions } from './package-fixture.ts'

/** What little is said of a package that is to be made: what all formats have. */
export interface Sketch {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly description?: string
  /** Goes into the package as a file `content.txt`. */
  readonly content?: string
}

/** Makes a package of a sketch, with the builder of a format. */
export function fromSketch(build: (options: PackageOptions) => PackageFixture) {
  return (sketch: Sketch): PackageFixture => build(optionsOf(sketch))
}

/** What builders take. */
export function optionsOf({ content, ...rest }: Sketch): PackageOptions {
  return { ...rest, ...(content !== undefined && { files: { 'content.txt': content } }) }
}
