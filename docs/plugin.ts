import { type Application, Converter, type ProjectReflection, ReflectionKind } from 'typedoc'

/** What the raw client is typed by: a page of each would be larger than all others together, and nobody reads it. */
const rawTypes = ['paths', 'operations', 'components']

/**
 * A plugin for TypeDoc. Modules get the names that they are imported by, raw types get no page, and what generated types say under
 * `@description` becomes the summary of the thing, as everywhere else.
 */
export function load(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    removeRawTypes(project)
    for (const reflection of Object.values(project.reflections)) {
      if (reflection.kindOf(ReflectionKind.Module)) reflection.name = importName(reflection.name)
      const { comment } = reflection
      const description = comment?.getTag('@description')
      if (comment === undefined || description === undefined) continue
      comment.summary = description.content
      comment.removeTags('@description')
    }
  })
}

function removeRawTypes(project: ProjectReflection): void {
  const interfaces = project.getReflectionsByKind(ReflectionKind.Interface)
  for (const reflection of interfaces) if (rawTypes.includes(reflection.name)) project.removeReflection(reflection)
}

/** `client/dist/node` is imported as `@cloudsmith-sdk/client/node`. */
const importName = (path: string): string => `@cloudsmith-sdk/${path.replace('/dist', '').replace(/\/index$/, '')}`
