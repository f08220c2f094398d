import { asksForLongContext, listedModel, LONG_WINDOW } from './models.ts'
import type { Reading } from './reading.ts'
import { textOf } from '../json-scan/texts.ts'

/** A row of the model names what was asked for: there, and not in `message.model`, the `[1m]` stands. */
export function tellRequestedWindow(reading: Reading): void {
  const { requestedModel } = reading.state.texts
  if (requestedModel.update(reading.block, reading.row.text.requestedModel)) tellWindow(reading)
}

/** The model that a person or a setting chose, from another kind of record. */
export function tellChosenModel(reading: Reading, model: string): void {
  if (reading.state.texts.requestedModel.set(model)) tellWindow(reading)
}

/** An HTTP request: its beta header asks for the long context, which models with a native one do not need. */
export function tellRequest(reading: Reading): void {
  const { longContextModel } = reading.row
  const model = longContextModel && textOf(reading.block, longContextModel)
  const asks = model !== undefined && listedModel(model)?.longContext === true
  if (asks === reading.state.longContext) return
  reading.state.longContext = asks
  tellWindow(reading)
}

/**
 * States the window where the transcript does. Without the long context nothing is stated: the window follows from the model.
 * Only after a stated long one the listed window of the next model has to be said, to take it back.
 */
function tellWindow(reading: Reading): void {
  const { state, sink } = reading
  const model = state.texts.requestedModel.value
  const isLong = state.longContext || (model !== undefined && asksForLongContext(model))
  const isBack = !isLong && model !== undefined && state.statedWindow !== undefined
  const tokens = isLong ? LONG_WINDOW : isBack ? listedModel(model)?.window : undefined
  if (tokens === undefined || tokens === state.statedWindow) return
  state.statedWindow = tokens
  sink.contextWindow(tokens)
}
