import { insertSorted, pascal, type Workshop, within } from './workshop.ts'

/** What is said of a new format. */
export interface FormatWords {
  /** As the service calls it, such as `zig`. */
  readonly slug: string
  /** As people call it, such as `Zig`. */
  readonly title: string
  /** How its files end, such as `.tar.gz`. */
  readonly extension: string
}

/**
 * A package format: in the description, and its room in the emulator with a reader, a builder and their test. The reader reads nothing yet, so that
 * the test fails.
 *
 * @returns what remains to be done
 */
export function newFormat({ write, change }: Workshop, { slug, title, extension }: FormatWords): string[] {
  if (!/^[a-z][a-z0-9]*$/.test(slug)) throw new Error('Say what the service calls it, such as: pnpm new:format zig Zig .tar.gz')
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
    `Say in ${room}/build.ts how a real file is made, and in read.ts how it is read: its test passes then. files/ opens archives and texts.`,
    'The fields of its uploads in openapi/v1/packages/uploads.tsp, the same in packages/client/src/upload/formats.test-d.ts, and a real example in openapi/examples/uploads.yaml.',
    'pnpm openapi:emit; pnpm --filter "./packages/*" --if-present run generate.',
    'Export the builder from packages/emulator/src/testing.ts; in packages/emulator: UPDATE=1 vitest run test/coverage.test.ts.',
    `${room}/index.ts: the number of the format (backendKind), whether the service scans it, its ecosystem of advisories.`,
    'Types name other places that have something for each format, once the client is built again: pnpm build.',
    'openapi/corrections.yaml, where the vendor does not describe it; pnpm format; pnpm api:report; pnpm changeset.',
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
  backendKind: 99, // TODO: the service's number of it, where that is known.
  read: read${pascal(slug)},
  make: fromSketch(${slug}Package),
}
`

const readFile = (slug: string, title: string): string => `import { UnreadableError } from '../../files/unreadable.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a ${title} package: TODO which file of it says what.
 *
 * @see TODO where the format is described
 */
export async function read${pascal(slug)}({ file }: PackageUpload): Promise<Manifest> {
  throw new UnreadableError(\`nobody reads ${title} yet: \${file.bytes.length} bytes\`)
}
`

const buildFile = (
  slug: string,
  title: string,
  extension: string,
): string => `import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Makes a ${title} package, as its own client uploads it. */
export function ${slug}Package({ name, version }: PackageOptions): PackageFixture {
  const bytes = new Uint8Array() // TODO: format/archive-writers.ts makes archives.
  return plainFixture('${slug}', \`\${name}-\${version}${extension}\`, bytes)
}
`

const testFile = (slug: string): string => `import { expect, test } from 'vitest'
import { factsOf, reasonOf } from '../../catalogue/read-fixture.ts'
import { ${slug}Package } from './build.ts'

test('a package that was built is read back', async () => {
  expect(await factsOf(${slug}Package({ name: 'acme', version: '1.0.0', description: 'An API.' }))).toMatchObject({
    name: 'acme',
    version: '1.0.0',
    summary: 'An API.',
    dependencies: [],
  })
})

test('a package with nothing in it is unreadable', async () => {
  const empty = { ...${slug}Package({ name: 'acme', version: '1.0.0' }), bytes: new Uint8Array() }

  expect(await reasonOf(empty)).toContain('TODO')
})
`
