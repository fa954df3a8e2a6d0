import { compare, explain, valid } from '@renovatebot/pep440'
import { defineScheme } from './scheme.ts'

/** The order of Python packages. @see https://peps.python.org/pep-0440/ */
export const pypiScheme = defineScheme('pypi', {
  parse: (text) => (valid(text) === null ? undefined : text),
  compare,
  prerelease(text) {
    const version = explain(text)
    return version !== null && (version.is_prerelease || version.is_devrelease)
  },
})
