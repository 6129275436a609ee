import { builtInApplications } from '../../simulators/freeswitch/applications/applications.ts'
import { createCalls } from '../../simulators/freeswitch/calls/create-calls.ts'
import { COMMANDS } from '../../simulators/freeswitch/commands/commands.ts'
import { FAULTS } from '../../simulators/freeswitch/faults/faults.ts'
import { nodeIdentity } from '../../simulators/freeswitch/source-node.ts'
import { createSwitch } from '../../simulators/freeswitch/switch.ts'
import type { Finding } from './finding.ts'

/** What the simulated FreeSWITCH can do; everything else it answers as a real one answers what it does not know. */
export function examineSimulator(): Finding {
  const core = createSwitch({ identity: nodeIdentity('doctor', { source: 0 }) })
  using _calls = createCalls(core)
  const apis = core.apis.names()
  const counts = `${COMMANDS.length} commands, ${apis.length} APIs, ${builtInApplications().length} applications, ${FAULTS.length} faults`
  return {
    id: 'freeswitch-simulator',
    title: 'FreeSWITCH simulator',
    value: counts,
    means: `its APIs: ${apis.join(' ')}; all is listed in docs/freeswitch-simulator.md`,
    status: 'ok',
    must: false,
  }
}
