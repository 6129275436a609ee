import { type ClientEntry, CLIENTS } from './client-matrix.ts'
import { CONNECT_SEQUENCES } from './connect-sequences.ts'

/** `docs/clients.md`: which clients were tried, and what each managed. */
export function clientsDocument(): string {
  return `# Clients of the Event Socket

Generated from \`tests/interop/\`, whose tests hold every entry against the simulator: do not edit.

## Client libraries for Node.js, unmodified

Each connects, authenticates, subscribes to everything, runs API commands in the foreground and in the background, makes a
live call, has it run applications, hangs it up, filters, and comes back after the server has ended its connection. Each
counts exactly as many events as the simulator says it has sent. Where a library takes calls that the switch sends to it,
it runs applications on them and ends them, and learns of it when the caller hangs up.

| client | on connecting it sends | api | bgapi | sendmsg: execute, hangup | filter | calls sent to it | after the connection has ended |
|---|---|---|---|---|---|---|---|
${entries.map(row).join('\n')}

## Their own weaknesses

The simulator does what a real FreeSWITCH does when these show. Each is pinned by a test, so that a new version of a client
that is better becomes known.

${entries.flatMap(({ name, defects }) => defects.map((defect) => `- ${name}: ${defect}`)).join('\n')}

## Connect sequences of other clients

What these write is played to the simulator octet by octet, and each answer is compared with the one that they need.

| client | writes |
|---|---|
${CONNECT_SEQUENCES.map(({ client, steps }) => `| ${client} | ${steps.map(({ sends }) => code(sends)).join(', ')} |`).join('\n')}
`
}

const entries: readonly ClientEntry[] = CLIENTS

function row({ name, version, onConnect, api, filter, outbound, reconnects }: ClientEntry): string {
  const cells = [`${name} ${version}`, onConnect.map(code).join(', '), api === 'api' ? 'yes' : api, 'yes', 'yes', filter === 'filter' ? 'yes' : filter, outbound === 'server' ? 'yes' : outbound, reconnects]
  return `| ${cells.join(' | ')} |`
}

const code = (text: string): string => `\`${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')}\``
