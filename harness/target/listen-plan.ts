import { isOwnAddress } from '../lifecycle/free-port.ts'
import type { LoadedProfile } from './profile.ts'
import { sampleView } from './profile-templates.ts'
import { renderTemplate } from './template.ts'

/** Where the harness's own servers have to listen so that a bridge finds them. */
export interface ListenPlan {
  /** Address to bind. */
  readonly host: string
  /** Servers at fixed ports, for a bridge that is configured already; undefined where we tell the bridge. */
  readonly fixed: FixedServers | undefined
}

export interface FixedServers {
  readonly esl: readonly { readonly machine: number; readonly port: number; readonly password: string }[]
  readonly webhooks: readonly number[]
  readonly messaged: number | undefined
}

/** Plans for the way of starting that was chosen. @throws TargetError `no-engine` for a bridged network without one */
export async function planListening(profile: LoadedProfile): Promise<ListenPlan> {
  switch (profile.kind) {
    case 'process':
      return { host: '127.0.0.1', fixed: undefined }
    case 'container':
      return { host: profile.settings.network === 'bridge' ? await gatewayAddress() : '127.0.0.1', fixed: undefined }
    case 'external': {
      const { listen } = profile.settings
      if (!listen) return { host: '127.0.0.1', fixed: { esl: [], webhooks: [], messaged: undefined } }
      const esl = listen.esl.map((node) => ({ ...node, password: renderTemplate(node.password, sampleView()) }))
      return { host: listen.host, fixed: { esl, webhooks: listen.webhooks, messaged: listen.messaged } }
    }
  }
}

/**
 * This machine's own address in the engine's default network: what `host-gateway` stands for. Where the engine runs in
 * a virtual machine it is not ours, and the engine takes connections to our loopback instead.
 */
async function gatewayAddress(): Promise<string> {
  const { connectEngine } = await import('./container-engine.ts')
  const { api } = await connectEngine()
  const { IPAM } = await api.getNetwork('bridge').inspect()
  for (const { Gateway, Subnet } of IPAM?.Config ?? []) {
    const address = Gateway ?? firstAddress(Subnet)
    if (address !== undefined && (await isOwnAddress(address))) return address
  }
  return '127.0.0.1'
}

/** A new engine does not tell the gateway of its default network: it is always the first address. */
function firstAddress(subnet: string | undefined): string | undefined {
  const start = /^(\d+\.\d+\.\d+\.)0\//.exec(subnet ?? '')?.[1]
  return start && `${start}1`
}
