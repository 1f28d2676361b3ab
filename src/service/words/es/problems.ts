/** What is wrong with a report, a contract or a number, in Spanish as the app speaks it. */
import type { ProblemParams, ShownSpan, Typable, Wanted } from "../../shift/problem.js";
import { type Texts, textIn } from "../texts.js";
import { esBilled } from "./billed.js";
import { esTrade } from "./trade.js";

const units: Readonly<Record<Typable, string>> = {
  metres: "los metros",
  feet: "los pies",
  degrees: "los grados",
  hours: "las horas",
  percent: "el porcentaje",
  price: "el precio",
  quantity: "la cantidad",
};

const span = ({ from, until }: ShownSpan): string => `${from} a ${until}`;

const of = (from: string): string => (from.startsWith("el ") ? `del ${from.slice(3)}` : `de ${from}`);

function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case "id":
      return "un identificador: hasta 64 letras, dígitos, - y _";
    case "instant":
      return "un instante como 2026-03-28T18:00:00+01:00";
    case "date":
      return "una fecha como 2026-03-28";
    case "zone":
      return "el nombre de una zona horaria, como America/Santiago";
    case "truth":
      return "true o false";
    case "hash":
      return "64 dígitos hexadecimales";
    case "text":
      return `un texto de ${wanted.least === 0 ? "hasta" : `${wanted.least} a`} ${wanted.most} caracteres`;
    case "integer":
      return `un número entero de 0 a ${wanted.most}`;
    case "choice":
      return `uno de ${wanted.values.join(", ")}`;
    case "decimal": {
      const what = { metres: "metros", quantity: "una cantidad", degrees: "grados" }[wanted.of];
      return `${what} como texto decimal, por ejemplo «${wanted.example}», de ${wanted.from} a ${wanted.to}, con ${wanted.decimals} decimales como máximo`;
    }
  }
}

export const esProblems: Texts<ProblemParams> = {
  missing: ({ what }) =>
    ({
      value: "falta este dato",
      size: "indique en qué diámetro se perforó",
      slot: "indique qué turno del día es",
      role: "indique en qué cargo trabajó",
      reason: "indique por qué esperó la máquina",
      item: "indique de qué insumo es el precio",
      "slot-name": "cada turno tiene un nombre",
      metres: "escriba los metros",
      feet: "escriba los pies",
      degrees: "escriba los grados",
      hours: "escriba las horas",
      percent: "escriba el porcentaje",
      price: "escriba el precio",
      quantity: "escriba la cantidad",
    })[what],
  twice: (twice) =>
    twice.what === "slot"
      ? `hay dos turnos ${twice.name}`
      : {
          person: "esta persona ya está en la cuadrilla; sume allí sus horas",
          item: "este insumo ya está en la lista: ¿es más de lo mismo?",
          survey: "esta profundidad del pozo ya está medida en este reporte",
        }[twice.what],
  nothing: ({ what }) =>
    ({ quantity: "la cantidad debe ser mayor que 0", hours: "indique cuánto tiempo trabajó" })[what],
  "upside-down": (upside, { length }) =>
    upside.what === "band"
      ? "un tramo termina más profundo que donde empieza"
      : upside.what === "days"
        ? "el último día no puede ser anterior al primero"
        : upside.from === null
          ? "debe ser más profundo que donde empieza"
          : `debe ser más profundo que ${length(upside.from)}, donde empieza`,
  negative: ({ what }) =>
    `${units[what]} no ${units[what].endsWith("s") ? "pueden" : "puede"} ser menor${units[what].endsWith("s") ? "es" : ""} que 0`,
  decimals: ({ text, most }) => `«${text}» no es un número con ${most} decimales como máximo`,
  "not-a-number": ({ typed }) =>
    `«${typed}» no es un número; escriba dígitos con un solo punto o coma, como 120.50`,
  "too-fine": ({ typed, what, most }) =>
    `${most} decimales como máximo en la cifra ${of(units[what])}; «${typed}» tiene más`,
  "too-deep": ({ most }, { length }) => `ningún pozo es más profundo que ${length(most)}`,

  "ends-before-start": ({ what }) =>
    ({ shift: "un turno termina después de empezar", row: "debe terminar después de empezar" })[what],
  "too-long": ({ most_s }, { duration }) =>
    `un turno dura ${duration(most_s)} como máximo; revise las fechas`,
  "repeated-id": "dos filas tienen este identificador",
  "no-dip": "una inclinación va de -90° a 90°",
  "no-azimuth": "un azimut va de 0° a 359.99°",
  "no-zone": ({ zone }) => `no hay ninguna zona horaria ${zone}; escriba una como America/Santiago`,
  "other-date": ({ starts }, { date }) =>
    `un turno lleva la fecha en que empieza: este empieza el ${date(starts)}`,
  "no-contract": "sin contrato, nada de esto tiene precio",
  "no-supervisor": "no se indicó el supervisor del turno",
  "no-crew": "no hay nadie en la cuadrilla",
  "longer-than-shift": ({ worked_s, shift_s }, { duration }) =>
    `${duration(worked_s)} es más que el turno, ${duration(shift_s)}`,
  unknown: "elija de la lista qué se hizo",
  "below-hole": ({ kind, depth, end }, { length }) =>
    kind === null
      ? `${length(depth)} está bajo el final del pozo, ${length(end)}`
      : `${esTrade.kinds[kind]} hasta ${length(depth)}, pero el pozo termina a ${length(end)}; más abajo es pozo nuevo`,
  "far-from-shift": "se midió a más de un día de este turno",
  "outside-shift": ({ row, shift }) =>
    `${span(row)} no está dentro del turno, ${span(shift)}; muévalo, o páselo al turno que corresponde`,
  overlap: (both) =>
    `${span(both)} está en dos filas; haga que una empiece donde termina la otra, o marque la actividad como paralela al trabajo principal`,
  "too-much-time": ({ by_s }, { duration }) => `${duration(by_s)} de más: acorte o quite una fila`,
  "unaccounted-time": ({ by_s, free }, { duration }) =>
    `${duration(by_s)} sin registrar: ${free.map(span).join(", ")}; indique qué se hizo entonces`,
  "depth-overlap": ({ by, end }, { length }) =>
    `traslape de ${length(by)}: el pozo ya está a ${length(end)}; empiece allí, o márquelo como escariado o reperforación`,
  "depth-gap": ({ by, end, explained }, { length }) =>
    `faltan ${length(by)}: el pozo termina a ${length(end)}${explained ? "" : "; empiece allí, o explique en los comentarios por qué no"}`,
  "recovery-of-hole": ({ percent }) =>
    `con esto se ha recuperado ${percent} % del pozo; revise el testigo de esta corrida y de las anteriores`,
  "recovery-of-run": ({ recovered, drilled, percent }, { length }) =>
    `${length(recovered)} de ${length(drilled)} es ${percent} %: solo es correcto si subió con él testigo de una corrida anterior`,

  "wrong-state": ({ event, state }) =>
    `un reporte en estado «${esTrade.states[state]}» no admite «${esTrade.events[event]}»`,
  "not-yours": ({ event, parts }, { list }) =>
    `«${esTrade.events[event]}» le corresponde a ${list(
      parts.map(
        (part) =>
          ({
            supervisor: "un supervisor",
            manager: "la oficina",
            client: "el cliente",
            system: "el servicio",
          })[part],
      ),
      "or",
    )}`,
  "comment-missing": ({ event }) => `«${esTrade.events[event]}» necesita un comentario: diga por qué`,
  "own-rig": "este reporte es de una máquina que no es suya",
  "own-client": "este reporte es de otro cliente",
  submitter: "solo quien entregó un reporte puede retirarlo",
  "not-submitter": "quien entregó un reporte no decide sobre él; pídaselo a otra persona de la oficina",
  "every-slot-approved":
    "no todos los turnos de esa máquina y ese día están aprobados; apruebe los demás, o páselo al cliente con un motivo",
  "deemed-accepted": "los días que el cliente tiene para decidir no han terminado",
  "client-decides": "según su contrato, el cliente no decide sobre este reporte",
  "never-final": "un reporte que ya fue definitivo no se puede anular: enmiéndelo",
  "no-problems": "el reporte tiene errores; están bajo sus campos",

  "not-an-object": ({ what }) =>
    ({ report: "un reporte es un objeto JSON", row: "una fila es un objeto JSON" })[what],
  "not-a-list": ({ section }) => `${section} debe ser una lista de filas, y puede estar vacía`,
  "too-many": ({ section, most }) => `un reporte tiene ${most} filas de ${section} como máximo`,
  "not-readable": ({ wanted, nullable }) => `debe ser ${wantedText(wanted)}${nullable ? ", o null" : ""}`,
  "unknown-field": ({ name }) => `no hay ningún campo ${name}; quítelo o escríbalo bien`,

  "no-time": ({ time }) => `«${time}» no es una hora como 06:00`,
  "slots-overlap": ({ name, other }) =>
    `${name} se traslapa con ${other}: una máquina tiene un turno a la vez`,

  "no-currency": "una moneda tiene tres letras, como CLP",
  "out-of-range": ({ what }) =>
    ({
      "minor-digits": "los montos tienen de 0 a 4 decimales",
      tax: "un impuesto va de 0 a 100 %",
      "length-step": "un paso va de 0 a 100 m",
      "time-step": "un paso va de 0 minutos a un día",
      price: "ninguna unidad cuesta tanto; revise el precio",
      free: "el tiempo sin cobro va de 0 minutos a un día",
      markup: "un recargo va de 0 a 500 %",
    })[what],
  "no-date": "indique desde qué día rige",
  "no-rates": "un contrato sin tarifas no le pone precio a nada",
  "price-below-0": "un precio no puede ser menor que 0; descuente con un cargo adicional",
  "without-use": ({ field }) => `una tarifa de este tipo no tiene ${field}; déjelo vacío`,
  "two-alike": ({ from, to }, { length }) => {
    const band =
      from === null && to === null
        ? "a cualquier profundidad"
        : to === null
          ? `bajo ${length(from ?? "0.00")}`
          : `de ${length(from ?? "0.00")} a ${length(to)}`;
    return `le pone precio al mismo trabajo que otra, ${band}; nadie podría decir cuál de las dos rige`;
  },
  "same-day": ({ contract, day }, { date }) =>
    `otra versión de ${contract} rige desde el ${date(day)}; elija otro día`,
  "other-currency": ({ contract, currency, decimals }) =>
    `todas las versiones de ${contract} están en ${currency} con ${decimals} decimales; use otro código`,
  "no-rate": ({ billed }, writing) =>
    `${textIn(esBilled, billed, writing)}: el contrato no tiene tarifa para esto, así que cuesta 0`,
  issued: ({ month }, writing) =>
    `el estado de pago de ${writing.month(month)} está emitido; elija un día posterior a ese mes, y ajuste el resto con un cargo`,
  "not-in-force": ({ contract, day }, { date }) =>
    `ninguna versión de ${contract} rige el ${date(day)}, y su trabajo se valoriza con una que no rige`,
};
