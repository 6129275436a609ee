import Handlebars from 'handlebars'
import { unknownNames } from './template-names.ts'

/** Handlebars of our own: no helper that a profile does not need, nothing shared with other users of the library. */
const handlebars = Handlebars.create()
for (const name of ['log', 'lookup', 'blockHelperMissing', 'helperMissing']) handlebars.unregisterHelper(name)
handlebars.registerHelper('json', (value: unknown) => JSON.stringify(value))
handlebars.registerHelper('join', (list: unknown, separator: unknown, field: unknown) => {
  if (!Array.isArray(list)) throw new TypeError('Cannot join as the first argument must be a list')
  const items = typeof field === 'string' ? list.map((item: Record<string, unknown>) => item[field]) : list
  return items.map(String).join(typeof separator === 'string' ? separator : ',')
})

/**
 * Fills in a template. Values are not escaped: what is made is no HTML.
 * @throws Error when the template is malformed or names something that is not there
 */
export function renderTemplate(template: string, view: object): string {
  if (!template.includes('{{')) return template
  return handlebars.compile(template, { strict: true, noEscape: true, knownHelpersOnly: true, knownHelpers: { json: true, join: true } })(view)
}

/** What is wrong with a template, tried on a sample of what it will be given: one text per problem. */
export function templateProblems(template: string, sample: object): string[] {
  if (!template.includes('{{')) return []
  try {
    const unknown = unknownNames(handlebars.parse(template), sample)
    if (unknown.length > 0) return unknown
    renderTemplate(template, sample)
    return []
  } catch (error) {
    return [`must be a template: ${error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error)}`]
  }
}
