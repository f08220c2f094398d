/** Where the connection to the host stands. Calls succeed only while it is `open`. */
export type ConnectionStatus =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | {
      readonly state: 'closed'
      /**
       * `lost`: it ended or was refused; a page of the web server tries again by itself.
       * `no-token`: the page was opened without the link that the server printed.
       * `stopped`: this page ended it.
       */
      readonly reason: 'lost' | 'no-token' | 'stopped'
    }
