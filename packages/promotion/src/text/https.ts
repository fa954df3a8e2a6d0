/** Whether what is secret may be sent to an address: it is encrypted on its way, or does not leave the machine. */
export const mayBeSentSecrets = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
