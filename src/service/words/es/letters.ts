/** Words of mails, alerts and what else the service tells of, in Spanish. */
import type { LetterWords } from "../en/letters.js";
import { plural } from "../plural.js";

export const esLetters: LetterWords = {
  called: ({ rig, slot, date }, writing) => `${rig}, turno ${slot} del ${writing.date(date)}`,
  happened: {
    submit: "Entregado",
    recall: "Retirado",
    return: "Devuelto para corregir",
    approve: "Aprobado",
    release: "Con el cliente",
    reopen: "Reabierto",
    accept: "Aceptado",
    dispute: "Objetado",
    answer: "Respondido",
    rework: "Por rehacer",
    amend: "Por enmendar",
    void: "Anulado",
  },
  forClients: { release: "Por decidir", answer: "Respuesta a su objeción" },
  deemed: "Nadie decidió en los días del contrato, y por eso se da por aceptado.",
  by: (name) => `Por ${name}.`,
  revision: (number) => `Revisión ${number}.`,
  alarms: {
    recovery: "Poco testigo",
    rate: "Más lento que antes",
    "not-drilling": "Mucho tiempo sin perforar",
    stock: "Por pedir",
    "report-missing": "Falta un reporte",
    "rig-gap": "La máquina hizo lo que ninguna fila dice",
    "with-client": "Mucho tiempo con el cliente",
  },
  days: (count) => plural(count, "día", "días"),
  afterShift: (hours) => `${hours} h después del fin del turno`,
  itIs: (value) => `Es ${value}.`,
  limitIs: (value) => `El límite es ${value}.`,
  gap: (what, span) => `${what === "drilling" ? "Perforación" : "Una detención"} ${span}.`,
  far: "Está muy por fuera del límite.",
  still: {
    submitted: "Todavía por decidir",
    disputed: "Todavía objetado",
    returned: "Todavía por corregir",
  },
  waited: (hours) => `Espera desde hace ${hours} h.`,
  bills: {
    draft: "Por emitir: el estado de pago de",
    "not-issued": "No emitido: el estado de pago de",
    issued: "Emitido: el estado de pago de",
  },
  comesTo: (total) => `Llega a ${total}.`,
  billLines: ({ what, unreported, open, unpriced }) => [
    ...(unreported === 0
      ? []
      : [
          `${plural(unreported, "turno de sus máquinas no tiene reporte", "turnos de sus máquinas no tienen reporte")}.`,
        ]),
    ...(open === 0
      ? []
      : [`${plural(open, "reporte del mes no es definitivo", "reportes del mes no son definitivos")}.`]),
    ...(unpriced === 0
      ? []
      : [`${plural(unpriced, "trabajo no tiene tarifa", "trabajos no tienen tarifa")}.`]),
    ...(what === "draft" && unreported + open + unpriced === 0 ? ["No falta nada del mes."] : []),
    ...(what === "draft" ? ["Espera que alguien lo emita."] : []),
    ...(what === "not-issued"
      ? ["Se puede emitir a mano, y se emite por sí solo cuando nada de eso valga."]
      : []),
  ],
  whole: "Todo lo guardado está como se escribió",
  faults: (count) => `${plural(count, "falla", "fallas")} en lo guardado`,
  chain: (seq) => `La cadena de auditoría en el evento ${seq}`,
  look: "Ver",
  foot: "Recibe este correo por su rol en witskit. En «Este dispositivo» elige recibir un correo al día, o ninguno.",
  digest: (count, day) => `${plural(count, "aviso", "avisos")} de reportes de turno, ${day}`,
  more: (count) => `Y ${count} más.`,
  lookAtAll: "Ver lo pendiente",
  cameTo: (day) => `A cuánto llegó el ${day}`,
  counted: (open) =>
    open === 0
      ? "Se cuenta lo definitivo; todos los reportes de ese día lo son."
      : `Se cuenta lo definitivo; ${plural(open, "reporte", "reportes")} de ese día todavía no lo ${open === 1 ? "es, y se sumará" : "son, y se sumarán"}.`,
  billHead: ["contrato", "día", "mes hasta hoy", "", "sin tarifa"],
  lookAtDay: "Ver el día",
  test: { subject: "Prueba de correo", text: "El correo de este servicio llega." },
  invitation: {
    subject: "Su cuenta para reportes de turno",
    text: (by) => `${by} creó una cuenta para usted. Elija una contraseña dentro de siete días.`,
    foot: "El enlace sirve una vez. Si no espera ninguna cuenta, no hace falta hacer nada.",
  },
  reset: {
    subject: "Una contraseña nueva para witskit",
    text: "Alguien pidió una contraseña nueva para esta cuenta.",
    foot: "El enlace sirve una vez, por una hora. Si no fue usted, no hace falta hacer nada.",
  },
  choosePassword: "Elegir una contraseña",
};
