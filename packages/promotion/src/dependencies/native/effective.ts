import type { Coordinates, Pom, Written } from './pom.ts'

/** A POM that Maven needs in order to read another one. */
export interface PomNeed extends Coordinates {
  /**
   * Whether a project that inherits from the POM may choose a different one, by setting a property. It then depends on that project which POM is
   * needed.
   */
  readonly isUncertain: boolean
}

/**
 * Maximum length of a text, in characters, before and after its properties are expanded: enough for any version, too short for an expansion that
 * explodes.
 */
const longest = 1024

/**
 * The POMs that Maven reads besides a given one: its parent, the BOMs that it imports itself or by inheritance, and the one that it is relocated to.
 * The needs of its parents are reported with the parents, except for those named by properties, whose values depend on who inherits.
 *
 * @param line the POM, its parent, and so on, as far as they are known
 * @see https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html
 */
export function pomNeeds(line: readonly [Pom, ...Pom[]]): PomNeed[] {
  const [own] = line
  const expand = expanderOf(line)
  const needs: PomNeed[] = []
  const add = (named: Written | undefined, isUncertain: boolean) => {
    const found = named && expandedBy(expand, named)
    if (found !== undefined) needs.push({ ...found, isUncertain })
  }
  add(own.parent, false)
  const seen = new Set<string>()
  for (const [generation, { imports }] of line.entries()) {
    for (const bom of imports) {
      const key = `${expand(bom.groupId)}:${expand(bom.artifactId)}`
      const isOpen = Object.values(bom).some((text) => text?.includes('${'))
      // The nearest declaration wins.
      if (!seen.has(key) && (generation === 0 || isOpen)) add(bom, isOpen && own.isForOthers)
      seen.add(key)
    }
  }
  add(own.relocation && { ...identityIn(line), ...defined(own.relocation) }, false)
  return needs
}

/** The coordinates of the parent, if the POM alone determines them. */
export const parentOf = (pom: Pom): Coordinates | undefined => pom.parent && expandedBy(expanderOf([pom]), pom.parent)

function expandedBy(expand: (text: string | undefined) => string | undefined, named: Written): Coordinates | undefined {
  const [groupId, artifactId, version] = [expand(named.groupId), expand(named.artifactId), expand(named.version)]
  return groupId && artifactId && version ? { groupId, artifactId, version } : undefined
}

/** A POM without a group or version of its own inherits that of its parent. */
const identityIn = ([{ own, parent }]: readonly [Pom, ...Pom[]]): Written => ({
  ...defined(parent),
  ...defined(own),
})

const defined = (some: Written = {}): Written =>
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined))

/** Expands `${…}` properties. The result is undefined if one of them is unknown or refers to itself. */
function expanderOf(line: readonly [Pom, ...Pom[]]): (text: string | undefined) => string | undefined {
  const [{ parent }] = line
  const known = new Map<string, string | undefined>()
  const fields: Readonly<Record<string, string | undefined>> = {
    ...identityIn(line),
    ...Object.fromEntries(Object.entries(parent ?? {}).map(([name, value]) => [`parent.${name}`, value])),
  }

  function property(name: string): string | undefined {
    if (known.has(name)) return known.get(name)
    // Undefined while it is being expanded, so that a circular reference ends.
    known.set(name, undefined)
    const of = line.find(({ properties }) => Object.hasOwn(properties, name))
    const text = of === undefined ? fields[name.replace(/^(?:project|pom)\./, '')] : of.properties[name]
    known.set(name, typeof text === 'string' ? expand(text.trim()) : undefined)
    return known.get(name)
  }

  function expand(text: string | undefined): string | undefined {
    if (!text?.includes('${')) return text
    if (text.length > longest) return undefined
    let isWhole = true
    const expanded = text.replace(/\$\{([^{}]*)\}/g, (_, name: string) => {
      const value = property(name.trim())
      isWhole &&= value !== undefined
      return value ?? ''
    })
    return isWhole && expanded.length <= longest ? expanded : undefined
  }

  return expand
}
