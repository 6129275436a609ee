import { headerText } from '../codec/event-headers.ts'
import { setVariables } from '../channel/variables.ts'
import { type LegApi, NO_SUCH_CHANNEL, OK } from './call-api.ts'

/** `uuid_getvar <uuid> <name>` */
export const uuidGetvar: LegApi = {
  name: 'uuid_getvar',
  words: 2,
  usage: '-USAGE: <uuid> <var>\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, name) {
    const value = leg.channel.variables.get(name)
    return value === undefined ? '_undef_' : headerText(value)
  },
  runPlanned: (leg, name) => leg.variable(name) ?? '_undef_',
}

/** `uuid_setvar <uuid> <name> [<value>]`: without a value it unsets. */
export const uuidSetvar: LegApi = {
  name: 'uuid_setvar',
  words: 2,
  usage: '-USAGE: <uuid> <var> [value]\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest) {
    const [name, value] = assignment(rest)
    setVariables(leg.channel.variables, { [name]: value })
    return OK
  },
  runPlanned(leg, rest) {
    leg.setVariable(...assignment(rest))
    return OK
  },
}

function assignment(rest: string): [name: string, value: string | undefined] {
  const blank = rest.indexOf(' ')
  return blank < 0 ? [rest, undefined] : [rest.slice(0, blank), rest.slice(blank + 1).trimStart() || undefined]
}

/** `uuid_setvar_multi <uuid> <name>=<value>;…` */
export const uuidSetvarMulti: LegApi = {
  name: 'uuid_setvar_multi',
  words: 2,
  usage: '-USAGE: <uuid> <var>=<value>;<var>=<value>...\n',
  unknown: NO_SUCH_CHANNEL,
  run(leg, rest) {
    for (const pair of rest.split(';')) {
      const at = pair.indexOf('=')
      if (at > 0) setVariables(leg.channel.variables, { [pair.slice(0, at)]: pair.slice(at + 1) || undefined })
    }
    return OK
  },
}
