/** Addresses that a machine reaches without leaving it, or its host: loopback, and where AWS answers to containers and machines. */
const nearby = /^(localhost|127(\.\d+){3}|\[::1\]|169\.254\.170\.(2|23)|169\.254\.169\.254|\[fd00:ec2::(23|254)\])$/

/** Nobody reads along on the way: it is https, or close by. */
export function isPrivate(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && nearby.test(url.hostname))
}
