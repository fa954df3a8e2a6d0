import { expect, test } from 'vitest'
import { turnsDuring } from '../../test/turns.ts'
import { unpackWhole } from './compression.ts'

/** Four mebibytes of zeros as packed by `xz -9e`. */
const zeros = Buffer.from(
  '/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM//8RAWxdAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEV' +
    'PgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF' +
    '0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWy' +
    'BC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzR' +
    'kRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvEgn5lif/xABKwDsc1On/b6ufDEan7' +
    'eNMW5wnqcjX+woy4XRlZiKfiqR8id19xnABphNmP3Yr9WQD8QlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI' +
    '+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZkKQEw7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HAZcQlU/j1kT' +
    'YxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZkKQ' +
    'Ew7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HAZcQlUQ8/soAB3AAFAEHqpi0AAGpARxEAAcAFgICAAsURvMM+MA2LAgAAAAABWVo=',
  'base64',
)

test('xz is unpacked, and others have their turn meanwhile', async () => {
  const unpacking = unpackWhole(zeros)
  expect(await turnsDuring(unpacking)).toBeGreaterThanOrEqual(4)
  expect(Buffer.compare(await unpacking, new Uint8Array(4 * 2 ** 20))).toBe(0)
})

test('two streams at once wait for each other', async () => {
  const both = await Promise.all([unpackWhole(zeros), unpackWhole(zeros)])
  expect(both.map(({ length }) => length)).toEqual([4 * 2 ** 20, 4 * 2 ** 20])
})

test('a stream that is cut short or damaged is refused', async () => {
  const refused = expect.objectContaining({ message: 'the xz stream is damaged or cut short' })
  await expect(unpackWhole(zeros.subarray(0, 100))).rejects.toEqual(refused)
  await expect(unpackWhole(zeros.with(60, 7))).rejects.toEqual(refused)
})
