import Handlebars from 'handlebars'

/**
 * Names in a template that its sample does not have, each with the accepted ones. Strict mode alone does not find them
 * all: `{{#each esl.nods}}` renders as nothing.
 */
export function unknownNames(program: hbs.AST.Program, sample: object): string[] {
  const visitor = new NameVisitor(sample)
  visitor.accept(program)
  return visitor.problems
}

/** Helpers whose block is rendered with another `this`. */
const OPENS_SCOPE = new Set(['each', 'with'])
const HELPERS = new Set(['each', 'with', 'if', 'unless', 'json', 'join'])

class NameVisitor extends Handlebars.Visitor {
  readonly problems: string[] = []
  readonly #scopes: unknown[]

  constructor(sample: object) {
    super()
    this.#scopes = [sample]
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    for (const parameter of block.params) this.accept(parameter)
    if (OPENS_SCOPE.has(nameOf(block.path))) {
      this.#scopes.push(innerScope(this.#resolve(block.params[0])))
      this.accept(block.program)
      this.#scopes.pop()
    } else {
      this.accept(block.program)
    }
    if (block.inverse) this.accept(block.inverse)
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (mustache.params.length > 0 && HELPERS.has(nameOf(mustache.path))) {
      for (const parameter of mustache.params) this.accept(parameter)
    } else {
      super.MustacheStatement(mustache)
    }
  }

  override PathExpression(path: hbs.AST.PathExpression): void {
    // Inside a block over something unknown nothing can be known; that one is reported already.
    if (path.data || this.#scopeOf(path) === undefined || this.#resolve(path) !== undefined) return
    if (path.parts[0] === 'env' && path.parts.length === 2) {
      this.problems.push(`names "${path.original}", which the environment of the harness does not have`)
    } else {
      const accepted = Object.keys(Object(this.#parentOf(path)))
      this.problems.push(`names "${path.original}", accepted here: ${accepted.join(', ')}`)
    }
  }

  #resolve(expression: hbs.AST.Expression | undefined): unknown {
    if (expression?.type !== 'PathExpression') return undefined
    return partsOf(expression).reduce(read, this.#scopeOf(expression))
  }

  /** The deepest object on the way that exists: its names are the accepted ones. */
  #parentOf(path: hbs.AST.PathExpression): unknown {
    let parent = this.#scopeOf(path)
    for (const part of path.parts) {
      const next = read(parent, part)
      if (typeof next !== 'object' || next === null || Array.isArray(next)) break
      parent = next
    }
    return parent
  }

  #scopeOf(expression: hbs.AST.Expression): unknown {
    const depth = 'depth' in expression && typeof expression.depth === 'number' ? expression.depth : 0
    return this.#scopes.at(-1 - depth)
  }
}

function innerScope(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function read(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function partsOf(expression: hbs.AST.Expression): string[] {
  return 'parts' in expression && Array.isArray(expression.parts) ? expression.parts : []
}

function nameOf(path: hbs.AST.Expression): string {
  return 'original' in path && typeof path.original === 'string' ? path.original : ''
}
