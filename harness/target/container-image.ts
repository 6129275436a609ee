import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RunNotes } from '../lifecycle/run-notes.ts'
import type { ContainerEngine } from './container-engine.ts'
import type { LogCapture } from './log-capture.ts'
import { prepare } from './prepare.ts'
import type { LoadedProfile } from './profile.ts'
import { TargetError } from './target-error.ts'
import { renderTemplate } from './template.ts'
import type { TemplateView } from './wiring.ts'

type ContainerProfile = Extract<LoadedProfile, { kind: 'container' }>
type Build = NonNullable<ContainerProfile['settings']['build']>

export interface ImageOptions {
  readonly engine: ContainerEngine
  readonly view: TemplateView
  readonly log: LogCapture
  readonly notes: RunNotes
  /** Whether this run has built it already. */
  readonly prepared: boolean
  readonly signal: AbortSignal | undefined
}

/**
 * Name of the image to run, built first where the profile says how. A built image keeps one name per profile: what it
 * replaces is removed.
 * @throws TargetError `prepare-failed` with the reason that the engine gives
 */
export async function provideImage(profile: ContainerProfile, options: ImageOptions): Promise<string> {
  const { image, build } = profile.settings
  const { engine, view, log, notes, prepared, signal } = options
  if (!build) return renderTemplate(image ?? '', view)
  const tag = `callstorm-bridge-${profile.name}:local`
  if (prepared) return tag
  const context = resolve(profile.base, build.context)
  if (build.prepare) {
    const command = build.prepare.map((word) => renderTemplate(word, view))
    await prepare(command, { name: profile.name, folder: context, log, notes, signal })
  }
  const before = await imageId(engine, tag)
  await buildImage(build, context, tag, options).catch((cause: unknown) => {
    signal?.throwIfAborted()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new TargetError('prepare-failed', `Cannot start bridge "${profile.name}" as its image must build: ${reason}`, { cause })
  })
  // Removing fails while another run still uses it: then that run's successor removes it.
  if (before !== undefined && before !== (await imageId(engine, tag))) await engine.api.getImage(before).remove().catch(() => undefined)
  return tag
}

/** By the engine's API: the library's own builder hides why a build failed. */
async function buildImage(build: Build, context: string, tag: string, { engine, view, log, signal }: ImageOptions): Promise<void> {
  const buildargs = Object.fromEntries(
    Object.entries(build.args).flatMap(([name, value]) => {
      const given = value ?? view.env[name]
      return given === undefined ? [] : [[name, given]]
    }),
  )
  const source = { context, src: readdirSync(context) }
  const stream = await engine.api.buildImage(source, { t: tag, dockerfile: build.dockerfile, buildargs, ...(signal && { abortSignal: signal }) })
  const output = log.openStream()
  let refusal: string | undefined
  await new Promise<void>((settle, fail) => {
    const finish = (error: Error | null): void => (error ? fail(error) : settle())
    engine.api.modem.followProgress(stream, finish, (step: { stream?: string; error?: string }) => {
      output.write(Buffer.from(step.stream ?? step.error ?? ''))
      refusal ??= step.error
    })
  }).finally(() => output.end())
  if (refusal !== undefined) throw new Error(refusal)
}

async function imageId(engine: ContainerEngine, tag: string): Promise<string | undefined> {
  return (await engine.api.getImage(tag).inspect().catch(() => undefined))?.Id
}
