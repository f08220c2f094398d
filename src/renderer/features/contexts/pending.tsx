/** Stands until something is there, or says why it is not. */
export function Pending({ what, failure }: { readonly what: string; readonly failure: string | null }) {
  return failure === null ? (
    <p className="contexts-none" role="status">
      Reading…
    </p>
  ) : (
    <div className="contexts-none" role="alert">
      <p>{what} could not be read.</p>
      <p>
        <code>{failure}</code>
      </p>
    </div>
  )
}
