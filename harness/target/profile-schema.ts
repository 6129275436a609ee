import { z } from 'zod'
import { CAPABILITIES_IN, CAPABILITIES_OUT } from '../model/scenario.ts'
import { mappingSection } from './profile-mapping.ts'

/** Text in which `{{…}}` stands for a part of the wiring. */
const template = z.string().meta({ description: 'Text; {{…}} is filled in from the wiring' })

const environment = z
  .record(
    z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be letters, digits and _ and not start with a digit'),
    z.union([template, z.number(), z.boolean(), z.null()]),
  )
  .meta({ description: 'Environment variables; null passes on the variable of the same name, where it is set' })

const command = z.array(template).min(1).meta({ description: 'Program and its arguments, no shell' })
const seconds = z.number().positive().max(3600)
const port = z.int().min(1).max(65_535)

const ready = z
  .strictObject({
    url: template.optional().meta({ description: 'Ready when a GET on this URL is answered with 2xx' }),
    port: template.optional().meta({ description: 'Ready when this TCP port accepts a connection' }),
    log: z.string().min(1).optional().meta({ description: 'Ready when a line of the log matches this regular expression' }),
    within: seconds.default(30).meta({ description: 'Seconds after which waiting ends' }),
  })
  .refine(({ url, port: tcp, log }) => [url, tcp, log].filter((way) => way !== undefined).length <= 1, {
    error: 'must have one of "url", "port" and "log"',
  })
  .refine(({ log }) => log === undefined || isRegularExpression(log), {
    path: ['log'],
    error: 'must be a regular expression',
  })
  .meta({ description: 'When the bridge is ready. Without a way: when all its ports accept connections' })

const stop = z.strictObject({
  signal: z.enum(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP']).default('SIGTERM').meta({ description: 'What asks it to end' }),
  within: seconds.default(10).meta({ description: 'Seconds after which the bridge is killed' }),
})

const file = z.strictObject({
  path: z
    .string()
    .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$)).+$/, 'must be a relative path without ".."')
    .meta({ description: 'Below the folder {{files}}' }),
  content: template,
})

const processSection = z.strictObject({
  command,
  folder: z.string().default('.').meta({ description: 'Working folder, relative to the profile' }),
  prepare: command.optional().meta({ description: 'Run to its end before the bridge is started, in the same folder' }),
  environment: environment.default({}),
})

const build = z.strictObject({
  context: z.string().default('.').meta({ description: 'Build context, relative to the profile' }),
  dockerfile: z.string().default('Dockerfile').meta({ description: 'Relative to the context' }),
  prepare: command.optional().meta({ description: 'Run to its end in the context before the image is built' }),
  args: z
    .record(z.string().min(1), z.union([z.string(), z.null()]))
    .default({})
    .meta({ description: 'Build arguments; null passes on the variable of the same name, where it is set' }),
})

const containerSection = z
  .strictObject({
    image: z.string().min(1).optional().meta({ description: 'Image to run; {{…}} is filled in, as in {{env.BRIDGE_IMAGE}}' }),
    build: build.optional().meta({ description: 'How to build the image' }),
    network: z
      .enum(['host', 'bridge'])
      .default('host')
      .meta({ description: 'host: no translation, fastest, Linux only. bridge: mapped ports and host.docker.internal' }),
    ports: z
      .strictObject({
        ingress: port.default(8080).meta({ description: 'For POSTs' }),
        websocket: port.default(4875).meta({ description: 'For subscribers' }),
        outbound: port.default(8084).meta({ description: 'For outbound sockets of FreeSWITCH' }),
      })
      .prefault({})
      .meta({ description: 'Where the bridge listens inside a bridged network' }),
    command: command.optional().meta({ description: "Instead of the image's own" }),
    environment: environment.default({}),
  })
  .refine(({ image, build: built }) => (image === undefined) !== (built === undefined), {
    error: 'must have one of "image" and "build"',
  })

const door = z.strictObject({
  url: template.meta({ description: 'URL without the key' }),
  authkey: template.default('').meta({ description: 'Key of that door; text, {{…}} is filled in' }),
})

const listen = z.strictObject({
  host: z.string().default('127.0.0.1').meta({ description: 'Address that the harness listens on' }),
  esl: z
    .array(
      z.strictObject({
        machine: z.int().positive().meta({ description: 'Number that the bridge reports for this node' }),
        port: port.meta({ description: 'Where it looks for this node' }),
        password: template.default('ClueCon').meta({ description: 'Password that it uses there; text, {{…}} is filled in' }),
      }),
    )
    .default([])
    .meta({ description: 'Event Socket servers that the running bridge is configured to connect to' }),
  webhooks: z.array(port).default([]).meta({ description: 'Ports that it is configured to post events to: http://<host>:<port>/hook/0' }),
  messaged: port.optional().meta({ description: 'Port of the messaged websocket that it subscribes to' }),
})

const externalSection = z.strictObject({
  ingress: door.optional().meta({ description: 'Where it takes POSTs' }),
  websocket: door.optional().meta({ description: 'Where it serves subscribers' }),
  listen: listen.optional().meta({ description: 'Where the harness listens for a bridge that is already configured' }),
})

const behaviour = z
  .strictObject({
    unknown: z.enum(['forward', 'discard']).default('forward').meta({ description: 'What happens to events and fields that the bridge does not know' }),
    callid: z.enum(['current', 'latched']).default('current').meta({ description: 'Whether callid follows Channel-Call-UUID or stays as it was at the start' }),
    outboundRoute: z.boolean().default(false).meta({ description: 'Whether a call that came by an outbound socket is reported as routed' }),
    reconnectMax: seconds.default(30).meta({ description: 'Longest delay between two attempts to connect, in seconds' }),
    idle: seconds.optional().meta({ description: 'Seconds of silence after which an input link counts as dead' }),
    requestTimeout: seconds.max(120).default(120).meta({ description: 'Seconds after which a request that has not come in full is given up' }),
    webhookTimeout: seconds.default(5).meta({ description: 'Seconds after which a webhook request is given up' }),
    webhookConnections: z.int().positive().default(64).meta({ description: 'Most connections to one webhook URL' }),
    commands: z.array(z.string().min(1)).default([]).meta({ description: 'First words of Event Socket commands that it may issue besides the usual reading ones' }),
    repeatedKey: z.enum(['refused', 'first', 'last']).default('refused').meta({ description: 'Which of two keys in one URL counts; refused: neither' }),
    keyIn: z.array(z.enum(['authorization', 'x-authkey', 'cookie'])).default([]).meta({ description: 'Headers that may hold the key instead of the URL' }),
  })
  .prefault({})
  .meta({ description: 'What the bridge is made to do where the contract leaves a choice' })

/** A profile as it is written: what a bridge can do and how it is started. */
export const profileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case').meta({ description: 'What reports call the bridge, kebab-case' }),
    description: z.string().default('').meta({ description: 'One line for reports' }),
    capabilities: z.strictObject({
      in: z.array(z.enum(CAPABILITIES_IN)).min(1).meta({ description: 'Ways in which it takes events' }),
      out: z.array(z.enum(CAPABILITIES_OUT)).min(1).meta({ description: 'Ways in which it delivers them' }),
      tls: z.boolean().default(false).meta({ description: 'Whether it serves TLS with the certificate in {{tls.certificate}} and verifies servers by {{tls.authority}}' }),
    }).meta({ description: 'What the bridge can do' }),
    kind: z
      .enum(['process', 'container', 'external'])
      .meta({ description: 'How it is started unless the command line says otherwise; its section must be there' }),
    environment: environment.default({}).meta({ description: 'For process and container alike' }),
    files: z.array(file).default([]).meta({ description: 'Files made for each run' }),
    ready: ready.prefault({}),
    stop: stop.prefault({}).meta({ description: 'How it is ended' }),
    behaviour,
    mapping: mappingSection.optional(),
    process: processSection.optional().meta({ description: 'How to start it as a process' }),
    container: containerSection.optional().meta({ description: 'How to start it in a container' }),
    external: externalSection.optional().meta({ description: 'Where it is, when it runs already' }),
  })
  .superRefine((profile, context) => {
    if (profile[profile.kind] === undefined) {
      context.addIssue({ code: 'custom', path: ['kind'], message: `must name a section of the profile, and "${profile.kind}" is not there` })
    }
  })
  .meta({ title: 'callstorm bridge profile' })

/** A checked profile, defaults filled in. */
export type Profile = z.output<typeof profileSchema>
export type ProfileInput = z.input<typeof profileSchema>
export type TargetKind = Profile['kind']
export type ProcessSettings = z.output<typeof processSection>
export type ContainerSettings = z.output<typeof containerSection>
export type ExternalSettings = z.output<typeof externalSection>
export type Behaviour = Profile['behaviour']
export type Environment = Profile['environment']

/** Types a profile as it is written in TypeScript: a misspelt key fails the type check. */
export const defineProfile = <const P extends ProfileInput>(profile: P): P => profile

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}
