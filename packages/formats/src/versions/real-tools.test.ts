import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { versionScheme } from './by-format.ts'

/** Whether the command runs successfully. */
function runs(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Whether Java is installed. */
const hasJava = () => runs('java', '-version')

/** Pairs of versions composed of parts that are typical of the format, each pair with much in common. */
function pairs(format: string, words: readonly string[]): readonly (readonly [string, string])[] {
  const tail = fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((parts) => parts.join(''))
  const pair = fc
    .tuple(fc.constantFrom('1', '1.0', '2'), tail, tail, tail)
    .map(([start, shared, a, b]) => [start + shared + a, start + shared + b] as const)
  return fc.sample(pair, 1500).filter((each) => each.every((version) => versionScheme(format)?.isVersion(version)))
}

/** The pairs that are ordered differently here and by the tool, which prints a line for each line of input. */
function disagreements(format: string, compared: readonly (readonly [string, string])[], answer: string) {
  const theirs = answer.trim().split('\n').map(Number)
  expect(theirs).toHaveLength(compared.length)
  return compared
    .map(([a, b], index) => ({
      a,
      b,
      ours: Math.sign(versionScheme(format)?.compare(a, b) ?? Number.NaN),
      theirs: theirs[index],
    }))
    .filter(({ ours, theirs }) => ours !== theirs)
}

const asLines = (compared: readonly (readonly [string, string])[]) => compared.map((pair) => pair.join(' ')).join('\n')

const hasDpkg = runs('dpkg', '--version')
const hasRpm = runs('rpm', '--version')
const hasGem = runs('ruby', '-e', 'Gem::Version')
const mavenJars = hasJava() ? globSync('/usr/share/maven/lib/*.jar') : []
const hasPackaging = runs('python3', '-c', 'import packaging.version')

describe('the order of versions is that of the formats’ own tools', () => {
  test.skipIf(!hasDpkg)(hasDpkg ? 'dpkg' : 'dpkg (skipped: it is not installed)', { timeout: 60_000 }, () => {
    const compared = pairs('deb', ['.0', '.10', '~', '~rc1', '+b', '-1', '-1ubuntu2', '01', 'a', '-', '.', '~~', '-0']).slice(
      0,
      300,
    )
    expect(compared.length).toBeGreaterThan(200)
    const script = [
      'while read -r a b; do',
      '  if dpkg --compare-versions "$a" lt "$b"; then echo -1',
      '  elif dpkg --compare-versions "$a" gt "$b"; then echo 1',
      '  else echo 0; fi',
      'done',
    ].join('\n')
    expect(
      disagreements('deb', compared, execFileSync('sh', ['-c', script], { input: `${asLines(compared)}\n`, encoding: 'utf8' })),
    ).toEqual([])
  })

  test.skipIf(!hasPackaging)(
    hasPackaging ? 'packaging' : 'packaging (skipped: Python does not have it)',
    { timeout: 60_000 },
    () => {
      const compared = pairs('python', ['.0', '.10', 'a1', 'rc2', '-beta', '.dev1', '.post2', '-1', '+local', '.c', 'r3'])
      expect(compared.length).toBeGreaterThan(200)
      const script = [
        'import sys',
        'from packaging.version import Version',
        'for line in sys.stdin:',
        '    a, b = map(Version, line.split())',
        '    print((a > b) - (a < b))',
      ].join('\n')
      expect(
        disagreements(
          'python',
          compared,
          execFileSync('python3', ['-c', script], { input: asLines(compared), encoding: 'utf8' }),
        ),
      ).toEqual([])
    },
  )

  test.skipIf(!hasRpm)(hasRpm ? 'rpm' : 'rpm (skipped: it is not installed)', { timeout: 60_000 }, () => {
    const compared = pairs('rpm', ['.0', '.10', '~', '~rc1', '^', '^git1', 'a', '_', '.', '01', '+b'])
    expect(compared.length).toBeGreaterThan(200)
    const quoted = compared.map((pair) => `{"${pair.join('","')}"}`).join(',')
    const script = `%{lua: for _, p in ipairs({${quoted}}) do print(rpm.vercmp(p[1], p[2])) print("\\n") end}`
    expect(disagreements('rpm', compared, execFileSync('rpm', ['--eval', script], { encoding: 'utf8' }))).toEqual([])
  })

  test.skipIf(!hasGem)(hasGem ? 'gem' : 'gem (skipped: it is not installed)', { timeout: 60_000 }, () => {
    const compared = pairs('ruby', ['.0', '.10', '.a', '.pre1', '.rc2', 'b3', '-1', '.00'])
    expect(compared.length).toBeGreaterThan(200)
    const script = 'STDIN.each_line { |line| a, b = line.split.map { |each| Gem::Version.new(each) }; puts(a <=> b) }'
    const answer = execFileSync('ruby', ['-e', script], { input: asLines(compared), encoding: 'utf8' })
    expect(disagreements('ruby', compared, answer)).toEqual([])
  })

  const maven = 'org.apache.maven.artifact.versioning.ComparableVersion'
  test.skipIf(mavenJars.length === 0)(
    mavenJars.length > 0 ? 'Maven' : 'Maven (skipped: it is not installed)',
    { timeout: 60_000 },
    () => {
      // Without words after a dot, and without `-ga` in the middle: Maven versions before 3.9.2 order these differently from later ones.
      const words = ['.0', '.10', '-alpha', '-rc1', '-SNAPSHOT', '-sp', 'b2', '-1', '-jre']
      const compared = pairs('maven', words).slice(0, 400)
      expect(compared.length).toBeGreaterThan(200)
      const printed = execFileSync('java', ['-cp', mavenJars.join(':'), maven, ...compared.flat()], { encoding: 'utf8' })
      // The tool prints how each compares to the one before: `   1.0 < 1.1`.
      const signs = [...printed.matchAll(/^ {3}\S+ ([<=>]+) \S+$/gm)].map(([, sign = '']) => ['<', '==', '>'].indexOf(sign) - 1)
      expect(disagreements('maven', compared, signs.filter((_, index) => index % 2 === 0).join('\n'))).toEqual([])
    },
  )
})
