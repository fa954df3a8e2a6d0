import { describe, expect, test } from 'vitest'
import { environmentOf, type Machine } from './environment.ts'
import { placesOf } from './places.ts'
import { testMachine } from './test-machine.ts'

const pathsOf = (machine: Machine) =>
  placesOf('credentials.ini', 'CLOUDSMITH_CREDENTIALS_FILE', environmentOf(machine)).map(({ path }) => path)

describe('the folders of a system', () => {
  test.each<[string, Machine, string[]]>([
    [
      'Linux',
      { platform: 'linux', home: '/home/ada', cwd: '/project', env: {} },
      ['/project/credentials.ini', '/home/ada/.config/cloudsmith/credentials.ini', '/home/ada/.cloudsmith/credentials.ini'],
    ],
    [
      'Linux with a folder for settings',
      { platform: 'linux', home: '/home/ada', cwd: '/project', env: { XDG_CONFIG_HOME: '/etc/ada' } },
      ['/project/credentials.ini', '/etc/ada/cloudsmith/credentials.ini', '/home/ada/.cloudsmith/credentials.ini'],
    ],
    [
      'macOS',
      { platform: 'darwin', home: '/Users/ada', cwd: '/project', env: { XDG_CONFIG_HOME: '/etc/ada' } },
      [
        '/project/credentials.ini',
        '/Users/ada/Library/Application Support/cloudsmith/credentials.ini',
        '/Users/ada/.cloudsmith/credentials.ini',
      ],
    ],
    [
      'Windows',
      { platform: 'win32', home: 'C:\\Users\\ada', cwd: 'D:\\project', env: { APPDATA: 'C:\\Users\\ada\\Roaming' } },
      [
        'D:\\project\\credentials.ini',
        'C:\\Users\\ada\\Roaming\\cloudsmith\\credentials.ini',
        'C:\\Users\\ada\\.cloudsmith\\credentials.ini',
      ],
    ],
    [
      'Windows without APPDATA',
      { platform: 'win32', home: 'C:\\Users\\ada', cwd: 'D:\\project', env: {} },
      [
        'D:\\project\\credentials.ini',
        'C:\\Users\\ada\\cloudsmith\\credentials.ini',
        'C:\\Users\\ada\\.cloudsmith\\credentials.ini',
      ],
    ],
  ])('%s', (_, machine, paths) => {
    expect(pathsOf(machine)).toEqual(paths)
  })

  test('only the file of the working directory may be from somebody else', () => {
    const machine = testMachine()
    machine.env.CLOUDSMITH_CREDENTIALS_FILE = machine.write('my.ini', '')
    const places = placesOf('credentials.ini', 'CLOUDSMITH_CREDENTIALS_FILE', environmentOf(machine))

    expect(places.map(({ foreign }) => foreign)).toEqual([false, true, false, false])
  })
})

describe('a variable that names a file', () => {
  test('puts it first', () => {
    const machine = testMachine()
    const path = machine.write('elsewhere/my.ini', '')
    machine.env.CLOUDSMITH_CREDENTIALS_FILE = path

    expect(pathsOf(machine)[0]).toBe(path)
  })

  test('may say it from the working directory on', () => {
    const machine = testMachine({ CLOUDSMITH_CREDENTIALS_FILE: 'ci/my.ini' })

    expect(machine.write('work/ci/my.ini', '')).toBe(pathsOf(machine)[0])
  })

  test('may name the folder', () => {
    const machine = testMachine({ CLOUDSMITH_CREDENTIALS_FILE: '../elsewhere' })

    expect(machine.write('elsewhere/credentials.ini', '')).toBe(pathsOf(machine)[0])
  })

  test('must not name what is not there', () => {
    expect(() => pathsOf(testMachine({ CLOUDSMITH_CREDENTIALS_FILE: 'nowhere.ini' }))).toThrow(
      /^CLOUDSMITH_CREDENTIALS_FILE names .*nowhere\.ini, which cannot be read\.$/,
    )
  })
})
