/** One kind of secret and how to see it. */
export interface SecretRule {
  /** Stands in the place of what was found: `[redacted github-token]`. */
  readonly name: string
  /** One of these stands in every match, in lower case: a cheap look before the pattern is tried. */
  readonly needles: readonly string[]
  /**
   * What is a secret: the group `secret` where there is one, else the whole match. With the flags `g` and `d`, and
   * without nested repetition, so that no text makes it slow.
   */
  readonly pattern: RegExp
}

/** Not within a longer word, where a look-alike is most likely something else. */
const START = '(?<![A-Za-z0-9_-])'
const END = '(?![A-Za-z0-9_-])'

/** A token that its issuer begins with letters of its own. */
function token(name: string, needles: readonly string[], body: string): SecretRule {
  return { name, needles, pattern: new RegExp(`${START}(?:${body})${END}`, 'dg') }
}

function pattern(name: string, needles: readonly string[], expression: RegExp): SecretRule {
  return { name, needles, pattern: expression }
}

/** Secrets that can be told by their own spelling, wherever they stand. The spellings are those that the issuers document. */
export const TOKEN_RULES: readonly SecretRule[] = [
  pattern(
    'private-key',
    ['private key'],
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=:,.\s\\]|-(?!----)){0,8000}(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/dg,
  ),
  token('age-key', ['age-secret-key-1'], 'AGE-SECRET-KEY-1[0-9A-Z]{50,64}'),
  token('jwt', ['eyj'], 'eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{10,2000}'),
  token('aws-access-key', ['akia', 'asia', 'abia', 'acca'], '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}'),
  token('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], 'gh[pousr]_[A-Za-z0-9]{36,255}'),
  token('github-token', ['github_pat_'], 'github_pat_[A-Za-z0-9_]{60,255}'),
  token(
    'gitlab-token',
    ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glsoat-', 'glagent-', 'glft-', 'glimt-'],
    'gl(?:pat|dt|rt|ptt|cbt|soat|agent|ft|imt)-[A-Za-z0-9_.=-]{20,200}',
  ),
  token('anthropic-key', ['sk-ant-'], 'sk-ant-[A-Za-z0-9_-]{20,200}'),
  token('openrouter-key', ['sk-or-'], 'sk-or-v1-[A-Za-z0-9]{32,128}'),
  token('openai-key', ['sk-'], 'sk-(?:proj-|svcacct-|admin-|None-)?[A-Za-z0-9_-]{32,250}'),
  token('google-api-key', ['aiza'], 'AIza[A-Za-z0-9_-]{35}'),
  token('google-oauth', ['ya29.', 'gocspx-'], 'ya29\\.[A-Za-z0-9_-]{20,500}|GOCSPX-[A-Za-z0-9_-]{28}'),
  token('google-oauth', ['1//0'], '1//0[A-Za-z0-9_-]{30,200}'),
  token(
    'slack-token',
    ['xox', 'xapp-'],
    'xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,300}|xapp-\\d-[A-Za-z0-9-]{20,200}',
  ),
  pattern(
    'webhook',
    ['hooks.slack.com/'],
    /hooks\.slack\.com\/(?<secret>(?:services|workflows|triggers)\/[A-Za-z0-9/_-]{20,200})/dg,
  ),
  pattern(
    'webhook',
    ['/api/webhooks/'],
    /discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{10,25}\/[A-Za-z0-9_-]{40,120})/dg,
  ),
  pattern(
    'webhook',
    ['webhook.office.com/'],
    /webhook\.office\.com\/(?<secret>webhookb2\/[A-Za-z0-9/@_-]{40,300})/dg,
  ),
  token(
    'discord-token',
    ['m', 'n', 'o'],
    '[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,45}',
  ),
  token('telegram-token', [':aa'], '\\d{8,10}:AA[A-Za-z0-9_-]{32,35}'),
  token('stripe-key', ['_live_', '_test_'], '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,250}'),
  token('stripe-key', ['whsec_'], 'whsec_[A-Za-z0-9+/=]{20,100}'),
  token('square-token', ['sq0'], 'sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,60}'),
  token('shopify-token', ['shp'], 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'),
  token('twilio-key', ['sk'], 'SK[0-9a-f]{32}'),
  token('sendgrid-key', ['sg.'], 'SG\\.[A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{39,50}'),
  token('mailgun-key', ['key-'], 'key-[0-9a-f]{32}'),
  token('mailchimp-key', ['-us'], '[0-9a-f]{32}-us\\d{1,2}'),
  token('npm-token', ['npm_'], 'npm_[A-Za-z0-9]{36}'),
  token('pypi-token', ['pypi-'], 'pypi-[A-Za-z0-9_-]{50,250}'),
  token('rubygems-key', ['rubygems_'], 'rubygems_[0-9a-f]{48}'),
  token('docker-token', ['dckr_'], 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{24,60}'),
  token('huggingface-token', ['hf_', 'api_org_'], '(?:hf|api_org)_[A-Za-z]{34}'),
  token('databricks-token', ['dapi'], 'dapi[0-9a-f]{32}(?:-\\d)?'),
  token('digitalocean-token', ['_v1_'], 'do[opr]_v1_[0-9a-f]{64}'),
  token('heroku-key', ['hrku-'], 'HRKU-[A-Za-z0-9_-]{36,70}'),
  token('linear-key', ['lin_'], 'lin_(?:api|oauth)_[A-Za-z0-9]{32,70}'),
  token('notion-token', ['ntn_', 'secret_'], '(?:ntn|secret)_[A-Za-z0-9]{43,50}'),
  token('atlassian-token', ['atatt3', 'atctt3'], 'AT[AC]TT3[A-Za-z0-9_=-]{50,250}'),
  token('airtable-token', ['pat'], 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
  token('dropbox-token', ['sl.'], 'sl\\.(?:u\\.)?[A-Za-z0-9_-]{60,300}'),
  token('facebook-token', ['eaa'], 'EAA[A-Za-z0-9]{80,300}'),
  token('vault-token', ['hvs.', 'hvb.', 'hvr.'], 'hv[sbr]\\.[A-Za-z0-9_-]{24,300}'),
  token('terraform-token', ['.atlasv1.'], '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,80}'),
  token('grafana-token', ['glsa_', 'glc_'], 'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/=]{32,400}'),
  token('sentry-token', ['sntry'], 'sntry[su]_[A-Za-z0-9+/=_-]{40,300}'),
  token('new-relic-key', ['nrak-', 'nrii-', 'nrjs-'], 'NR(?:AK|II|JS)-[A-Za-z0-9]{19,50}'),
  token('fly-token', ['fm1', 'fm2_', 'fo1_'], '(?:fm1[ar]_|fm2_|fo1_)[A-Za-z0-9+/=_,-]{40,1000}'),
  token('doppler-token', ['dp.'], 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,80}'),
  token('supabase-token', ['sbp_', 'sb_secret_'], 'sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{20,60}'),
  token('planetscale-token', ['pscale_'], 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}'),
  token('replicate-token', ['r8_'], 'r8_[A-Za-z0-9]{37,40}'),
  token('groq-key', ['gsk_'], 'gsk_[A-Za-z0-9]{48,60}'),
  token('xai-key', ['xai-'], 'xai-[A-Za-z0-9]{70,90}'),
  token('perplexity-key', ['pplx-'], 'pplx-[A-Za-z0-9]{40,60}'),
  token('postman-key', ['pmak-'], 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'),
  token('prefect-key', ['pnu_'], 'pnu_[a-z0-9]{36}'),
  token('pulumi-token', ['pul-'], 'pul-[a-f0-9]{40}'),
  token('figma-token', ['figd_'], 'figd_[A-Za-z0-9_-]{38,44}'),
  token('tailscale-key', ['tskey-'], 'tskey-[a-z]{2,12}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,50}'),
  token('onepassword-token', ['ops_eyj'], 'ops_eyJ[A-Za-z0-9+/=_-]{100,2000}'),
]

/** Words that make what is assigned to them a secret. */
const SECRET_WORDS =
  '(?:api[_-]?key|apikey|access[_-]?key|account[_-]?key|secret[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|client[_-]?secret|app[_-]?secret|auth[_-]?token|access[_-]?token|refresh[_-]?token|session[_-]?token|bearer[_-]?token|deploy[_-]?token|secret|token|passwd|password|passphrase|pgpassword|pwd|credential)'

/** `=`, `:`, `=>` and their spellings in JSON, in JSON within JSON, and in addresses. */
const ASSIGNED = `(?:\\\\{0,3}["'\`]|%22)?\\s{0,3}(?:=>|:=|=|:|%3D|%3A)\\s{0,3}`
const QUOTE = `(?:\\\\{0,3}["'\`]|%22)`

/** Secrets that only their surroundings tell. What they take for one is looked at again: see `looksLikeSecret`. */
export const CONTEXT_RULES: readonly SecretRule[] = [
  pattern(
    'password-in-address',
    ['://', '%3a%2f%2f'],
    /[a-z][a-z0-9+.-]{1,20}(?::\/\/|%3A%2F%2F)[^\s:@/"'<>%]{0,80}(?::|%3A)(?<secret>[^\s@/"'<>]{3,200}?)(?:@|%40)[A-Za-z0-9[]/dgi,
  ),
  pattern(
    'authorization',
    ['bearer', 'basic', 'token '],
    /\b(?:bearer|basic|token)(?:\s|%20|\+)(?<secret>[A-Za-z0-9._~+/=%-]{12,2000})/dgi,
  ),
  pattern(
    'password',
    ['--pass', '--token', '--secret', '--api-key', '--apikey'],
    /--(?:password|passwd|pass|passphrase|token|secret|api-?key)[= ](?<secret>[^\s"'`\\]{6,200})/dgi,
  ),
  pattern(
    'password',
    ['machine '],
    /\bmachine\s\S{1,100}\slogin\s\S{1,100}\spassword\s(?<secret>\S{4,200})/dgi,
  ),
  pattern('account-key', ['accountkey='], /AccountKey=(?<secret>[A-Za-z0-9+/]{40,120}={0,2})/dgi),
  pattern('signature', ['sig='], /[?&]sig=(?<secret>[A-Za-z0-9%+/]{30,120}(?:%3D|=)?)/dg),
  pattern(
    'secret',
    ['key', 'secret', 'token', 'pass', 'pwd', 'credential'],
    new RegExp(
      `${SECRET_WORDS}(?:_[a-z0-9]{1,20})?${ASSIGNED}(?:${QUOTE}(?<quoted>[^\\s"'\`\\\\%]{6,400})|(?<bare>[^\\s"'\`\\\\,;&<>(){}\\[\\]]{6,400}))`,
      'dgi',
    ),
  ),
]
