import { waitUntil } from '../lifecycle/wait-until.ts'
import { ProfileError, type LoadedProfile } from './profile.ts'
import { acceptsConnections } from './readiness.ts'
import type { StartedTarget, StartOptions, TargetExit } from './started-target.ts'
import { TargetError } from './target-error.ts'
import { renderTemplate } from './template.ts'
import { type Endpoint, endpoint, viewOf, type Wiring } from './wiring.ts'

type ExternalProfile = Extract<LoadedProfile, { kind: 'external' }>
type Door = 'ingress' | 'websocket'

/**
 * Takes a bridge that runs already. Stopping it lets go of it and nothing else.
 * @throws TargetError `dead-address` when nothing accepts connections where it should be
 */
export async function takeExternalTarget(profile: ExternalProfile, wiring: Wiring, options: Pick<StartOptions, 'signal'>): Promise<StartedTarget> {
  const { name, description, capabilities } = profile
  const endpoints = {
    ingress: capabilities.in.includes('http-post') ? doorOf(profile, wiring, 'ingress') : undefined,
    websocket: capabilities.out.includes('websocket') ? doorOf(profile, wiring, 'websocket') : undefined,
    outbound: undefined,
  }
  await Promise.all(Object.entries(endpoints).map(([what, door]) => waitForDoor(profile, what, door, options.signal)))

  let release: (exit: TargetExit) => void = () => undefined
  const exited = new Promise<TargetExit>((resolve) => (release = resolve))
  const stop = (): Promise<TargetExit> => {
    release({ code: null, signal: null, expected: true, how: 'released' })
    return exited
  }
  return {
    name,
    kind: 'external',
    description,
    capabilities,
    endpoints,
    pid: undefined,
    logPath: undefined,
    logTail: () => [],
    leakedSecrets: () => 0,
    exited,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  }
}

function doorOf(profile: ExternalProfile, wiring: Wiring, what: Door): Endpoint {
  const door = profile.settings[what]
  if (!door) throw new ProfileError(profile.file, [`external.${what} must be there as the capabilities of the bridge need it`])
  const listens = { host: '127.0.0.1', ingress: 0, websocket: 0, outbound: 0 }
  const view = viewOf(wiring, { hostOfHarness: undefined, listens, files: '', node: process.execPath })
  const url = renderTemplate(door.url, view)
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const protocol = what === 'ingress' ? 'http' : 'ws'
  if (!parsed || parsed.protocol !== `${protocol}:`) {
    throw new ProfileError(profile.file, [`external.${what}.url must be a URL that starts with ${protocol}://`])
  }
  const { hostname, port, pathname } = parsed
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return endpoint(protocol, { host, port: Number(port) || 80, path: pathname, authkey: renderTemplate(door.authkey, view) })
}

async function waitForDoor({ name, ready: { within } }: ExternalProfile, what: string, door: Endpoint | undefined, signal: AbortSignal | undefined): Promise<void> {
  if (!door) return
  const { host, port } = door
  let seen = ''
  const condition = async (): Promise<boolean> => {
    const answer = await acceptsConnections(host, port)
    if (answer !== true) seen = answer
    return answer === true
  }
  try {
    await waitUntil(`the ${what} accepts connections`, condition, { withinMs: within * 1000, everyMs: 100, ...(signal && { signal }) })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new TargetError('dead-address', `Cannot reach the ${what} of bridge "${name}" as it must accept connections within ${within} s: ${seen}`, { cause })
  }
}
