import { BlockList, isIP } from 'node:net'

/** Which peers may connect. */
export interface AccessList {
  allows(address: string): boolean
}

const LOOPBACK = ['127.0.0.0/8', '::1/128'] as const

/**
 * An access list as `apply-inbound-acl` takes it: `loopback.auto`, one CIDR, or several with commas. A name that is
 * not known allows nobody (wire specification 1.3).
 */
export function createAccessList(acl: string): AccessList {
  const list = new BlockList()
  for (const cidr of acl === 'loopback.auto' ? LOOPBACK : acl.split(',')) addCidr(list, cidr.trim())
  return {
    allows(address) {
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
      const family = isIP(plain)
      return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
    },
  }
}

function addCidr(list: BlockList, cidr: string): void {
  const [address = '', bits = ''] = cidr.split('/')
  const family = isIP(address)
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return
  list.addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
}
