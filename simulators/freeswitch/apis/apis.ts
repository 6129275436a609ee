import { bgapi } from './bgapi.ts'
import { chat } from './chat.ts'
import { cond } from './cond.ts'
import { consoleComplete } from './console-complete.ts'
import { createUuid } from './create-uuid.ts'
import { dbApi, hashApi } from './key-value.ts'
import { directoryApis } from './directory.ts'
import { echo } from './echo.ts'
import { evalText, expand } from './expand.ts'
import { eventSink } from './event-sink.ts'
import { expr } from './expr.ts'
import { fsctlApi } from './fsctl.ts'
import { globalGetvar, globalSetvar } from './globals.ts'
import { hostname, switchname } from './names.ts'
import { json } from './json.ts'
import { log } from './log.ts'
import { helpApi } from './help.ts'
import { textApis } from './text-tools.ts'
import { moduleApis } from './modules.ts'
import { msleep } from './msleep.ts'
import { presence } from './presence.ts'
import { regex } from './regex.ts'
import { reloadacl, reloadxml } from './reloadxml.ts'
import { schedulerApis } from './scheduler.ts'
import { show } from './show.ts'
import { sofiaApi } from './sofia.ts'
import { status } from './status.ts'
import { strepoch } from './strepoch.ts'
import { strftime } from './strftime.ts'
import { uptime } from './uptime.ts'
import { version } from './version.ts'
import type { Api } from './api.ts'

/**
 * The built-in API commands of one node. Those that act on calls are added by whoever has calls, with
 * `core.apis.register()`.
 */
export function builtInApis(): readonly Api[] {
  return [
    bgapi,
    chat,
    cond,
    consoleComplete,
    createUuid,
    dbApi(),
    ...directoryApis,
    echo,
    evalText,
    eventSink,
    expand,
    expr,
    fsctlApi(),
    globalGetvar,
    globalSetvar,
    hashApi(),
    hostname,
    json,
    log,
    helpApi,
    ...moduleApis(),
    msleep,
    presence,
    regex,
    reloadacl,
    reloadxml,
    ...schedulerApis(),
    show,
    sofiaApi(),
    status,
    strepoch,
    strftime,
    switchname,
    ...textApis,
    uptime,
    version,
  ]
}
