import { expect, it } from 'vitest'
import { outsideLink } from './outside-policy.ts'
import { HOSTILE_LINKS } from './testing/hostile-links.ts'

it('60 hostile links are none (checklist 15)', () => {
  expect(HOSTILE_LINKS.length).toBeGreaterThanOrEqual(60)
  for (const url of HOSTILE_LINKS) expect(outsideLink(url), url).toBeUndefined()
})

it('a plain link is opened as the network spells it, and named by its host', () => {
  expect(outsideLink('https://example.test/a?b#c')).toEqual({
    url: 'https://example.test/a?b#c',
    target: 'example.test',
  })
  expect(outsideLink('https://аpple.test/')?.target).toMatch(/^xn--/)
  expect(outsideLink('mailto:ada@example.test')?.target).toBe('ada@example.test')
})
