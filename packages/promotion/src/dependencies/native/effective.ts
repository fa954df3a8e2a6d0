import type { Coordinates, Pom, Written } from './pom.ts'

/** A POM that another one needs to be read by Maven. */
export interface PomNeed extends Coordinates {
  /**
   * Whoever inherits may set a property by which it is named, so that it is another one for them: of what is there to be inherited, nobody can tell
   * without them.
   */
  readonly isUncertain: boolean
}

/** The most characters of a text with properties, before and after they are put in: enough for any version, too little for one that explodes. */
const longest = 1024

/**
 * The POMs that Maven reads beside one: its parent, what it imports itself or as it inherited it, and what stands for it. What its parents need is
 * theirs to tell, but for what they name by properties, which are those of who inherits.
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
      // Who is nearer has the say.
      if (!seen.has(key) && (generation === 0 || isOpen)) add(bom, isOpen && own.isForOthers)
      seen.add(key)
    }
  }
  add(own.relocation && { ...identityIn(line), ...defined(own.relocation) }, false)
  return needs
}

/** What a POM calls its parent, where it says that plainly. */
export const parentOf = (pom: Pom): Coordinates | undefined => pom.parent && expandedBy(expanderOf([pom]), pom.parent)

function expandedBy(expand: (text: string | undefined) => string | undefined, named: Written): Coordinates | undefined {
  const [groupId, artifactId, version] = [expand(named.groupId), expand(named.artifactId), expand(named.version)]
  return groupId && artifactId && version ? { groupId, artifactId, version } : undefined
}

/** Group and version are its parent's where it has none of its own. */
const identityIn = ([{ own, parent }]: readonly [Pom, ...Pom[]]): Written => ({
  ...defined(parent),
  ...defined(own),
})

const defined = (some: Written = {}): Written =>
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined))

/** Puts in what `${…}` stands for. A text with one that is unknown, or names itself, has no value. */
function expanderOf(line: readonly [Pom, ...Pom[]]): (text: string | undefined) => string | undefined {
  const [{ parent }] = line
  const known = new Map<string, string | undefined>()
  const fields: Readonly<Record<string, string | undefined>> = {
    ...identityIn(line),
    ...Object.fromEntries(Object.entries(parent ?? {}).map(([name, value]) => [`parent.${name}`, value])),
  }

  function property(name: string): string | undefined {
    if (known.has(name)) return known.get(name)
    // Nothing while it is worked out, so that a circle ends.
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
