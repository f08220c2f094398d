/** Gateways and paths before a name: `openrouter/anthropic/`, `models/`. */
const PATH = /^.*\//

/** Regions and vendors that clouds put before a name: `us.anthropic.`. */
const VENDOR = /^(?:[a-z-]+\.)?(?:anthropic|openai|google|xai|mistral|moonshotai|zai|minimax)\./

/** Revisions of clouds (`@20250929`, `-v1:0`) and the mark of a larger window (`[1m]`): the price is the same. */
const REVISION = /\[1m\]$|@[\w.-]*$|-v\d+(?::\d+)?$|:thinking$/

/** Ends of a name that say which snapshot, or how hard it thinks; each is billed as the model itself. */
const SAME_PRICE_ENDING = new RegExp(
  [
    /-20\d{6}$/,
    /-20\d\d-\d\d-\d\d$/,
    /(?<=-(?:preview|exp))-\d\d-\d{2,4}$/,
    /-\d{3}$/,
    /-(?:latest|preview|exp|thinking|minimal|low|medium|high|xhigh)$/,
  ]
    .map((ending) => ending.source)
    .join('|'),
)

/**
 * Brings a model's id, as assistants and gateways spell it, into the spelling of the price table:
 * `us.anthropic.claude-sonnet-4-5-20250929-v1:0` becomes `claude-sonnet-4-5-20250929`, and `anthropic/claude-opus-4.5`
 * becomes `claude-opus-4-5`.
 */
export function normaliseModelId(id: string): string {
  let name = id.trim().toLowerCase().replace(PATH, '').replace(VENDOR, '')
  while (REVISION.test(name)) name = name.replace(REVISION, '')
  if (!name.startsWith('claude-')) return name
  const dashed = name.replaceAll('.', '-')
  // Some write the version first (`claude-4-5-sonnet`); up to version 3 that was the official order.
  return dashed.replace(/^claude-([4-9](?:-\d)?)-(opus|sonnet|haiku)(?=-|$)/, 'claude-$2-$1')
}

/**
 * What `find` knows of the longest beginning of a normalised id, where all that follows is known not to change the price.
 * `claude-sonnet-5-7` is not taken for `claude-sonnet-5`, nor `gpt-5-mega` for `gpt-5`: they are other models.
 */
export function longestKnown<Value>(
  id: string,
  find: (name: string) => Value | undefined,
): Value | undefined {
  for (let name = id; ; ) {
    const value = find(name)
    if (value !== undefined) return value
    const shorter = name.replace(SAME_PRICE_ENDING, '')
    if (shorter === name) return undefined
    name = shorter
  }
}
