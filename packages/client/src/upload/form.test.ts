import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { encodeForm } from './form.ts'

const decode = ({ body, contentType }: Awaited<ReturnType<typeof encodeForm>>) =>
  new Response(body, { headers: { 'Content-Type': contentType } }).formData()

test('what is encoded is decoded again: fields in their order, the file last, byte for byte', async () => {
  const names = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', '-', '.', 'é') })
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, fc.string()), fc.uint8Array(), names, async (fields, bytes, filename) => {
      fc.pre(!('file' in fields))
      const form = await decode(await encodeForm(fields, new Blob([new Uint8Array(bytes)]), filename))
      expect([...form.keys()]).toEqual([...Object.keys(fields), 'file'])
      for (const [name, value] of Object.entries(fields)) expect(form.get(name)).toBe(value)
      const file = form.get('file') as File
      expect(file.name).toBe(filename)
      expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array(bytes))
    }),
  )
})

test('a name cannot end its quotes or its line', async () => {
  const { body } = await encodeForm({}, new Blob(['x']), 'a"\r\nX-Evil: yes')
  expect(await body.text()).toContain('filename="a%22%0D%0AX-Evil: yes"')
})

test('a file of the disk is in the form also where the runtime leaves its bytes out of another Blob, as Bun does', async () => {
  const file = new File(['bytes'], 'app.tgz')
  vi.stubGlobal(
    'Blob',
    class extends Blob {
      constructor(parts: (string | Blob | ArrayBuffer)[]) {
        super(parts.filter((part) => part !== file))
      }
    },
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  const form = await decode(await encodeForm({ key: 'value' }, file, 'app.tgz'))
  expect(await (form.get('file') as File).text()).toBe('bytes')
})
