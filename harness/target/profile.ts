import { dirname, resolve } from 'node:path'
import { type Document, isNode, isPair, LineCounter, type Node, parseDocument } from 'yaml'
import { FileTooLargeError, readTextFile, WRITTEN_BY_HAND } from '../lifecycle/read-text-file.ts'
import type { EventMapping } from '../model/event-mapping.ts'
import { mappingOf } from './profile-mapping.ts'
import { type Problem, problemsOf } from './profile-problems.ts'
import {
  type ContainerSettings,
  type ExternalSettings,
  type ProcessSettings,
  type Profile,
  profileSchema,
  type TargetKind,
} from './profile-schema.ts'
import { profileTemplates, sampleView } from './profile-templates.ts'
import { templateProblems } from './template.ts'

/** A checked profile with the one way of starting that was chosen. */
export type LoadedProfile = ProfileFile & Start

interface ProfileFile extends Omit<Profile, 'kind' | 'mapping' | 'process' | 'container' | 'external'> {
  /** How its events are read, where they are not as the contract has them. */
  readonly mapping?: EventMapping
  /** Absolute path of the file. */
  readonly file: string
  /** Absolute path of its folder: relative paths in the profile start here. */
  readonly base: string
}

type Start =
  | { readonly kind: 'process'; readonly settings: ProcessSettings }
  | { readonly kind: 'container'; readonly settings: ContainerSettings }
  | { readonly kind: 'external'; readonly settings: ExternalSettings }

/** A profile that cannot be used, with everything that is wrong with it: exit code 64. */
export class ProfileError extends Error {
  readonly code = 'USAGE'
  /** One line each: `line 4: capabilities.in[0] must be …: current value is "esl"`. */
  readonly problems: readonly string[]

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    const list = problems.map((problem) => `\n  ${problem}`).join('')
    super(`Cannot use profile "${file}" as ${problems.length === 1 ? 'it has a problem' : `it has ${problems.length} problems`}:${list}`, options)
    this.name = 'ProfileError'
    this.problems = problems
  }
}

/**
 * Reads a `*.bridge.yaml`. `kind` chooses another way of starting than the profile's own.
 * @throws ProfileError with every problem at once
 */
export function loadProfile(path: string, kind?: TargetKind): LoadedProfile {
  const file = resolve(path)
  return parseProfile(readProfile(file), file, kind)
}

/** Checks the text of a profile that stands in `file`. @throws ProfileError with every problem at once */
export function parseProfile(text: string, file: string, kind?: TargetKind): LoadedProfile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const syntax = document.errors.map(({ message, pos }) => `line ${lines.linePos(pos[0]).line}: must be YAML: ${message}`)
    throw new ProfileError(file, syntax)
  }
  const parsed = profileSchema.safeParse(document.toJS())
  const problems = parsed.success ? templateProblemsOf(parsed.data, kind) : problemsOf(parsed.error.issues)
  if (problems.length > 0 || !parsed.success) throw new ProfileError(file, describeProblems(problems, document, lines))
  return choose(parsed.data, file, kind ?? parsed.data.kind)
}

function choose(profile: Profile, file: string, kind: TargetKind): LoadedProfile {
  const { kind: _default, mapping, process, container, external, ...common } = profile
  const from = { ...common, ...(mapping && { mapping: mappingOf(mapping) }), file, base: dirname(file) }
  if (kind === 'process' && process) return { ...from, kind, settings: process }
  if (kind === 'container' && container) return { ...from, kind, settings: container }
  if (kind === 'external' && external) return { ...from, kind, settings: external }
  const sections = Object.entries({ process, container, external }).flatMap(([name, section]) => (section ? [name] : []))
  throw new ProfileError(file, [`must have a section "${kind}" to be started so: current value is ${sections.join(', ')}`])
}

function readProfile(file: string): string {
  try {
    return readTextFile(file, WRITTEN_BY_HAND)
  } catch (cause) {
    throw new ProfileError(file, [cause instanceof FileTooLargeError ? cause.rule : 'must be a readable file'], { cause })
  }
}

/** Only the section that is used needs its part of the environment. */
function templateProblemsOf(profile: Profile, kind: TargetKind = profile.kind): Problem[] {
  const sample = sampleView()
  return profileTemplates(profile).flatMap(({ path, text }) =>
    templateProblems(text, sample)
      .filter((rule) => !(isOtherSection(path[0], kind) && rule.startsWith('names "env.')))
      .map((rule) => ({ path, rule })),
  )
}

function isOtherSection(name: PropertyKey | undefined, kind: TargetKind): boolean {
  return ['process', 'container', 'external'].some((section) => section === name && section !== kind)
}

function describeProblems(problems: readonly Problem[], document: Document, lines: LineCounter): string[] {
  return problems
    .map((problem) => ({ problem, start: startOf(problem.path, document) ?? 0 }))
    .sort((a, b) => a.start - b.start)
    .map(({ problem: { path, rule }, start }) => {
      const value = currentValue(document.getIn(path, true), rule)
      return `line ${lines.linePos(start).line}: ${pathText(path) || 'the profile'} ${rule}${value}`
    })
}

/** Offset of the key where there is one, else of the value, else of what should have contained it. */
function startOf(path: readonly PropertyKey[], document: Document): number | undefined {
  const node = document.getIn(path, true)
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true)
  const key = itemsOf(parent).find((item) => isPair(item) && isNode(item.key) && item.key.toString() === String(path.at(-1)))
  if (isPair(key) && isNode(key.key)) return key.key.range?.[0]
  const nearest = [node, parent, document.contents].find((candidate): candidate is Node => isNode(candidate))
  return nearest?.range?.[0]
}

function itemsOf(node: unknown): readonly unknown[] {
  return typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items) ? node.items : []
}

const MAX_SHOWN = 80

function currentValue(node: unknown, rule: string): string {
  // A template's problem names its culprit, an unknown key is one, and neither gains from its value.
  if (/^(names|is not a key)/.test(rule)) return ''
  if (!isNode(node)) return ': current value is missing'
  const text = JSON.stringify(node.toJSON()) ?? 'undefined'
  return `: current value is ${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}`
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '')
}
