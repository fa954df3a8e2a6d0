import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { InvalidRequestError } from '../errors/index.ts'
import { nameFile } from '../upload/source.ts'
import { fileFromPath } from './file.ts'
import { testMachine } from './test-machine.ts'

test('a file of the disk has its own name, so that it can be pushed as it is', async () => {
  const path = testMachine().write('dist/app-1.0.0.tgz', 'bytes')
  const file = await fileFromPath(path)

  expect(file).toBeInstanceOf(File)
  expect(file.name).toBe('app-1.0.0.tgz')
  expect(await file.text()).toBe('bytes')
  expect(nameFile('file', file, undefined).name).toBe('app-1.0.0.tgz')
  expect((await fileFromPath(pathToFileURL(path))).name).toBe('app-1.0.0.tgz')
})

test('its bytes are read when they are asked for: a file that has changed since is noticed', async () => {
  const machine = testMachine()
  const file = await fileFromPath(machine.write('app.tgz', 'bytes'))
  machine.write('app.tgz', 'other bytes')

  await expect(file.text()).rejects.toThrow()
})

test('what is not there, and a folder, are refused by their path', async () => {
  const machine = testMachine()
  machine.write('work/x', '')

  await expect(fileFromPath('nowhere/app.tgz')).rejects.toThrow(new InvalidRequestError('nowhere/app.tgz cannot be opened.'))
  await expect(fileFromPath(machine.cwd)).rejects.toThrow(new InvalidRequestError(`${machine.cwd} is not a file.`))
})
