/** What all detectors share of a row: the row, the pumps, and how far flow, tanks, pressure and torque are from usual. */
import { FlowBack } from "./flow-back.js";
import { FlowBalance } from "./flow-balance.js";
import { Moment } from "./moment.js";
import { PitBalance } from "./pit-balance.js";
import { PressureBalance } from "./pressure-balance.js";
import { Pumps } from "./pumps.js";
import { TorqueBalance } from "./torque-balance.js";

export class Picture {
  readonly moment = new Moment();
  readonly pumps = new Pumps();
  readonly flow = new FlowBalance();
  readonly pits = new PitBalance();
  readonly back = new FlowBack();
  readonly pressure = new PressureBalance();
  readonly torque = new TorqueBalance();

  /** The row that was read into `moment`; what is open must not become usual. */
  add(open: { readonly balance: boolean; readonly pressure: boolean }): void {
    const { moment, pumps } = this;
    pumps.add(moment);
    this.flow.add(moment, pumps, open.balance);
    this.pits.add(moment, pumps, open.balance);
    this.back.add(moment, pumps, this.flow, open.balance);
    this.pressure.add(moment, pumps, open.pressure || open.balance);
    this.torque.add(moment, open.pressure);
  }
}
