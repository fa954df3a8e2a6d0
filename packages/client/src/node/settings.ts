import { readFileSync } from 'node:fs'
import { InvalidRequestError } from '../errors/base.ts'
import type { Environment } from './environment.ts'
import { type Ini, parseIni } from './ini.ts'
import { type Place, placesOf } from './places.ts'

/** A value, and the file that it was read from. */
export interface Setting {
  readonly value: string
  readonly place: Place
  /** The section that contains it: `default` or `profile:NAME`. */
  readonly section: string
}

/** The merged settings of all files with the same name. */
export interface Settings {
  /** The first of the keys that has a value. The profile has precedence over the default section, an earlier file over a later one. */
  find(...keys: readonly string[]): Setting | undefined
  /** Every place, in order, with what was found there. */
  readonly searched: readonly string[]
}

/** Both types of settings files of the vendor's command line. */
export interface AllSettings {
  readonly credentials: Settings
  readonly config: Settings
}

/**
 * Reads `credentials.ini` and `config.ini` from every place where they may be.
 *
 * The files are merged as by the vendor's command line, except that an empty value does not override another. A file without read permission is
 * treated as missing.
 *
 * @throws {InvalidRequestError} a file is malformed, a variable names a file that does not exist, or no file contains the profile
 */
export function readSettings(environment: Environment, profile: string | undefined): AllSettings {
  const credentials = placesOf('credentials.ini', 'CLOUDSMITH_CREDENTIALS_FILE', environment).map(readPlace)
  const config = placesOf('config.ini', 'CLOUDSMITH_CONFIG_FILE', environment).map(readPlace)
  const sections = profile === undefined || profile === 'default' ? ['default'] : [`profile:${profile}`, 'default']
  const known = [...credentials, ...config].flatMap(({ ini }) => (ini === undefined ? [] : [ini]))
  // The command line would silently use the default section: a misspelt profile must not act as a different account.
  if (known.length > 0 && !known.some((ini) => sections[0] === 'default' || ini.has(sections[0] ?? ''))) {
    const files = [...credentials, ...config].filter(({ ini }) => ini !== undefined).map(({ place }) => place.path)
    throw new InvalidRequestError(`There is no [profile:${profile}] in ${files.join(' or ')}. Check CLOUDSMITH_PROFILE.`)
  }
  return { credentials: settingsOf(credentials, sections), config: settingsOf(config, sections) }
}

interface ReadPlace {
  readonly place: Place
  readonly ini: Ini | undefined
  readonly finding: string
}

function readPlace(place: Place): ReadPlace {
  try {
    return { place, ini: parseIni(readFileSync(place.path, 'utf8')), finding: 'contains no api_key' }
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidRequestError(`${place.path} is malformed: ${error.message}.`)
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { place, ini: undefined, finding: ['ENOENT', 'ENOTDIR'].includes(code) ? 'not found' : `cannot be read (${code})` }
  }
}

function settingsOf(files: readonly ReadPlace[], sections: readonly string[]): Settings {
  return {
    searched: files.map(({ place, finding }) => `${place.path}: ${finding}`),
    find(...keys) {
      for (const section of sections) {
        for (const { place, ini } of files) {
          const value = keys.map((key) => ini?.get(section)?.get(key)?.trim()).find(Boolean)
          if (value !== undefined) return { value, place, section }
        }
      }
      return undefined
    },
  }
}
