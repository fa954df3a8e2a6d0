import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are of a network and not of the world: private, of one link (where clouds tell machines their credentials), shared, of this
 * host under another name, and those that only translate to such. Loopback is none of them: tests listen there all the time.
 */
const subnets = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]

/**
 * Makes the question whether an address is in one of some subnets (`10.0.0.0/8`) or is one of some addresses.
 *
 * @throws {TypeError} for what is neither
 */
export function addressesIn(places: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const place of places) {
    const [network = '', prefix] = place.split('/')
    const version = isIP(network)
    const most = version === 6 ? 128 : 32
    const length = prefix === undefined ? most : /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN
    if (version === 0 || !(length <= most)) throw new TypeError(`${JSON.stringify(place)} is no address and no subnet.`)
    list.addSubnet(network, length, version === 6 ? 'ipv6' : 'ipv4')
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Whether an address is of a network and not of the world. */
export const isPrivate = addressesIn(subnets)
