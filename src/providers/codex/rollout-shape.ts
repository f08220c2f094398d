import { type Places, shapeOf } from '../json-scan/shape.ts'

/** A command's own reading of itself has a part or two. */
export const MOST_COMMAND_PARTS = 32

/** What counts in a line of the enveloped eras, whatever its type: all else is stepped over. */
export const ROLLOUT = shapeOf((places) => ({
  timestamp: places.text(),
  ordinal: places.scalar(),
  type: places.text(),
  payload: places.object(payloadMembers),
}))

function payloadMembers(places: Places) {
  return {
    type: places.text(),
    // A message, a tool call or its output.
    role: places.text(),
    name: places.text(),
    call_id: places.text(),
    arguments: places.text(),
    input: places.text(),
    output: { ...places.text(), ...places.object((output) => ({ success: output.scalar() })) },
    item: places.object((item) => ({
      type: item.text(),
      id: item.text(),
      status: item.text(),
      exit_code: item.scalar(),
      source: item.text(),
      parsed_cmd: item.list(MOST_COMMAND_PARTS, (part) =>
        part.object((members) => ({ type: members.text(), path: members.text() })),
      ),
    })),
    // A usage record, or a count of tokens.
    thread_id: places.text(),
    response_id: places.text(),
    usage: usage(places),
    info: places.object((info) => ({
      total_token_usage: usage(info),
      last_token_usage: usage(info),
      model_context_window: info.scalar(),
      model: info.text(),
    })),
    rate_limits: places.object((limits) => ({ primary: rateLimit(limits), secondary: rateLimit(limits) })),
  }
}

function usage(places: Places) {
  return places.object((members) => ({
    input_tokens: members.scalar(),
    cached_input_tokens: members.scalar(),
    cache_write_input_tokens: members.scalar(),
    output_tokens: members.scalar(),
    reasoning_output_tokens: members.scalar(),
    total_tokens: members.scalar(),
  }))
}

function rateLimit(places: Places) {
  return places.object((members) => ({ used_percent: members.scalar(), resets_at: members.scalar() }))
}

export type UsageMembers = ReturnType<typeof usage>['members']
export type RateLimitMembers = ReturnType<typeof rateLimit>['members']
