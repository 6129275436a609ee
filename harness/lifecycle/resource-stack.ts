/** Resources that are released together, last one first. Node 20 has no `AsyncDisposableStack`. */
export interface ResourceStack extends AsyncDisposable {
  /** Takes charge of a resource and returns it. */
  use<T extends AsyncDisposable | Disposable>(resource: T): T
  /** Takes charge of a clean-up step. */
  defer(release: () => unknown): void
}

/**
 * An empty stack. Disposing it releases everything even when a release throws, and a second time does nothing.
 * @throws ReferenceError when something is added after the stack was disposed
 */
export function createResourceStack(): ResourceStack {
  const releases: (() => unknown)[] = []
  let disposal: Promise<void> | undefined

  const defer = (release: () => unknown): void => {
    if (disposal) throw new ReferenceError('Cannot add to a resource stack as it must be open: current value is disposed')
    releases.push(release)
  }
  return {
    defer,
    use(resource) {
      defer(() => release(resource))
      return resource
    },
    [Symbol.asyncDispose]: () => (disposal ??= releaseAll(releases)),
  }
}

function release(resource: AsyncDisposable | Disposable): unknown {
  return Symbol.asyncDispose in resource ? resource[Symbol.asyncDispose]() : resource[Symbol.dispose]()
}

async function releaseAll(releases: (() => unknown)[]): Promise<void> {
  const errors: unknown[] = []
  for (let next = releases.pop(); next; next = releases.pop()) {
    try {
      // One after the other: a later resource may stand on an earlier one.
      await next()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) {
    throw new AggregateError(errors, `Cannot release every resource: ${errors.map(messageOf).join('; ')}`, { cause: errors[0] })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
