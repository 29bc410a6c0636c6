/** Content-addressed bytes. Writing the same bytes twice is one file; a key is its SHA-256. */
export interface Store {
  /** Where it is, so that a worker process can open the same one. */
  readonly location: string
  put(shelf: Shelf, bytes: Uint8Array, extension: string): Promise<string>
  has(shelf: Shelf, name: string): Promise<boolean>
  get(shelf: Shelf, name: string): Promise<Buffer>
  /** Every name on a shelf, in no order. */
  list(shelf: Shelf): AsyncGenerator<string>
}

/** `figures`: graphics as shipped; `panels`: JPEG crops of histology panels. */
export type Shelf = 'figures' | 'panels'
