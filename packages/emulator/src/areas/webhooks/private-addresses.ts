import { addressesIn } from '../../core/addresses.ts'

/**
 * Addresses inside a network: private, link-local (where clouds give machines their credentials), shared, other addresses of this host, and those
 * that are translated to such. Loopback is not included, because tests listen there all the time.
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
  '2001::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

/** Whether an address is inside a network instead of public. */
export const isPrivate = addressesIn(subnets)
