import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { camel, type Workshop } from './workshop.ts'

/** What is said of a new operation. */
export interface OperationWords {
  /** As the service calls it, such as `packages_star`. */
  readonly id: string
  /** `GET`, `POST`, … */
  readonly method: string
  /** Such as `/packages/{owner}/{repo}/{identifier}/star/`. */
  readonly path: string
  /** An operation of the same area that takes and gives the like: it is put behind that one everywhere. */
  readonly like: string
}

/**
 * An operation: in the description, in the table of the client's methods, and in the emulator with its test. The emulator does nothing yet, so that
 * the test fails.
 *
 * @param root of the repository
 * @returns what remains to be done
 */
export function newOperation(
  { write, change, read }: Workshop,
  root: string,
  { id, method, path, like }: OperationWords,
): string[] {
  if (!/^[a-z0-9_]+$/.test(id)) throw new Error('An operation id is of a to z, 0 to 9 and _; others are put in by hand.')
  const name = camel(id.split('_').slice(1).join('_') || id)
  const find = (pattern: string, wanted: string): string => {
    const found = globSync(pattern, { cwd: root }).find((file) => read(file).includes(wanted))
    if (found === undefined) throw new Error(`No file of ${pattern} has ${wanted}: name another operation that it is like.`)
    return found.replaceAll('\\', '/')
  }

  const description = find('openapi/v1/**/*.tsp', `@operationId("${like}")`)
  const operations = find('packages/emulator/src/areas/**/*.ts', `export const ${like}: Operation<`)
  change(description, (text) => behindDescribed(text, { id, method, path, like }, name))
  change('openapi/methods.yaml', (text) =>
    text
      .split('\n')
      .flatMap((line) => (line.endsWith(`: ${like}`) ? [line, `${line.slice(0, line.search(/\S/))}${name}: ${id}`] : [line]))
      .join('\n'),
  )
  change(operations, (text) => {
    const end = text.indexOf('\n\n', text.indexOf(`export const ${like}: Operation<`))
    const added = `/** TODO: what it changes, and whom it tells. */\nexport const ${id}: Operation<'${id}'> = () => {\n  throw new Error('The emulator does not do ${id} yet.')\n}`
    return end < 0 ? `${text}\n${added}\n` : `${text.slice(0, end)}\n\n${added}${text.slice(end)}`
  })
  const test = join(dirname(operations), `${id.replaceAll('_', '-')}.test.ts`).replaceAll('\\', '/')
  write(test, testFile(id, method, path))

  return [
    `Write in ${description} what it does, who may call it and what it takes and gives: it has all of that from ${like}.`,
    'pnpm openapi:emit, which names what openapi/examples lacks; pnpm --filter ./openapi test, which reads what you wrote; pnpm --filter "./packages/*" --if-present run generate.',
    `Write it in ${operations}, and in ${test} what changes, who may not, and which event tells of it.`,
    'In packages/emulator: UPDATE=1 vitest run test/coverage.test.ts. Then pnpm build, pnpm format, pnpm api:report, and pnpm changeset.',
    'openapi/corrections.yaml, where the vendor does not describe it; docs/service.md, for what is known of how it behaves.',
  ]
}

/** Puts it behind the operation that it is like, with the same permission, parameters and answer. */
function behindDescribed(text: string, { id, method, path, like }: OperationWords, name: string): string {
  const at = text.indexOf(`@operationId("${like}")`)
  const start = at + text.slice(at).search(/^ {2}\w+\(/m)
  const end = text.indexOf(';\n', start) + ';\n'.length
  const signature = text.slice(start, end).trimEnd()
  const before = text.slice(0, at)
  const permission = /@extension\("x-permission", \w+\)/.exec(before.slice(before.lastIndexOf('/**')))?.[0]
  const added = [
    '/** TODO: what it does that its summary does not say, with limits and defaults. */',
    ...(permission === undefined ? [] : [permission]),
    `@operationId("${id}")`,
    '@summary("TODO")',
    `@route("${path}")`,
    `@${method.toLowerCase()}`,
    `${name}${signature.slice(signature.indexOf('('))}`,
  ]
  return `${text.slice(0, end)}\n${added.map((line) => `  ${line}\n`).join('')}${text.slice(end)}`
}

function testFile(id: string, method: string, path: string): string {
  const place = path.replace('{owner}', 'acme').replace('{repo}', 'dev')
  return `import { expect, test } from 'vitest'
import { story } from '../../../test/story.ts'

// TODO: the path, and what is there before and after it.
test('${id} changes what it is for', async () => {
  const { admin } = story()

  const { status, body } = await admin('${method}', '${place}')

  expect(status).toBe(200)
  expect(body).toMatchObject({ TODO: true })
})
`
}
