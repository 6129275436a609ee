import type { CheckDefinition } from '../../../harness/index.ts'
import { bad } from './bad.ts'
import { connect } from './connect.ts'
import { deliver } from './deliver.ts'
import { reconnect } from './reconnect.ts'
import { refused } from './refused.ts'
import { silent } from './silent.ts'
import { tlsUntrusted } from './tls.ts'

/** Events that the bridge reads from the softswitch's own websocket. */
export const mwsChecks: readonly CheckDefinition[] = [connect, deliver, bad, reconnect, refused, silent, tlsUntrusted]
