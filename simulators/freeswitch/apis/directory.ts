import type { Api } from './api.ts'
import type { SwitchCore } from '../switch-core.ts'

/** The users of the directory as it is shipped: 1000 to 1019 in the domain of the node. */
const USER = /^10[01]\d$/

type Values = Readonly<Record<string, string>>

/** Attributes, parameters and variables of a shipped user. */
function userData(id: string): Readonly<Record<string, Values>> {
  return {
    attr: { id },
    param: { password: '1234', 'vm-password': id },
    var: {
      toll_allow: 'domestic,international,local',
      accountcode: id,
      user_context: 'default',
      effective_caller_id_name: `Extension ${id}`,
      effective_caller_id_number: id,
      outbound_caller_id_name: 'FreeSWITCH',
      outbound_caller_id_number: '0000000000',
      callgroup: 'techsupport',
    },
  }
}

function isUser({ globals, identity }: SwitchCore, user: string, domain: string): boolean {
  return USER.test(user) && domain === (globals.get('domain') ?? identity.ipv4)
}

/** `user_exists <key> <user> <domain>` and `user_data <user>@<domain> attr|param|var <name>`. */
export const directoryApis: readonly Api[] = [
  {
    name: 'user_exists',
    run({ core, args }) {
      const [key = '', user = '', domain = ''] = args.split(' ')
      return String(key === 'id' && isUser(core, user, domain))
    },
  },
  {
    name: 'user_data',
    run({ core, args }) {
      const [address = '', kind = '', name = ''] = args.split(' ')
      const [user = '', domain = ''] = address.split('@')
      return isUser(core, user, domain) ? (userData(user)[kind]?.[name] ?? '') : ''
    },
  },
]
