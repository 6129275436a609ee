import type { SwitchIdentity } from '../bus.ts'
import { baseHeaders } from '../events/base-headers.ts'
import type { Stage } from './stage.ts'
import type { VariablePack } from './variables.ts'

/** A user of the directory of the vanilla configuration. */
export interface DirectoryUser {
  readonly user: string
  readonly domain: string
}

/** What the directory says of a user. */
export const directoryVariables = ({ user }: Pick<DirectoryUser, 'user'>): Readonly<Record<string, string>> => ({
  record_stereo: 'true',
  default_gateway: 'example.com',
  default_areacode: '918',
  transfer_fallback_extension: 'operator',
  toll_allow: 'domestic,international,local',
  accountcode: user,
  user_context: 'default',
  effective_caller_id_name: `Extension ${user}`,
  effective_caller_id_number: user,
  outbound_caller_id_name: 'FreeSWITCH',
  outbound_caller_id_number: '0000000000',
  callgroup: 'techsupport',
})

/**
 * Variables of a leg whose caller has authenticated itself. The parameters of the directory look-up get in among them
 * with their base headers, because the server merges that event into the channel.
 */
export function accountVariables(stage: Stage, account: DirectoryUser): VariablePack {
  const { user, domain } = account
  return {
    sip_authorized: 'true',
    ...lookupVariables(stage, stage.identity),
    sip_number_alias: user,
    sip_auth_username: user,
    sip_auth_realm: domain,
    number_alias: user,
    requested_user_name: user,
    requested_domain_name: domain,
    ...directoryVariables(account),
    user_name: user,
    domain_name: domain,
  }
}

function lookupVariables(stage: Stage, identity: SwitchIdentity): VariablePack {
  const site = { file: 'sofia.c', function: 'sofia_handle_sip_i_invite', line: 10735 }
  return Object.fromEntries(baseHeaders(identity, 'REQUEST_PARAMS', stage.nextSequence(), stage.now(), site))
}
