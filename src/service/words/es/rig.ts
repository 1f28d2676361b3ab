/** What a rig's data have to say, in Spanish: what it did, and what a person must know or say of it. */
import type { RigActivity, RigToldParams } from "../../shift/rig-told.js";
import type { Texts } from "../texts.js";

export const esRigActivities: Readonly<Record<RigActivity, string>> = {
  drilling: "Perforación",
  reaming: "Escariado",
  "back reaming": "Escariado en retroceso",
  circulating: "Circulación",
  "tripping in": "Bajada de barras",
  "tripping out": "Sacada de barras",
  "handling assembly": "Manejo del conjunto de fondo",
  "out of hole": "Fuera del pozo",
  "working string": "Movimiento de la sarta",
  waiting: "Detenida",
  "no data": "Sin datos",
};

export const esRig: Texts<RigToldParams> = {
  "no-dataset-named": "esta máquina no envía datos: sus ajustes no nombran ninguna fuente",
  "dataset-not-served": ({ dataset }) =>
    `los datos ${dataset}, que nombran los ajustes de esta máquina, no se ofrecen aquí`,
  "shift-not-begun": "el turno no ha empezado",
  "data-unreadable": ({ words }) => `los datos de esta máquina no se pueden leer: ${words}`,
  "data-of-before": "ahora nada registra esta máquina; lo que registró antes se conserva",
  "ask-out-of-hole": "la sarta estaba fuera del pozo. Indique qué se hizo, y por qué",
  "ask-waiting": "nada se movió durante más de 30 minutos. Indique por qué",
  "ask-no-data": "no llegaron datos. Indique qué se hizo",
  "ask-drilling": "la máquina perforó, y el pozo no avanzó. Indique qué se hizo",
  "ask-code": ({ activity }) => `la máquina envía «${activity}». Indique qué se hizo, y por qué`,
  "deeper-than-drilled": ({ deeper, drilled }, { length }) =>
    `el pozo avanzó ${length(deeper)}, y ${length(drilled)} de ellos se perforaron en lo que se propone. Revise las profundidades antes de tomarlas`,
  "no-depth-unit":
    "nada declara la unidad de profundidad, así que no se proponen metros. Indique las unidades de la máquina en sus ajustes, o convierta sus registros con --units",
  "by-codes":
    "lo que hizo la máquina es en parte lo que dicen sus códigos de actividad, porque gancho, bloque y broca no lo muestran",
  "other-well": ({ well, proposed }) =>
    `los datos de este turno hablan también de ${well ?? "un pozo sin nombre"}; solo se propone ${proposed ?? "el pozo sin nombre"}`,
};
