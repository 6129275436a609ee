import { api } from './api.ts'
import { auth } from './auth.ts'
import { bgapi } from './bgapi.ts'
import { connect } from './connect.ts'
import { divertEvents } from './divert-events.ts'
import { dots, exit } from './exit.ts'
import { event } from './event.ts'
import { filter } from './filter.ts'
import { getvar } from './getvar.ts'
import { linger } from './linger.ts'
import { log } from './log.ts'
import { myevents } from './myevents.ts'
import { nixevent } from './nixevent.ts'
import { noevents } from './noevents.ts'
import { nolinger } from './nolinger.ts'
import { nolog } from './nolog.ts'
import { resume } from './resume.ts'
import { sendevent } from './sendevent.ts'
import { sendmsg } from './sendmsg.ts'
import { userauth } from './userauth.ts'
import type { Command } from './command.ts'

/** What a client may use that the switch has connected to without giving it full control. */
export const CHANNEL_COMMANDS: readonly Command[] = [
  exit,
  dots,
  auth,
  userauth,
  filter,
  resume,
  connect,
  getvar,
  myevents,
  divertEvents,
  sendmsg,
]

/** All commands in the order in which the server compares their prefixes (wire specification 2.3). */
export const COMMANDS: readonly Command[] = [
  ...CHANNEL_COMMANDS,
  sendevent,
  api,
  bgapi,
  log,
  linger,
  nolinger,
  nolog,
  event,
  nixevent,
  noevents,
]
