import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { RunRecord } from '../model/run-record.ts'
import { UsageError } from './usage-error.ts'

const NAME = 'run.json'

/** What is checked of a record before it is relied on; the rest is as the version of its schema says. */
const RECORD = z.looseObject({
  schema: z.literal('callstorm.run/1'),
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
      histogram: z.string(),
      intervals: z.array(z.looseObject({ at: z.number(), histogram: z.string() })),
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
  const checked = RECORD.safeParse(parse(file))
  if (checked.success) return checked.data as unknown as RunRecord
  throw new UsageError(`Cannot load "${file}" as it must be a run record:\n${z.prettifyError(checked.error)}`)
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new UsageError(`Cannot load "${file}" as it must be JSON`, { cause })
  }
}
