import { BlockList, isIP } from 'node:net'

/** Which peers may connect. */
export interface AccessList {
  allows(address: string): boolean
}

/** Lists that the server makes itself. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  'loopback.auto': ['127.0.0.0/8', '::1/128'],
  'any_v4.auto': ['0.0.0.0/0'],
  'any_v6.auto': ['::/0'],
  'rfc1918.auto': ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
}

/** Whether an access list is a name that is known or CIDRs throughout, so that it can allow anybody. */
export function isAccessList(acl: string): boolean {
  return Object.hasOwn(BUILT_IN, acl) || acl.split(',').every((cidr) => parseCidr(cidr.trim()) !== undefined)
}

/**
 * An access list as `apply-inbound-acl` takes it: a name such as `loopback.auto`, one CIDR, or several with commas.
 * A name that is not known allows nobody (wire specification 1.3).
 */
export function createAccessList(acl: string): AccessList {
  const list = new BlockList()
  for (const cidr of BUILT_IN[acl] ?? acl.split(',')) {
    const network = parseCidr(cidr.trim())
    if (network !== undefined) list.addSubnet(network.address, network.bits, network.type)
  }
  return {
    allows(address) {
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
      const family = isIP(plain)
      return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
    },
  }
}

function parseCidr(cidr: string): { address: string; bits: number; type: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', bits = ''] = cidr.split('/')
  const family = isIP(address)
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return undefined
  return { address, bits: Number(bits), type: family === 4 ? 'ipv4' : 'ipv6' }
}
