/**
 * The shape of the house: who may import whom. Types count like code, because a reader follows both.
 */

/** Tests may use every package, and look at every floor. */
const tests = ['\\.test(-d)?\\.tsx?$', '^packages/[^/]+/test/']

/**
 * What each package may import of ours. `advisories`, `formats`, `licences`, `rego` and `search-language` are private: they are bundled into
 * those that use them. The emulator imports no client, though it mirrors what one reads: a mirror takes whatever has the shape of one, so that
 * neither depends on the other's release, and tests of the client may go on using the emulator.
 */
const mayImport = {
  advisories: ['formats'],
  cli: ['client', 'emulator', 'promotion', 'service'],
  client: ['formats', 'search-language'],
  emulator: ['advisories', 'formats', 'licences', 'rego', 'search-language'],
  formats: [],
  licences: [],
  promotion: ['client', 'formats', 'licences', 'rego', 'webhooks'],
  rego: [],
  'search-language': [],
  service: ['client', 'emulator', 'promotion', 'webhooks'],
  webhooks: [],
}

/** Files of our packages: by their place, or by their name where one is not built. */
const ours = (name) => `^(packages/|@cloudsmith-sdk/|(?=openapi/))${name}(/|$)`

const packageRules = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `imports-of-${name}`,
  comment: `${name} imports ${allowed.length === 0 ? 'nothing' : `only ${allowed.join(' and ')}`} of ours.`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: { path: ours('[^/]+'), pathNot: ours(`(${[name, ...allowed].join('|')})`) },
}))

/** Folders of `cli/src` from the ground up. */
const cliFloors = [
  ['core'],
  ['documents'],
  ['files'],
  ['output'],
  ['ci'],
  ['frame'],
  ['select'],
  ['results'],
  ['progress'],
  ['server'],
  ['steps'],
  ['complete'],
  ['commands'],
]

/** Folders of `promotion/src` from the ground up. */
const promotionFloors = [
  ['text'],
  ['signing'],
  ['repository'],
  ['registry'],
  ['package'],
  ['dependencies', 'gates'],
  ['rego'],
  ['pipeline'],
  ['hold'],
  ['approval'],
  ['ledger'],
  ['plan'],
  ['apply'],
  ['carry', 'compare', 'ensure', 'evidence', 'rehearse', 'undo'],
  ['documents'],
  ['pipeline-file'],
  ['automation'],
]

/** Folders of `service/src` from the ground up. */
const serviceFloors = [
  ['generated'],
  ['core'],
  ['settings'],
  ['database'],
  ['store'],
  ['budget'],
  ['queue'],
  ['flow'],
  ['notify'],
  ['operations'],
  ['access'],
  ['api'],
  ['pages'],
  ['http'],
  ['cli'],
]

/** Rooms of `emulator/src` from the ground up, with the files between them. */
const emulatorFloors = [
  ['generated'],
  ['core'],
  ['files'],
  ['rego', 'requests'],
  ['format'],
  ['formats'],
  ['catalogue'],
  ['search'],
  ['scan'],
  ['world'],
  ['operation', 'package'],
  [
    'areas/api-keys',
    'areas/audit',
    'areas/domains',
    'areas/entitlements',
    'areas/geoip',
    'areas/metadata',
    'areas/policies',
    'areas/retention',
    'areas/service',
    'areas/signing-keys',
    'areas/upstreams',
    'areas/users',
    'areas/workspaces',
  ],
  ['areas/connected', 'areas/people', 'areas/scans', 'areas/usage'],
  ['areas/downloads', 'areas/openid', 'areas/repositories', 'areas/synchronisation'],
  ['areas/packages'],
  ['areas/badges', 'areas/enterprise-policies', 'areas/recycle-bin', 'areas/uploads', 'areas/webhooks'],
  ['areas/native'],
  ['areas/registry'],
  // Below the emulator, which begins with what they read: records of areas, and never the emulator itself.
  ['mirror'],
  ['areas.ts', 'options.ts'],
  ['dispatch'],
  ['emulator.ts'],
  ['page.ts', 'seed', 'state'],
  ['control'],
  ['http'],
  ['server.ts'],
  ['cli', 'matchers'],
]

/** What stands on some floors: folders with all that is in them, or single files. */
const onFloors = (name, rooms) => `^packages/${name}/src/(${rooms.join('|').replaceAll('.', '\\.')})(/|$)`

/**
 * The rules of a house that is read upward: nobody imports what stands above. The entries lie in `src` itself, above all floors.
 *
 * @param apart whether those on one floor leave each other alone
 */
function rulesOfHouse(name, floors, apart = false) {
  const known = onFloors(name, floors.flat())
  return floors
    .flatMap((rooms, floor) => [
      {
        name: `floor-of-${name}-${rooms.join('-').replaceAll('/', '-')}`,
        comment: `${name}/src reads upward: ${rooms.join(', ')} import${rooms.length === 1 ? 's' : ''} only what is below.`,
        severity: 'error',
        from: { path: onFloors(name, rooms), pathNot: tests },
        to: {
          path: [`^packages/${name}/src/[^/]+$`, onFloors(name, floors.slice(floor + 1).flat())],
          pathNot: onFloors(name, floors.slice(0, floor + 1).flat()),
        },
      },
      ...(apart && rooms.length > 1
        ? [
            {
              name: `apart-in-${name}-${rooms.join('-').replaceAll('/', '-')}`,
              comment: `Rooms on one floor leave each other alone. What two of ${rooms.join(', ')} share belongs below them.`,
              severity: 'error',
              from: { path: onFloors(name, rooms), pathNot: tests },
              to: { path: onFloors(name, rooms), pathNot: `^packages/${name}/src/$1(/|$)` },
            },
          ]
        : []),
    ])
    .concat({
      name: `no-folder-of-${name}-without-floor`,
      comment: `Every folder of ${name}/src has its floor: give it one in .dependency-cruiser.mjs.`,
      severity: 'error',
      from: { path: `^packages/${name}/src/[^/]+/`, pathNot: known },
      to: {},
    })
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files refer to each other in one direction. What two of them share belongs in a file of its own.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { circular: true },
    },
    {
      name: 'by-name-only',
      comment:
        'Import a package by its name, not by a path to its files. The exception is scripts/suites.ts, which test configurations share and which is in no package.',
      severity: 'error',
      from: { path: '^(packages/[^/]+)/' },
      to: { pathNot: '^($1/|scripts/suites\\.ts$)', dependencyTypes: ['local'] },
    },
    {
      name: 'formats-apart',
      comment: 'A format knows nothing of others: what two of them share belongs in emulator/src/format or files.',
      severity: 'error',
      from: { path: '^packages/emulator/src/formats/([^/]+)/', pathNot: tests },
      to: { path: '^packages/emulator/src/formats/', pathNot: '^packages/emulator/src/formats/$1/' },
    },
    {
      name: 'light-root',
      comment:
        'Who plans and applies in code loads no parser: readers of documents and pipeline files have entries of their own.',
      severity: 'error',
      from: { path: '^packages/promotion/src/index\\.ts$' },
      to: { path: '/node_modules/(valibot|yaml)/', reachable: true },
    },
    {
      name: 'light-command-line',
      comment: 'The command line calls a service, and is none: of it the client is enough.',
      severity: 'error',
      from: { path: '^packages/cli/', pathNot: tests },
      // By its place, or by its name where it is not built.
      to: { path: ours('service'), pathNot: '/dist/client\\.d\\.ts$|^@cloudsmith-sdk/service/client$' },
    },
    ...packageRules,
    ...rulesOfHouse('cli', cliFloors),
    ...rulesOfHouse('promotion', promotionFloors),
    ...rulesOfHouse('service', serviceFloors),
    ...rulesOfHouse('emulator', emulatorFloors, true),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
}
