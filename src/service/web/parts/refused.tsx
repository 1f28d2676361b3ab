/** Why something was not done, told at once to those who listen to the page; nothing where there is nothing to tell. */
export function Refused({ why }: { readonly why: string | null | undefined }) {
  if (why == null) return null;
  return (
    <p class="remainder open" role="alert">
      {why}
    </p>
  );
}
