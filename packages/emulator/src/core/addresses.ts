import { BlockList, isIP } from 'node:net'

/** Whether a text is an IP address or a subnet (`10.0.0.0/8`). */
export const isSubnet = (place: string): boolean => subnetOf(place) !== undefined

/**
 * Creates a function that checks whether an IP address is one of the given addresses, or in one of the given subnets.
 *
 * @throws {TypeError} if one of the places is neither
 */
export function addressesIn(places: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const place of places) {
    const subnet = subnetOf(place)
    if (subnet === undefined) throw new TypeError(`${JSON.stringify(place)} is neither an address nor a subnet.`)
    list.addSubnet(...subnet)
  }
  return (address) => list.check(address, familyOf(address))
}

function subnetOf(place: string): [network: string, prefix: number, family: 'ipv4' | 'ipv6'] | undefined {
  const [network = '', prefix] = place.split('/')
  const family = familyOf(network)
  const most = family === 'ipv6' ? 128 : 32
  const length = prefix === undefined ? most : /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN
  return isIP(network) !== 0 && length <= most ? [network, length, family] : undefined
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
