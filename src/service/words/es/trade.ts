/** Words of the trade that app, papers and mails share, in Spanish. */
import type { Trade } from "../en/trade.js";

export const esTrade: Trade = {
  states: {
    draft: "Borrador",
    submitted: "Entregado",
    returned: "Devuelto",
    approved: "Aprobado",
    with_client: "Con el cliente",
    disputed: "Objetado",
    final: "Definitivo",
    void: "Anulado",
  },
  events: {
    submit: "Entregar",
    recall: "Retirar",
    return: "Devolver",
    approve: "Aprobar",
    release: "Pasar al cliente",
    reopen: "Reabrir",
    accept: "Aceptar",
    dispute: "Objetar",
    answer: "Responder",
    rework: "Pedir corrección",
    amend: "Enmendar",
    void: "Anular",
  },
  kinds: { new: "pozo nuevo", ream: "escariado", redrill: "reperforación", wedge: "cuña de desviación" },
  classes: {
    maintenance: "Mantenimiento",
    safety: "Seguridad",
    meeting: "Reunión",
    standby: "Espera",
    travel: "Traslado",
    survey: "Medición",
    casing: "Revestimiento",
    reaming: "Escariado",
    tripping: "Maniobra de barras",
    circulating: "Circulación",
    other: "Otros",
  },
  norths: { true: "verdadero", magnetic: "magnético", grid: "de cuadrícula" },
};
