import { describe, expect, test } from 'vitest'
import { renderTemplate, templateProblems } from './template.ts'

const VIEW = {
  esl: { nodes: [{ machine: 1, host: 'a' }, { machine: 2, host: 'b' }] },
  webhooks: [{ url: 'http://a/?x=1&y="2"' }, { url: 'http://b/' }],
  ingress: { host: 'here' },
  env: { HOME: '/root' },
}

describe('renderTemplate()', () => {
  test('renderTemplate() walks lists', () => {
    const template = '{{#each esl.nodes}}{{machine}}@{{host}}{{#unless @last}},{{/unless}}{{/each}}'
    expect(renderTemplate(template, VIEW)).toBe('1@a,2@b')
  })

  test('renderTemplate() joins and writes JSON without escaping anything for HTML', () => {
    expect(renderTemplate('{{join webhooks " " "url"}}', VIEW)).toBe('http://a/?x=1&y="2" http://b/')
    expect(renderTemplate('{{json ingress}}', VIEW)).toBe('{"host":"here"}')
  })

  test('renderTemplate() refuses what is not there instead of leaving a gap', () => {
    expect(() => renderTemplate('{{ingress.port}}', VIEW)).toThrow(/port/)
  })
})

describe('templateProblems()', () => {
  test.each([
    ['{{ingres.host}}', 'names "ingres.host", accepted here: esl, webhooks, ingress, env'],
    ['{{#each esl.nods}}{{machine}}{{/each}}', 'names "esl.nods", accepted here: nodes'],
    ['{{#each esl.nodes}}{{hots}}{{/each}}', 'names "hots", accepted here: machine, host'],
    ['{{#each esl.nodes}}{{../ingress.hst}}{{/each}}', 'names "../ingress.hst", accepted here: host'],
    ['{{#if ingress.prt}}x{{/if}}', 'names "ingress.prt", accepted here: host'],
    ['{{join webhook " "}}', 'names "webhook", accepted here: esl, webhooks, ingress, env'],
    ['{{env.NOPE}}', 'names "env.NOPE", which the environment of the harness does not have'],
    ['{{constructor}}', 'names "constructor", accepted here: esl, webhooks, ingress, env'],
  ])('templateProblems() finds the misspelt name in %s', (template, problem) => {
    expect(templateProblems(template, VIEW)).toEqual([problem])
  })

  test('templateProblems() accepts names of the scope they stand in, and of the one around it', () => {
    const template = '{{#each esl.nodes}}{{host}} {{../ingress.host}} {{@index}}{{/each}}{{#with ingress}}{{host}}{{/with}}'
    expect(templateProblems(template, VIEW)).toEqual([])
  })

  test('templateProblems() says where a template cannot be parsed', () => {
    expect(templateProblems('{{#each x}}', VIEW)[0]).toMatch(/^must be a template: Parse error on line 1/)
  })
})
