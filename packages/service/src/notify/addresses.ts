import { BlockList, isIP } from 'node:net'
import { addNetwork } from '../settings/channels.ts'

/** Networks that are not public: this machine, private networks, metadata services of clouds, and addresses that lead to any of them. */
const notPublic = [
  ...[
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
  ],
  ...['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/128', '::1/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32', '2002::/16', 'fc00::/7'],
  ...['fe80::/10', 'fec0::/10', 'ff00::/8'],
]

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) addNetwork(list, network)
  return list
}

const refused = listOf(notPublic)

/** Whether messages may be sent to an IP address. */
export type MaySend = (address: string) => 'public' | 'allowed' | 'refused'

/** Makes the check of IP addresses: public ones and those in the allowed networks are accepted. */
export function maySendTo(allowed: readonly string[]): MaySend {
  const named = listOf(allowed)
  return (address) => {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    // An IPv4 address in IPv6 notation is also compared with the IPv4 networks.
    if (named.check(address, family)) return 'allowed'
    return isIP(address) === 0 || refused.check(address, family) ? 'refused' : 'public'
  }
}
