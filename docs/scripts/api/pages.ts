import { readDocument } from '@cloudsmith-sdk/openapi/document'
import { readMethods } from '@cloudsmith-sdk/openapi/methods'
import { code, parts, table } from '../markdown.ts'
import type { Page } from '../page.ts'
import { areaPage } from './area-page.ts'
import { type Area, areasOf, homesOf } from './areas.ts'
import { type Description, type Method, methodsOf } from './methods.ts'

/** The pages of every method of the client, one per area of the API, with an index. */
export async function apiPages(): Promise<Page[]> {
  const areas = areasOf(await everyMethod(), await descriptions())
  const homes = homesOf(areas)
  return [indexPage(areas), ...areas.map((area, order) => areaPage(area, homes, order + 1))]
}

const descriptions = () =>
  Promise.all([readDocument<Description>('cloudsmith-v1.yaml'), readDocument<Description>('cloudsmith-v2.yaml')])

/** Every method of the client, in both versions. */
export async function everyMethod(): Promise<Method[]> {
  const [first, second] = await descriptions()
  return [...methodsOf(first, await readMethods('v1'), ''), ...methodsOf(second, await readMethods('v2'), 'v2.')]
}

function indexPage(areas: readonly Area[]): Page {
  const groups = Map.groupBy(areas, ({ group }) => group)
  const text = parts([
    '# The API, by area',
    'Every operation of the service is a method of the client. Path, query and body parameters are one flat object; the options of the call are the second argument. [The package page](../../packages/client.md) explains what all calls have in common.',
    ...[...groups].flatMap(([group, all]) => [
      `## ${group}`,
      table(
        ['area', 'contents', 'methods'],
        all.map(({ tag, title, description, methods }) => [
          `[${title}](${tag}.md)`,
          description,
          [...new Set(methods.map(({ name }) => code(name.split('.').slice(0, -1).join('.') || name)))].join(', '),
        ]),
      ),
    ]),
  ])
  return {
    path: 'reference/api/index.md',
    data: { title: 'The API, by area', description: 'Every operation of the service, and the method that calls it.', order: 0 },
    text,
  }
}
