import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { camel, type Workshop } from './workshop.ts'

/** The description of a new operation. */
export interface OperationWords {
  /** The service's operation id, such as `packages_star`. */
  readonly id: string
  /** `GET`, `POST`, … */
  readonly method: string
  /** Such as `/packages/{owner}/{repo}/{identifier}/star/`. */
  readonly path: string
  /** An operation of the same area with similar parameters and result. The new one is placed after it everywhere. */
  readonly like: string
}

/**
 * Starts an operation: in the API description, in the table of the client's methods, and in the emulator with its test. The emulator does nothing yet,
 * so the test fails.
 *
 * @param root of the repository
 * @returns the remaining steps
 */
export function newOperation(
  { write, change, read }: Workshop,
  root: string,
  { id, method, path, like }: OperationWords,
): string[] {
  if (!/^[a-z0-9_]+$/.test(id))
    throw new Error('An operation id may contain a to z, 0 to 9 and _. Add any other operation by hand.')
  const name = camel(id.split('_').slice(1).join('_') || id)
  const find = (pattern: string, wanted: string): string => {
    const found = globSync(pattern, { cwd: root }).find((file) => read(file).includes(wanted))
    if (found === undefined) throw new Error(`No file of ${pattern} contains ${wanted}: name another operation with --like.`)
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
    const added = `/** TODO: what it changes, and which events it emits. */\nexport const ${id}: Operation<'${id}'> = () => {\n  throw new Error('The emulator does not do ${id} yet.')\n}`
    return end < 0 ? `${text}\n${added}\n` : `${text.slice(0, end)}\n\n${added}${text.slice(end)}`
  })
  const test = join(dirname(operations), `${id.replaceAll('_', '-')}.test.ts`).replaceAll('\\', '/')
  write(test, testFile(id, method, path))

  return [
    `Edit ${description}: what it does, who may call it, its parameters and its result. They are copied from ${like}.`,
    'Run pnpm openapi:emit, which reports values missing in openapi/examples, pnpm --filter ./openapi test, which checks your descriptions, and pnpm --filter "./packages/*" --if-present run generate.',
    `Implement it in ${operations}. In ${test}, test what changes, who may not call it, and which event it emits.`,
    'Run in packages/emulator: UPDATE=1 vitest run test/coverage.test.ts. Then run pnpm build, pnpm format, pnpm api:report and pnpm changeset.',
    'If the vendor does not describe it, add it to openapi/corrections.yaml. Add what is known about its behaviour to docs/service.md.',
  ]
}

/** Inserts it after the similar operation, with the same permission, parameters and response. */
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

// TODO: the path, and the state before and after the request.
test('${id} TODO', async () => {
  const { admin } = story()

  const { status, body } = await admin('${method}', '${place}')

  expect(status).toBe(200)
  expect(body).toMatchObject({ TODO: true })
})
`
}
