import { describe, expect, it } from 'vitest'
import { readSourceFacts } from './source-facts.ts'

function imports(text: string, path = 'src/core/a.ts'): string[] {
  return readSourceFacts(path, text).imports.map(
    ({ kind, specifier, line }) => `${line} ${kind} ${specifier}`,
  )
}

describe('imports', () => {
  it('are found in every form, with their line', () => {
    const text = [
      `import { a } from './a.ts'`,
      `import type { B } from './b.ts'`,
      `import { type C, type D } from './c.ts'`,
      `import { type E, f } from './e.ts'`,
      `import './g.ts'`,
      `export { h } from './h.ts'`,
      `export * from './i.ts'`,
      `export type { J } from './j.ts'`,
      `const k = await import('./k.ts')`,
      `void import('./l.ts').then(use)`,
      `let m: import('./m.ts').M`,
      `start(new URL('./n-worker.ts', import.meta.url))`,
      `import * as o from 'o'`,
    ].join('\n')
    expect(imports(text).toSorted((a, b) => Number.parseInt(a) - Number.parseInt(b))).toEqual([
      '1 import ./a.ts',
      '2 type ./b.ts',
      '3 type ./c.ts',
      '4 import ./e.ts',
      '5 import ./g.ts',
      '6 export ./h.ts',
      '7 export ./i.ts',
      '8 type ./j.ts',
      '9 dynamic ./k.ts',
      '10 dynamic ./l.ts',
      '11 type ./m.ts',
      '12 file ./n-worker.ts',
      '13 import o',
    ])
  })

  it('are not found in comments, strings, templates or JSX text', () => {
    const text = [
      `// import './a.ts'`,
      `/* import './b.ts' */`,
      `const c = "import './c.ts'"`,
      'const d = `import "./d.ts" ${c}`',
      `export const e = <p title="import './e.ts'">import './f.ts'</p>`,
      `const g = /import '.\\/g.ts'/`,
    ].join('\n')
    expect(imports(text, 'src/renderer/a.tsx')).toEqual([])
  })

  it('inside a template expression are found', () => {
    expect(imports("const a = `${await import('./a.ts')}`")).toEqual(['1 dynamic ./a.ts'])
  })

  it('that hide their target are told apart', () => {
    const { hiddenImports } = readSourceFacts(
      'a.ts',
      `import(name)\nrequire('x')\nimport fs = require('fs')\nnew URL(name, import.meta.url)`,
    )
    expect(hiddenImports.map(({ line }) => line)).toEqual([1, 2, 3])
  })

  it('keep which local name stands for what', () => {
    const facts = readSourceFacts(
      'a.ts',
      `import one, { two as zwei } from 'm'\nimport * as three from 'm'\nconst { four: vier } = await import('m')\nconst five = await import('m')`,
    )
    expect(facts.imports.map(({ names }) => Object.fromEntries(names))).toEqual([
      { one: 'default', zwei: 'two' },
      { three: '*' },
      { vier: 'four' },
      { five: '*' },
    ])
  })
})

describe('code', () => {
  it('tells calls by their dotted names and their number of arguments', () => {
    const { calls } = readSourceFacts(
      'a.ts',
      `a.b?.c(1, 2)\nnew Function('x')\n;(await import('m')).go()\nd['e']()\nf[g]()\n;(h as any)!.i()`,
    )
    expect(calls).toEqual([
      { callee: 'a.b.c', args: 2, line: 1 },
      { callee: 'Function', args: 1, line: 2 },
      { callee: 'import(m).go', args: 0, line: 3 },
      { callee: 'd.e', args: 0, line: 4 },
      { callee: 'f.?', args: 0, line: 5 },
      { callee: 'h.i', args: 0, line: 6 },
    ])
  })

  it('gives strings and templates without module specifiers', () => {
    const { strings } = readSourceFacts(
      'a.ts',
      "import 'x'\nconst a = 'y'\nconst b = `SELECT ${a} FROM t`\nlet c: 'z'",
    )
    expect(strings.map(({ text }) => text)).toEqual(['y', 'SELECT \0 FROM t', 'z'])
  })

  it('gives settings with their literal values', () => {
    const { settings } = readSourceFacts('a.ts', `f({ sandbox: false, shell: on, 'quoted': 1 })`)
    expect(settings.map(({ name, value }) => [name, value])).toEqual([
      ['sandbox', false],
      ['shell', undefined],
      ['quoted', 1],
    ])
  })

  it('tells what is exported as default, handed on, or kept in the module', () => {
    const facts = readSourceFacts(
      'a.ts',
      `export { x as default }\nexport let y = 1\nconst z = 2\nvar w\nexport default z`,
    )
    expect(facts.defaultExports).toEqual([1, 5])
    expect(facts.moduleVariables.map(({ text }) => text)).toEqual(['y', 'w'])
    expect(facts.onlyReexports).toBe(false)
    expect(
      readSourceFacts('a.ts', `export { x } from './x.ts'\nexport type { Y } from './y.ts'`).onlyReexports,
    ).toBe(true)
  })

  it('counts lines as an editor shows them', () => {
    expect(readSourceFacts('a.ts', 'const a = 1\nconst b = 2\n').lines).toBe(2)
    expect(readSourceFacts('a.ts', 'const a = 1\nconst b = 2').lines).toBe(2)
  })

  it('reports a source that is no TypeScript', () => {
    expect(readSourceFacts('a.ts', 'const = 1').syntaxErrors).not.toEqual([])
  })
})
