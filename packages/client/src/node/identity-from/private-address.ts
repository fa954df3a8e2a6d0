/** Hosts that are reached without leaving the machine or its host: loopback, and the metadata addresses of AWS. */
const nearby = /^(localhost|127(\.\d+){3}|\[::1\]|169\.254\.170\.(2|23)|169\.254\.169\.254|\[fd00:ec2::(23|254)\])$/

/** Whether requests to a URL cannot be read on the way: it uses https, or stays on this machine or its host. */
export function isPrivate(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && nearby.test(url.hostname))
}
