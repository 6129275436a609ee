import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FileTooLargeError, readTextFile } from '../lifecycle/read-text-file.ts'
import type { RunRecord } from '../model/run-record.ts'
import { UsageError } from './usage-error.ts'

const NAME = 'run.json'
const FORMAT = 'callstorm.run/1'
/** The rest of a damaged record says nothing that its first problems do not. */
const MOST_PROBLEMS = 5
/** A record grows by its seconds and by what is measured in each; this much can still be parsed. */
const MOST_OCTETS = 256 * 2 ** 20

/** How every encoded histogram begins: a damaged one is told here, with its place, rather than where it is decoded. */
const histogram = z.string().regex(/^HISTF[A-Za-z0-9+/]+={0,2}$/, 'must be an encoded histogram')

/** What is checked of a record before it is relied on; the rest is as the version of its schema says. */
const RECORD = z.looseObject({
  schema: z.literal(FORMAT),
  callstorm: z.string(),
  scenario: z.looseObject({ id: z.string() }),
  startedAt: z.iso.datetime(),
  workload: z.looseObject({ seed: z.string(), arrivals: z.looseObject({ perSecond: z.number() }) }),
  target: z.looseObject({ profile: z.string() }),
  environment: z.looseObject({ cpu: z.string(), cores: z.number() }),
  verdict: z.looseObject({
    status: z.enum(['pass', 'fail', 'invalid', 'unknown', 'aborted']),
    reasons: z.array(z.looseObject({ message: z.string() })),
  }),
  objectives: z.array(z.looseObject({ text: z.string(), status: z.enum(['met', 'missed', 'unknown']) })),
  series: z.array(
    z.looseObject({
      name: z.string(),
      count: z.number(),
      histogram,
      intervals: z.array(z.looseObject({ at: z.number(), histogram })),
    }),
  ),
  ledger: z.looseObject({ totals: z.looseObject({ expected: z.number() }) }),
  counters: z.record(z.string(), z.number()),
  timeline: z.array(z.looseObject({ at: z.number() })),
  health: z.array(z.looseObject({ name: z.string(), value: z.number() })),
})

/**
 * Loads the records that a path means: a file, a folder with a `run.json`, or a folder of such folders, by name.
 * @throws UsageError when there is none or when one is no run record
 */
export function loadRecords(path: string): RunRecord[] {
  const files = filesAt(path)
  if (files.length === 0)
    throw new UsageError(`Cannot load "${path}" as it must be a run record or a folder with ${NAME} in it`)
  return files.map(loadRecord)
}

function filesAt(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return [path]
  const own = join(path, NAME)
  if (existsSync(own)) return [own]
  // Links such as `latest` would bring the same run twice.
  const folders = readdirSync(path, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.'),
  )
  return folders
    .map(({ name }) => join(path, name, NAME))
    .filter((file) => existsSync(file))
    .sort()
}

function loadRecord(file: string): RunRecord {
  const value = parse(file)
  const format = formatOf(value)
  if (format !== FORMAT) {
    throw new UsageError(`Cannot load "${file}" as it must be a run record of the format "${FORMAT}": current value is ${format === undefined ? 'no record' : JSON.stringify(format)}`)
  }
  const checked = RECORD.safeParse(value)
  if (checked.success) return checked.data as unknown as RunRecord
  const { issues } = checked.error
  const problems = issues.slice(0, MOST_PROBLEMS).map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  const more = issues.length > MOST_PROBLEMS ? [`  and ${issues.length - MOST_PROBLEMS} more`] : []
  throw new UsageError(`Cannot load "${file}" as it must be a whole run record:\n${[...problems, ...more].join('\n')}`, { cause: checked.error })
}

/** What a record says that it is: of another kind, or of a newer callstorm; bounded, as anything may stand there. */
function formatOf(value: unknown): string | undefined {
  const { data } = z.looseObject({ schema: z.string() }).safeParse(value)
  return data?.schema.slice(0, 60)
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readTextFile(file, MOST_OCTETS))
  } catch (cause) {
    if (cause instanceof FileTooLargeError) throw new UsageError(`Cannot load "${file}" as it ${cause.rule}`, { cause })
    throw new UsageError(`Cannot load "${file}" as it must be JSON: ${cause instanceof Error ? cause.message.slice(0, 120) : String(cause)}`, { cause })
  }
}
