import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{harness,simulators,scenarios,reports,bridges,tests,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'tests/container/**', 'tests/hostile/**', 'tests/package/**', 'tests/pages/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', './tests/golden/golden-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
})
