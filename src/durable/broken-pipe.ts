/**
 * The reader of a pipe, most often standard output, has gone, as `head` does when it has its lines. It is no Failure, since nothing went
 * wrong: a command that meets it stops, says nothing and exits 0.
 */
export class BrokenPipe extends Error {
  override readonly name = "BrokenPipe";

  constructor(options?: ErrorOptions) {
    super("nobody reads the output any more", options);
  }
}
