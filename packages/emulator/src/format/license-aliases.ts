/** The names of GNU licences, and their versions. */
const gnu: readonly (readonly [id: string, versions: readonly string[], names: readonly string[]])[] = [
  ['GPL', ['1.0', '2.0', '3.0'], ['gpl', 'gnu gpl', 'general public', 'gnu general public']],
  [
    'LGPL',
    ['2.0', '2.1', '3.0'],
    [
      ...['lgpl', 'gnu lgpl', 'lesser gpl', 'gnu lesser gpl', 'lesser general public', 'gnu lesser general public', 'gnu lesser'],
      ...['library general public', 'gnu library general public', 'gnu library or lesser general public'],
    ],
  ],
  ['AGPL', ['3.0'], ['agpl', 'gnu agpl', 'affero gpl', 'gnu affero gpl', 'affero general public', 'gnu affero general public']],
]

const suffixes = [
  ['', 'only'],
  [' only', 'only'],
  ...['+', ' or later', ' or newer', ' or higher', ' or greater', ' or any later'].map((ending) => [ending, 'or-later'] as const),
] as const

const ofGnu = gnu.flatMap(([id, versions, names]) =>
  versions.flatMap((version) => {
    const short = version.replace(/\.0$/, '')
    const written = [...names.map((name) => `${name} ${short}`), `${id.toLowerCase()}${short}`]
    return written.flatMap((name) =>
      suffixes.map(([ending, suffix]) => [`${name}${ending}`, `${id}-${version}-${suffix}`] as const),
    )
  }),
)

const classpath = 'GPL-2.0-only WITH Classpath-exception-2.0'

/**
 * Further common names in the reduced form of `license-names.ts`, with their meaning. Names without a version are only listed if one version is in
 * use. `BSD`, `GPL` and `Artistic` could be several licences, so they are unknown.
 */
export const aliases: ReadonlyMap<string, string> = new Map([
  ...ofGnu,
  ['2 clause bsd', 'BSD-2-Clause'],
  ['3 clause bsd', 'BSD-3-Clause'],
  ['apache public 2', 'Apache-2.0'],
  ['apache software', 'Apache-2.0'],
  ['apache software 1.1', 'Apache-1.1'],
  ['apache software 2', 'Apache-2.0'],
  ['asl 1.1', 'Apache-1.1'],
  ['asl 2', 'Apache-2.0'],
  ['boost 1', 'BSL-1.0'],
  ['bsd 2', 'BSD-2-Clause'],
  ['bsd 3', 'BSD-3-Clause'],
  ['bsd 3 clause new', 'BSD-3-Clause'],
  ['bsd 3 clause revised', 'BSD-3-Clause'],
  ['cc0', 'CC0-1.0'],
  ['cc0 1 universal', 'CC0-1.0'],
  ['cc0 1 universal cc0 1 public domain dedication', 'CC0-1.0'],
  ['cc0 1 universal public domain dedication', 'CC0-1.0'],
  ['common development and distribution cddl 1', 'CDDL-1.0'],
  ['common development and distribution cddl 1.1', 'CDDL-1.1'],
  ['eclipse distribution 1', 'BSD-3-Clause'],
  ['edl 1', 'BSD-3-Clause'],
  ['expat', 'MIT'],
  ['gnu general public 2 with classpath exception', classpath],
  ['gnu general public 2 with gnu classpath exception', classpath],
  ['gnu general public 2 gpl2 with classpath exception', classpath],
  ['gpl2 w cpe', classpath],
  ['isc iscl', 'ISC'],
  ['mit expat', 'MIT'],
  ['mit x11', 'MIT'],
  ['modified bsd', 'BSD-3-Clause'],
  ['new bsd', 'BSD-3-Clause'],
  ['psf', 'PSF-2.0'],
  ['python software foundation', 'PSF-2.0'],
  ['revised bsd', 'BSD-3-Clause'],
  ['simplified bsd', 'BSD-2-Clause'],
  ['universal permissive upl', 'UPL-1.0'],
  ['zlib libpng', 'Zlib'],
])
