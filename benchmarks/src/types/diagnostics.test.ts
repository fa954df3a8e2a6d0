import { expect, test } from 'vitest'
import { readDiagnostics } from './diagnostics.ts'

test('reads the figures that TypeScript 5, 6 and 7 print, each by its own clock', () => {
  const six =
    'Files:              67\nTypes:             343\nInstantiations:  11540\nCheck time:      0.23s\nTotal time:      1.10s\n'
  expect(readDiagnostics(six)).toEqual({ instantiations: 11540, checkSeconds: 0.23, totalSeconds: 1.1 })
  const seven = 'Instantiations:      7\nCheck time:     0.003s\nEmit time:      0.000s\nTotal time:     0.196s\n'
  expect(readDiagnostics(seven)).toEqual({ instantiations: 7, checkSeconds: 0.003, totalSeconds: 0.196 })
})

test('a figure that is not there is an error, not a zero', () => {
  expect(() => readDiagnostics('Check time: 0.23s\nTotal time: 1.10s\n')).toThrow('Instantiations')
})
