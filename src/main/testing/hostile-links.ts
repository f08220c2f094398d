const SCHEMES =
  'file smb ftp sftp ssh telnet ldap nfs afp dav vnc rdp ms-msdt ms-officecmd ms-word search-ms shell javascript vbscript data blob about chrome devtools view-source app llm-session-manager vscode cursor steam slack zoommtg tel sms facetime intent market itms-services x-apple.systempreferences jar mhtml res ws wss'.split(
    ' ',
  )
/** Links that would start something, or look like somebody else. */
export const HOSTILE_LINKS: readonly string[] = [
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
