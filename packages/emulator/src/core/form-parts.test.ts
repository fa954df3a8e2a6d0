import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formParts } from './form-parts.ts'

const text = new TextDecoder()
const told = (parts: Awaited<ReturnType<typeof formParts>>) =>
  parts?.map(({ name, filename, bytes }) => [name, filename === undefined ? 'field' : 'file', text.decode(bytes)])

test('a form is read as the platform writes it', async () => {
  const field = fc.record({ name: fc.stringMatching(/^[\w-]{1,20}$/), value: fc.string(), isFile: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 5 }), async (fields) => {
      const form = new FormData()
      for (const { name, value, isFile } of fields)
        if (isFile) form.append(name, new File([value], 'a "b".bin'))
        else form.append(name, value)
      const request = new Response(form)
      const bytes = new Uint8Array(await request.clone().arrayBuffer())
      const expected = await Promise.all(
        [...(await request.clone().formData())].map(async ([name, value]) =>
          value instanceof File ? [name, 'file', text.decode(await value.arrayBuffer())] : [name, 'field', value],
        ),
      )
      expect(told(await formParts(bytes, request.headers.get('content-type') ?? ''))).toEqual(expected)
    }),
  )
})

test('the end of a file is found wherever it is', async () => {
  const noise = new Uint8Array(9 * 2 ** 20).fill(45)
  for (const length of [4 * 2 ** 20 - 3, 4 * 2 ** 20, 8 * 2 ** 20 + 1, noise.length]) {
    const form = new FormData()
    form.append('file', new File([noise.subarray(0, length)], 'a'))
    const request = new Response(form)
    const parts = await formParts(new Uint8Array(await request.clone().arrayBuffer()), request.headers.get('content-type') ?? '')
    expect(parts?.map(({ bytes }) => bytes.length)).toEqual([length])
  }
})

const type = 'multipart/form-data; boundary=x'

test('names may stand without quotes, as .NET writes them', async () => {
  const disposition = "Content-Disposition: form-data; name=package; filename=a.nupkg; filename*=utf-8''a.nupkg"
  const body = `--x\r\nContent-Type: application/octet-stream\r\n${disposition}\r\n\r\nbytes\r\n--x--\r\n`
  const [part, ...others] = (await formParts(new TextEncoder().encode(body), 'multipart/form-data; boundary="x"')) ?? []
  expect([part?.name, part?.filename, text.decode(part?.bytes), others]).toEqual(['package', 'a.nupkg', 'bytes', []])
})
test.each([
  ['nothing', '', type],
  ['text', 'hello', type],
  ['another type', '--x\r\n\r\n\r\n--x--', 'text/plain'],
  ['a type without a boundary', '--x--', 'multipart/form-data'],
  ['a part that does not end', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb', type],
  ['a head that does not end', '--x\r\nContent-Disposition: form-data; name="a"', type],
  ['a part without a name', '--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--', type],
  ['a form that does not end', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x', type],
])('%s is no form', async (_what, body, contentType) => {
  expect(await formParts(Buffer.from(body), contentType)).toBeUndefined()
})
