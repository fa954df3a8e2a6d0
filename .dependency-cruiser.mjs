/**
 * The shape of the house: who may import whom. Types count like code, because a reader follows both.
 */

/** Tests may use every package, and look at every floor. */
const tests = ['\\.test(-d)?\\.ts$', '^packages/[^/]+/test/']

/** What each package may import of ours. `formats` and `search-language` are private: they are bundled into those that use them. */
const mayImport = {
  client: ['formats', 'search-language'],
  emulator: ['formats', 'search-language'],
  formats: [],
  promotion: ['client', 'formats', 'webhooks'],
  'search-language': [],
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

/** Folders of `promotion/src` from the ground up. Those on one floor may import each other. */
const floors = [
  ['text'],
  ['signing'],
  ['repository'],
  ['registry'],
  ['package'],
  ['gates'],
  ['rego'],
  ['pipeline'],
  ['hold'],
  ['approval'],
  ['ledger'],
  ['plan'],
  ['apply'],
  ['carry', 'compare', 'ensure', 'evidence', 'undo'],
  ['documents'],
  ['pipeline-file'],
  ['automation'],
]

const inFolders = (folders) => `^packages/promotion/src/(${folders.join('|')})/`

/** The entries lie in `src` itself, above all floors. */
const entries = '^packages/promotion/src/[^/]+$'

const floorRules = floors.map((folders, floor) => ({
  name: `floor-of-${folders.join('-')}`,
  comment: `promotion/src reads upward: ${folders.join(', ')} import${folders.length === 1 ? 's' : ''} only what is below.`,
  severity: 'error',
  from: { path: inFolders(folders), pathNot: tests },
  to: { path: [entries, ...floors.slice(floor + 1).map(inFolders)] },
}))

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
      comment: "A package is imported by its name, not by the way to another's files.",
      severity: 'error',
      from: { path: '^(packages/[^/]+)/' },
      to: { pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'no-folder-without-floor',
      comment: 'Every folder of promotion/src has its floor: give it one in .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: '^packages/promotion/src/[^/]+/', pathNot: inFolders(floors.flat()) },
      to: {},
    },
    {
      name: 'light-root',
      comment:
        'Who plans and applies in code loads no parser: readers of documents and pipeline files have entries of their own.',
      severity: 'error',
      from: { path: '^packages/promotion/src/index\\.ts$' },
      to: { path: '/node_modules/(valibot|yaml)/', reachable: true },
    },
    ...packageRules,
    ...floorRules,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
}
