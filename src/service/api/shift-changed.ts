/** That a report has changed, as those are told who listen. */
export const changed = (
  tenant: string,
  document: { id: string; rig: string; client: string; state: string; rowVersion: number },
) => ({
  tenant,
  kind: "shift",
  id: document.id,
  rig: document.rig,
  client: document.client,
  details: { state: document.state, row_version: document.rowVersion },
});
