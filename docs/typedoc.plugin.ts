import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Application,
  CommentTag,
  Converter,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc'

const root = join(import.meta.dirname, '..')

/**
 * A TypeDoc plugin. It names modules by their import paths, groups their members by the source folder they are declared in, and uses the
 * `@description` of generated types as their summary. It removes what is generated from the API description, because the API pages document that
 * by area.
 */
export function load(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    removeGenerated(project)
    for (const reflection of Object.values(project.reflections)) {
      if (reflection.kindOf(ReflectionKind.Module)) reflection.name = importName(reflection.name)
      const { comment } = reflection
      const description = comment?.getTag('@description')
      if (comment === undefined || description === undefined) continue
      comment.summary = description.content
      comment.removeTags('@description')
    }
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) sortIntoParts(module as DeclarationReflection)
  })
}

/** Removes raw types, parameters and results of methods, and the interfaces of the methods. */
function removeGenerated(project: ProjectReflection): void {
  const [schemas, kinds] = [modelNames(), ReflectionKind.Interface | ReflectionKind.TypeAlias | ReflectionKind.Namespace]
  const isRaw = (name: string) => /^(paths|operations|components)$/.test(name)
  const isOfApi = (name: string) => schemas.has(name) || /^(V2|CloudsmithV\d|\w+Params|\w+Methods)$/.test(name)
  for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
    const isClient = /^client\b/.test(module.name)
    for (const reflection of [...((module as DeclarationReflection).children ?? [])]) {
      const isOf = isRaw(reflection.name) || (isClient && isOfApi(reflection.name))
      if (isOf && reflection.kindOf(kinds)) project.removeReflection(reflection)
    }
  }
}

/** The names of the models in the API descriptions. */
function modelNames(): ReadonlySet<string> {
  const documents = ['cloudsmith-v1.json', 'cloudsmith-v2.json'].map(
    (name) => JSON.parse(readFileSync(join(root, 'openapi', name), 'utf8')) as { components: { schemas: object } },
  )
  return new Set(documents.flatMap(({ components }) => Object.keys(components.schemas)))
}

/** Gives each exported member the category of the folder it is declared in. */
function sortIntoParts(module: DeclarationReflection): void {
  const [, name = ''] = module.name.split('/')
  const parts = partsOf(name)
  for (const reflection of module.children ?? []) {
    const part = parts.get(reflection.name)
    const comment = reflection.comment ?? reflection.signatures?.[0]?.comment
    if (part !== undefined) comment?.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: part }]))
  }
}

/** The title of the folder below `src` in which each exported name of a package is declared. */
function partsOf(name: string): ReadonlyMap<string, string> {
  const src = join(root, 'packages', name, 'src')
  const files = globSync('*/**/*.ts', { cwd: src, exclude: ['**/*.test.ts', 'generated/**'] })
  return new Map(
    files.flatMap((file) => {
      const [folder = ''] = file.replaceAll('\\', '/').split('/')
      const title = folder.slice(0, 1).toUpperCase() + folder.slice(1).replaceAll('-', ' ')
      const text = readFileSync(join(src, file), 'utf8')
      return [...text.matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm)].map(
        ([, declared = '']) => [declared, title] as const,
      )
    }),
  )
}

/** `client/dist/node` is imported as `@cloudsmith-sdk/client/node`. */
const importName = (path: string): string => `@cloudsmith-sdk/${path.replace('/dist', '').replace(/\/index$/, '')}`
