import { insertSorted, pascal, type Workshop, within } from './workshop.ts'

/** The description of a new format. */
export interface FormatWords {
  /** The service's slug, such as `zig`. */
  readonly slug: string
  /** The name for people, such as `Zig`. */
  readonly title: string
  /** The file extension, such as `.tar.gz`. */
  readonly extension: string
}

/**
 * Starts a package format: in the API description, and its folder in the emulator with a reader, a builder and their test. The reader reads nothing
 * yet, so the test fails.
 *
 * @returns the remaining steps
 */
export function newFormat({ write, change }: Workshop, { slug, title, extension }: FormatWords): string[] {
  if (!/^[a-z][a-z0-9]*$/.test(slug))
    throw new Error('Give the slug that the service uses, for example: pnpm new:format zig Zig .tar.gz')
  const room = `packages/emulator/src/formats/${slug}`
  const article = /^[AEIOU]/i.test(title) ? 'an' : 'a'

  change('openapi/v1/formats.tsp', (text) =>
    within(text, 'enum PackageFormatSlug {', '\n}', (part) =>
      insertSorted(part, `  ${slug},`, (line) => /^ {2}(\w+),$/.exec(line)?.[1]),
    ),
  )
  change('openapi/v1/packages/uploads.tsp', (text) => {
    const added = `@tag("uploads")\ninterface ${pascal(slug)}Uploads\n  extends UploadOperations<"${slug}", "${article} ${title}", UploadRequest> {}\n`
    const next = [...text.matchAll(/UploadOperations<\s*"(\w+)"/g)].find(([, other = '']) => other > slug)
    const at = next === undefined ? text.length : text.lastIndexOf('@tag("uploads")', next.index)
    return text.slice(0, at) + added + text.slice(at)
  })
  change('openapi/examples/uploads.yaml', (text) =>
    insertSorted(
      text,
      `  packages_upload_${slug}: { format: ${slug}, filename: example-1.0.0${extension}, extension: ${extension}, slug: example-100${extension.replaceAll('.', '')}-xMo }`,
      (line) => /^ {2}(packages_upload_\w+):/.exec(line)?.[1],
    ),
  )
  change('packages/client/src/upload/formats.test-d.ts', (text) =>
    insertSorted(text, `  ${slug}: [never, never]`, (line) => /^ {2}(\w+): \[/.exec(line)?.[1]),
  )
  write(`${room}/index.ts`, indexFile(slug, title, extension))
  write(`${room}/read.ts`, readFile(slug, title))
  write(`${room}/build.ts`, buildFile(slug, title, extension))
  write(`${room}/${slug}.test.ts`, testFile(slug))
  change('packages/emulator/src/catalogue/formats.ts', (text) => {
    const imported = insertSorted(
      text,
      `import { ${slug} } from '../formats/${slug}/index.ts'`,
      (line) => /'\.\.\/formats\/(\w+)\//.exec(line)?.[1],
    )
    return within(imported, '> = {', '\n}', (part) => insertSorted(part, `  ${slug},`, (line) => /^ {2}(\w+),$/.exec(line)?.[1]))
  })

  return [
    `Build a real file in ${room}/build.ts and read it in read.ts, until the test passes. files/ opens archives and text files.`,
    'Add the fields of its uploads to openapi/v1/packages/uploads.tsp and to packages/client/src/upload/formats.test-d.ts, and a real example to openapi/examples/uploads.yaml.',
    'Run pnpm openapi:emit, then pnpm --filter "./packages/*" --if-present run generate.',
    'Export the builder from packages/emulator/src/testing.ts. Run in packages/emulator: UPDATE=1 vitest run test/coverage.test.ts.',
    `Complete ${room}/index.ts: the number of the format (backendKind), whether the service scans it, its ecosystem of advisories.`,
    'Run pnpm build. Type errors then show the other places that need an entry for each format.',
    'If the vendor does not describe it, add it to openapi/corrections.yaml. Run pnpm format, pnpm api:report and pnpm changeset.',
  ]
}

const indexFile = (
  slug: string,
  title: string,
  extension: string,
): string => `import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { ${slug}Package } from './build.ts'
import { read${pascal(slug)} } from './read.ts'

/** ${title}. */
export const ${slug}: Format = {
  name: '${title}',
  extensions: ['${extension}'],
  backendKind: 99, // TODO: the service's number for it, if it is known.
  read: read${pascal(slug)},
  make: fromSketch(${slug}Package),
}
`

const readFile = (slug: string, title: string): string => `import { UnreadableError } from '../../files/unreadable.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a ${title} package: TODO which of its files contain what.
 *
 * @see TODO the format's specification
 */
export async function read${pascal(slug)}({ file }: PackageUpload): Promise<Manifest> {
  throw new UnreadableError(\`reading ${title} is not implemented yet: \${file.bytes.length} bytes\`)
}
`

const buildFile = (
  slug: string,
  title: string,
  extension: string,
): string => `import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Builds a ${title} package, as its own client would upload it. */
export function ${slug}Package({ name, version }: PackageOptions): PackageFixture {
  const bytes = new Uint8Array() // TODO: format/archive-writers.ts writes archives.
  return plainFixture('${slug}', \`\${name}-\${version}${extension}\`, bytes)
}
`

const testFile = (slug: string): string => `import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { ${slug}Package } from './build.ts'

test('reads the package that it builds', async () => {
  expect(await factsOf(${slug}Package({ name: 'acme', version: '1.0.0', description: 'An API.' }))).toMatchObject({
    name: 'acme',
    version: '1.0.0',
    summary: 'An API.',
    dependencies: [],
  })
})

test('refuses an empty package', async () => {
  const empty = { ...${slug}Package({ name: 'acme', version: '1.0.0' }), bytes: new Uint8Array() }

  expect(await reasonOf(empty)).toContain('TODO')
})
`
