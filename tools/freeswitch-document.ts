import { FAULTS } from '../simulators/freeswitch/faults/faults.ts'
import type { Fault, FaultDefinition } from '../simulators/freeswitch/faults/fault.ts'
import { builtInApplications } from '../simulators/freeswitch/applications/applications.ts'
import { createCalls } from '../simulators/freeswitch/calls/create-calls.ts'
import { COMMANDS } from '../simulators/freeswitch/commands/commands.ts'
import { nodeIdentity } from '../simulators/freeswitch/source-node.ts'
import { createSwitch } from '../simulators/freeswitch/switch.ts'

/** `docs/freeswitch-simulator.md`, from the registries of the simulator. */
export function freeswitchDocument(): string {
  return `# The FreeSWITCH simulator

Generated from \`simulators/freeswitch/\`: do not edit.

\`callstorm simulate freeswitch\` starts nodes whose Event Socket any client can use. What they write is held octet by octet
against recordings of a real FreeSWITCH 1.11 (\`tests/golden/\`); which clients were tried is in [clients.md](clients.md).

\`\`\`
callstorm simulate freeswitch --config event_socket.conf.xml --calls-per-second 50
callstorm simulate freeswitch --host :: --acl any_v4.auto --user alice@example.com:secret
callstorm simulate freeswitch --fault stall=5s@event:100 --fault bad-percent@every:50
\`\`\`

## Configuration

\`--config\` reads an \`event_socket.conf.xml\` as \`mod_event_socket\` does; options of the command line have precedence.
A file with anything wrong in it is refused with every problem and its line (exit code 64).

| parameter | option | meaning |
|---|---|---|
| \`listen-ip\` | \`--host\` | \`::\` takes IPv6 and IPv4; an IPv4 peer is then judged by its IPv4 address |
| \`listen-port\` | \`--port\` | port of the first node, the others count on |
| \`password\` | \`--password\` | an empty one means \`ClueCon\` |
| \`apply-inbound-acl\` | \`--acl\` | repeatable, all must allow a peer: CIDRs with commas, \`loopback.auto\`, \`any_v4.auto\`, \`any_v6.auto\`, \`rfc1918.auto\` |
| \`stop-on-bind-error\` | | false tries again every 100 ms; without a file the simulator stops |
| \`nat-map\`, \`debug\` | | read, without any effect on the wire |

Users for \`userauth\` come from \`--user <user>@<domain>:<password>\` or from \`--users <file>\`, a YAML list:

\`\`\`yaml
- user: alice
  domain: example.com
  password: secret
  allowed-events: CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE CUSTOM sofia::register
  allowed-api: status show
  allowed-log: false
\`\`\`

## Commands

${list(COMMANDS.map(({ prefix }) => prefix.trim()))}

## API commands

An API command that is not here answers \`-ERR <command> Command not found!\`, as a real FreeSWITCH does to one that is unknown.

${list(apiNames())}

## Applications

What \`sendmsg\`, \`originate\` and the dialplan can execute; an unknown one ends the call, as it does there. \`tone_detect\`
hears the tones that the other end of a loopback call plays with \`tone_stream://\`; \`valet_park\` knows \`auto in\` and
\`auto out\`, but does not ask the caller for a place; \`fifo\` has callers and consumers, but no members that it calls, no chimes and
no keys that leave it. The variables \`execute_on_ring\`, \`execute_on_pre_answer\` and \`execute_on_answer\`, with any
ending, name applications that run then.

${list(builtInApplications().map(({ name }) => name))}

## Calls of the traffic

Calls that the traffic model makes follow their plan. \`uuid_exists\`, \`uuid_dump\`, \`uuid_getvar\`, \`uuid_setvar\`,
\`show channels\` and \`show channels count\` see their legs; \`uuid_kill\`, \`hupall\` and a \`sendmsg\` that hangs up end a
call at once, with the cause that was asked for and the times of that moment. To every other command its legs are unknown.

## Faults

\`--fault <name>[=<value>][@<when>][#<connections>]\`, repeatable. \`<when>\` is \`start\`, \`event:<n>\`, \`every:<n>\` or
\`after:<time>\`, counted on each connection; \`#<n>\` concerns the first n connections, \`#all\` every one. Times are \`200ms\`,
\`5s\`, \`2m\`; sizes \`1\`, \`64KiB\`, \`16MiB\`. Where several faults strike one event, one of them does. A load scenario
has them as \`{ kind: 'event-socket', at: 5, until: 10, nodes: 1, fault: 'stall=2s' }\`, a check as \`node.strike('stall=2s')\`:
then events are counted from the moment that the fault begins, and it strikes open connections, too.

| fault | what the client gets | value | when | connections |
|---|---|---|---|---|
${FAULTS.map(faultRow).join('\n')}

## The queue of a slow reader

Each connection has a queue of 100,000 events. What finds it full is lost, and at the 501st loss in a row the connection is cut
with a notice in the middle of a frame, as recorded. A run counts it: \`esl.queued\`, \`esl.lost\` and \`esl.killed\`, which
objectives can name (\`esl.lost == 0\`), and its summary says what a real FreeSWITCH would have lost. \`--queue-limit\`, or
\`queueLimit\` of a scenario, sets another length.

## What is not simulated

- Media, SIP and RTP packets: calls exist as their events and as what commands do to them.
- Modules: \`load\`, \`unload\` and \`reload\` tell of what a module offers and change nothing else. \`show api\` and its kin
  list what a server with the usual modules offers, which is more than can be run here.
- Log lines of calls are those of level INFO and above.
- The thread of a real connection that looks around every 20 ms: events and log lines are written when they happen, and all
  clients are served while one is stuck.
- The directory has the twenty users that a real one is shipped with, and \`event_sink\` answers sockets only.
- A \`restart\` keeps Core-UUID and Event-Sequence: it is the module that is loaded again, not the switch.
- Patterns of \`filter\` and \`regex\` run in linear time; one that needs backtracking is given up after 50 ms.
`
}

function apiNames(): string[] {
  const core = createSwitch({ identity: nodeIdentity('document', { source: 0 }) })
  using _calls = createCalls(core)
  return core.apis.names()
}

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')

function faultRow({ name, effect, parameter, trigger, connections }: FaultDefinition): string {
  const value = parameter === undefined ? '' : `${parameter.meaning} (${shown(parameter.default, parameter.unit)})`
  return `| \`${name}\` | ${effect} | ${value} | ${when(trigger)} | ${connections === Infinity ? 'all' : connections} |`
}

function shown(value: number, unit: 'duration' | 'octets' | 'count'): string {
  if (unit === 'duration') return value % 1000 === 0 ? `${value / 1000}s` : `${value}ms`
  if (unit === 'octets' && value % 1024 === 0) return value % 1_048_576 === 0 ? `${value / 1_048_576}MiB` : `${value / 1024}KiB`
  return String(value)
}

function when(trigger: Fault['trigger']): string {
  if (trigger.kind === 'event') return `\`event:${trigger.number}\``
  return trigger.kind === 'every' ? `\`every:${trigger.events}\`` : `\`${trigger.kind}\``
}
