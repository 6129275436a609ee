import type { Session } from './switch-sessions.ts'

/** Body of the notice at every ordinary end (wire specification 1.7). */
export const GOODBYE = 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n'
export const LOST_EVENTS = 'killed listener because of lost events\n'
export const LOST_LOG_LINES = 'killed listener because of lost log lines\n'

/** The last frame of a connection; one that controls a call names it. */
export function disconnectNotice(body: string, session: Session | undefined): string {
  const controlled =
    session === undefined ? '' : `Controlled-Session-UUID: ${session.uuid}\nContent-Disposition: disconnect\n`
  return `Content-Type: text/disconnect-notice\n${controlled}Content-Length: ${body.length}\n\n${body}`
}

/** Says that the call has ended and the connection stays for a while, -1 without limit. */
export function lingerNotice(session: Session, seconds: number): string {
  return (
    `Content-Type: text/disconnect-notice\nControlled-Session-UUID: ${session.uuid}\nContent-Disposition: linger\n` +
    `Channel-Name: ${session.channelName}\nLinger-Time: ${seconds}\nContent-Length: 0\n\n`
  )
}

/** What a peer gets whom the access list refuses. */
export const RUDE_REJECTION =
  'Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n' +
  disconnectNotice(GOODBYE, undefined)
