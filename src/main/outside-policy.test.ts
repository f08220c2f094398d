import { expect, it } from 'vitest'
import { outsideLink } from './outside-policy.ts'

const SCHEMES =
  'file smb ftp sftp ssh telnet ldap nfs afp dav vnc rdp ms-msdt ms-officecmd ms-word search-ms shell javascript vbscript data blob about chrome devtools view-source app llm-session-manager vscode cursor steam slack zoommtg tel sms facetime intent market itms-services x-apple.systempreferences jar mhtml res ws wss'.split(
    ' ',
  )
const HOSTILE: readonly string[] = [
  ...SCHEMES.map((scheme) => `${scheme}://evil.test/x`),
  'javascript:alert(1)',
  'data:text/html,x',
  '\\\\evil.test\\share',
  '//evil.test/x',
  'C:\\Windows\\System32\\calc.exe',
  '/etc/passwd',
  '',
  'https://',
  ' https://example.test',
  'https://example.test\u0000',
  'https://example.test/\n',
  'https://example.test/\u202egpj.exe',
  'https://user@evil.test/',
  'https://github.com:x@evil.test/',
  'https:\\\\evil.test',
  `https://example.test/${'x'.repeat(3000)}`,
  'mailto:a@b.test?attach=/etc/passwd',
  'mailto:',
]

it('60 hostile links are none (checklist 15)', () => {
  expect(HOSTILE.length).toBeGreaterThanOrEqual(60)
  for (const url of HOSTILE) expect(outsideLink(url), url).toBeUndefined()
})

it('a plain link is opened as the network spells it, and named by its host', () => {
  expect(outsideLink('https://example.test/a?b#c')).toEqual({
    url: 'https://example.test/a?b#c',
    target: 'example.test',
  })
  expect(outsideLink('https://аpple.test/')?.target).toMatch(/^xn--/)
  expect(outsideLink('mailto:ada@example.test')?.target).toBe('ada@example.test')
})
