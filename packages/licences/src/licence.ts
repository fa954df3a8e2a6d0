import type { Licence } from './expression.ts'
import { exceptionOf, idOf } from './spdx.ts'

/**
 * Current names of deprecated identifiers; GNU licences without a suffix are handled by {@link gnu}. @see
 * https://spdx.org/licenses/#deprecated
 */
const renamed: Readonly<Record<string, Omit<Licence, 'isListed'>>> = {
  'BSD-2-Clause-NetBSD': { id: 'BSD-2-Clause' },
  'GPL-2.0-with-GCC-exception': { id: 'GPL-2.0-only', exception: 'GCC-exception-2.0' },
  'GPL-2.0-with-autoconf-exception': { id: 'GPL-2.0-only', exception: 'Autoconf-exception-2.0' },
  'GPL-2.0-with-bison-exception': { id: 'GPL-2.0-only', exception: 'Bison-exception-2.2' },
  'GPL-2.0-with-classpath-exception': { id: 'GPL-2.0-only', exception: 'Classpath-exception-2.0' },
  'GPL-2.0-with-font-exception': { id: 'GPL-2.0-only', exception: 'Font-exception-2.0' },
  'GPL-3.0-with-GCC-exception': { id: 'GPL-3.0-only', exception: 'GCC-exception-3.1' },
  'GPL-3.0-with-autoconf-exception': { id: 'GPL-3.0-only', exception: 'Autoconf-exception-3.0' },
  'StandardML-NJ': { id: 'SMLNJ' },
  'bzip2-1.0.5': { id: 'bzip2-1.0.6' },
  'eCos-2.0': { id: 'GPL-2.0-or-later', exception: 'eCos-exception-2.0' },
  wxWindows: { id: 'LGPL-2.0-or-later', exception: 'WxWindows-exception-3.1' },
}

/** Licences whose identifiers state whether later versions are included. */
const gnu = /^(?:A|L)?GPL-[\d.]+|^GFDL-[\d.]+/

/**
 * The licence for an identifier with an optional `+` and `WITH`.
 *
 * @returns a licence that is not listed keeps its text as `id`
 */
export function licenceOf(text: string): Licence {
  const at = text.search(/(?<=.) WITH ./i)
  const [name, exception] = at < 0 ? [text] : [text.slice(0, at), text.slice(at + ' WITH '.length)]
  const named = listed(name)
  if (exception === undefined) return named === undefined ? { id: text, isListed: false } : { ...named, isListed: true }
  if (named === undefined || named.exception !== undefined) return { id: text, isListed: false }
  const granted = exceptionOf(exception)
  return { ...named, exception: granted ?? exception, isListed: granted !== undefined }
}

function listed(text: string): Omit<Licence, 'isListed'> | undefined {
  const orLater = text.endsWith('+')
  const id = idOf(orLater ? text.slice(0, -1) : text)
  if (id === undefined) return undefined
  const today = renamed[id]
  if (today !== undefined) return orLater ? undefined : today
  if (gnu.test(id)) return { id: gnuId(id, orLater) }
  return orLater ? { id, orLater } : { id }
}

function gnuId(id: string, orLater: boolean): string {
  if (orLater) return `${id.replace(/-only$|-or-later$/, '')}-or-later`
  return /-only$|-or-later$/.test(id) ? id : `${id}-only`
}
